import { compile } from './codec/compile.ts';
import { FieldError } from './codec/errors.ts';
import { Reader } from './codec/reader.ts';
import { array, int16, int32, string, struct } from './codec/schema.ts';

/**
 * What a classic consumer was given: the bytes in `memberAssignment` of DescribeGroups. Versions 0 to 3 share this head,
 * none of them is flexible, and user data follows. Source: ConsumerProtocolAssignment.json of kafka-clients 3.0.2–4.4.0.
 */
const assignment = compile(
  struct({
    version: int16(),
    assignedPartitions: array(struct({ topic: string(), partitions: array(int32()) })),
  }),
  0,
  false,
);

/** The assigned partitions, or null when the bytes are something else (another protocol's, or garbage). */
export function readAssignment(bytes: Buffer): { topic: string; partition: number }[] | null {
  if (bytes.length === 0) return [];
  try {
    const { assignedPartitions } = assignment.read(new Reader(bytes));
    return assignedPartitions.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
  } catch (error) {
    if (error instanceof FieldError || error instanceof RangeError) return null;
    throw error;
  }
}

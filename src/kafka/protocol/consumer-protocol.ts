import { type Codec, compile } from './codec/compile.ts';
import { FieldError } from './codec/errors.ts';
import { Reader } from './codec/reader.ts';
import { array, bytes, type Infer, type InferInput, int32, string, struct } from './codec/schema.ts';
import { Writer } from './codec/writer.ts';

/*
 * What classic consumers tell each other through the coordinator, which does not look inside: each member its subscription
 * (`metadata` of JoinGroup and DescribeGroups), the leader each member's assignment. Both are a version in two bytes and a
 * body that is never flexible. A version that is not known yet is read as the newest that is, since versions only add at the
 * end. Source: ConsumerProtocolSubscription.json and ConsumerProtocolAssignment.json of kafka-clients 3.0.2–4.4.0.
 */

const NEWEST_VERSION = 3;

const topicPartitions = struct({ topic: string(), partitions: array(int32()) });

/** v1 what the member still owns, for the cooperative assignors; v2 the generation in which it got that; v3 its rack. */
export const consumerProtocolSubscription = struct({
  topics: array(string()),
  userData: bytes({ nullable: '0+', default: null }),
  ownedPartitions: array(topicPartitions, { versions: '1+' }),
  generationId: int32({ versions: '2+', default: -1 }),
  rackId: string({ versions: '3+', nullable: '3+', default: null }),
});

/** Every version is the same. */
export const consumerProtocolAssignment = struct({
  assignedPartitions: array(topicPartitions),
  userData: bytes({ nullable: '0+', default: null }),
});

interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a classic consumer wants, and what it has. */
export interface Subscription {
  readonly topics: readonly string[];
  /** The assignor's own, in its own format. */
  readonly userData: Buffer | null;
  readonly ownedPartitions: readonly TopicPartition[];
  readonly generationId: number | null;
  readonly rackId: string | null;
}

type SubscriptionCodec = Codec<
  Infer<typeof consumerProtocolSubscription>,
  InferInput<typeof consumerProtocolSubscription>
>;

const subscriptionCodecs: readonly SubscriptionCodec[] = Array.from({ length: NEWEST_VERSION + 1 }, (_, version) =>
  compile(consumerProtocolSubscription, version, false),
);
const assignmentCodec = compile(consumerProtocolAssignment, NEWEST_VERSION, false);
/** The user data is left alone: what it is worth, only the assignor knows. */
const assignmentHead = compile(struct({ assignedPartitions: array(topicPartitions) }), NEWEST_VERSION, false);

/** The subscription, or null when the bytes are something else (another protocol's, or garbage). */
export function readSubscription(bytes: Buffer): Subscription | null {
  return readOrNull(() => {
    const reader = new Reader(bytes);
    const subscription = subscriptionCodec(reader.int16()).read(reader);
    const { topics, userData, ownedPartitions, generationId, rackId } = subscription;
    return {
      topics,
      userData,
      ownedPartitions: flattened(ownedPartitions),
      generationId: generationId < 0 ? null : generationId,
      rackId,
    };
  });
}

function subscriptionCodec(version: number): SubscriptionCodec {
  const codec = subscriptionCodecs[Math.min(version, NEWEST_VERSION)];
  if (codec === undefined) throw new FieldError(`version ${version}`);
  return codec;
}

/** The assigned partitions, or null when the bytes are something else (another protocol's, or garbage). */
export function readAssignment(bytes: Buffer): TopicPartition[] | null {
  if (bytes.length === 0) return [];
  return readOrNull(() => {
    const reader = new Reader(bytes);
    reader.int16();
    return flattened(assignmentHead.read(reader).assignedPartitions);
  });
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldError || error instanceof RangeError) return null;
    throw error;
  }
}

/** A subscription as a consumer sends it. Throws FieldError for a value that cannot be written. */
export function writeSubscription(
  { generationId, ownedPartitions = [], ...rest }: Pick<Subscription, 'topics'> & Partial<Subscription>,
  version = NEWEST_VERSION,
): Buffer {
  const codec = subscriptionCodec(version);
  return versioned(version, (writer) =>
    codec.write(writer, {
      ...rest,
      ownedPartitions: byTopic(ownedPartitions),
      generationId: generationId ?? undefined,
    }),
  );
}

/** An assignment as the leader hands it in. Throws FieldError for a value that cannot be written. */
export function writeAssignment(partitions: readonly TopicPartition[], version = NEWEST_VERSION): Buffer {
  return versioned(version, (writer) => assignmentCodec.write(writer, { assignedPartitions: byTopic(partitions) }));
}

function versioned(version: number, write: (writer: Writer) => void): Buffer {
  const writer = new Writer();
  writer.int16(version);
  write(writer);
  return writer.finish();
}

type ByTopic = readonly { readonly topic: string; readonly partitions: readonly number[] }[];

function flattened(topics: ByTopic): TopicPartition[] {
  return topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
}

function byTopic(partitions: readonly TopicPartition[]): ByTopic {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const known = topics.get(topic) ?? [];
    known.push(partition);
    topics.set(topic, known);
  }
  return [...topics].map(([topic, list]) => ({ topic, partitions: list }));
}

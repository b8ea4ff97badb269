import type { Call } from './call.ts';
import { grouped } from './grouped.ts';
import { byTopic, eachLeader, keyOf, type LedPartition } from './leaders.ts';
import { listOffsets } from './protocol/apis/02-list-offsets.ts';
import { errorName } from './protocol/errors.ts';

export interface OffsetAnswer {
  /** null: there is none, or it could not be had. */
  readonly offset: bigint | null;
  /** When the record at a time was written; null for special offsets, and where there is none. */
  readonly timestampMs: number | null;
  readonly error: string | null;
}

export interface OffsetQuestion<P extends LedPartition> {
  /** A time in milliseconds, or one of OFFSET_SPEC. */
  readonly timestamp: bigint | ((partition: P) => bigint);
  /** 0: the latest offset is the high watermark; 1: the last stable offset. */
  readonly isolationLevel: 0 | 1;
  /** For the gap: `high watermark`. */
  readonly name: string;
}

/** One ListOffsets a leader, by `topic:partition`. Partitions whose leader did not answer are missing, and a gap says why. */
export async function listOffsetsAt<P extends LedPartition>(
  call: Call,
  partitions: readonly P[],
  { timestamp, isolationLevel, name }: OffsetQuestion<P>,
): Promise<ReadonlyMap<string, OffsetAnswer>> {
  const answers = new Map<string, OffsetAnswer>();
  const timestampOf = typeof timestamp === 'bigint' ? () => timestamp : timestamp;
  await eachLeader(partitions, async (leader, own) => {
    const topics = byTopic(own).map(([topic, list]) => ({
      name: topic,
      partitions: list.map((each) => ({ partitionIndex: each.partition, timestamp: timestampOf(each) })),
    }));
    const what = `${name} of ${own.length} ${own.length === 1 ? 'partition' : 'partitions'} led by broker ${leader.nodeId}`;
    const answer = await call.ask(leader, listOffsets, { isolationLevel, topics }, what);
    for (const { name: topic, partitions: answered } of answer?.topics ?? []) {
      for (const { partitionIndex: partition, errorCode, offset, timestamp: at } of answered) {
        answers.set(keyOf({ topic, partition }), {
          offset: errorCode === 0 && offset >= 0n ? offset : null,
          timestampMs: errorCode === 0 && at >= 0n ? Number(at) : null,
          error: errorCode === 0 ? null : errorName(errorCode),
        });
      }
    }
  });
  return answers;
}

/** One gap for each error among the answers. */
export function addErrorGaps(call: Call, name: string, answers: Iterable<OffsetAnswer>): void {
  const failed = [...answers].filter(({ error }) => error !== null);
  for (const [error, list] of grouped(failed, (answer) => answer.error)) {
    const what = `${name} of ${list.length} ${list.length === 1 ? 'partition' : 'partitions'}`;
    call.addGap({ what, why: `the leader answered ${error}`, broker: null });
  }
}

import { named } from '../named.ts';
import type { GroupFacts } from './facts.ts';
import type { OpenTransaction, TopicPartition } from './observation.ts';
import { isHanging } from './transactions.ts';
import { duration } from './words.ts';

/** A transaction that nothing will end, where it concerns a group. */
export interface Hanging extends TopicPartition {
  readonly startOffset: bigint;
  readonly forSeconds: number;
  /** Whether the group waits for it: it stands there, or its own offsets lie behind it. */
  readonly blocks: boolean;
  readonly because: string;
}

const OFFSETS_TOPIC = '__consumer_offsets';

/** On partitions that the group reads, those that block it first, and on its own partition of `__consumer_offsets`. */
export function hangingOf(facts: GroupFacts): Hanging[] {
  const read = facts.partitions.flatMap(({ holding, judged }): Hanging[] => {
    if (holding?.kind !== 'hanging' || holding.transaction === null) return [];
    const because = describe(holding.transaction, holding.forSeconds);
    return [{ ...holding, blocks: judged.status === 'blocked_by_transaction', because }];
  });
  return [...read, ...inItsOffsets(facts)].sort((a, b) => Number(b.blocks) - Number(a.blocks));
}

/** With several groups nobody says whose partition of the topic it is. */
function inItsOffsets({ background, seen }: GroupFacts): Hanging[] {
  if (background === null || background.histories.size > 1) return [];
  return background.openTransactions
    .filter((transaction) => transaction.topic === OFFSETS_TOPIC && isHanging(transaction))
    .map((transaction) => {
      const { topic, partition, startOffset, startedMs, lastTimestampMs } = transaction;
      const forSeconds = Math.max(0, seen.nowMs - (startedMs ?? lastTimestampMs ?? seen.nowMs)) / 1_000;
      return { topic, partition, startOffset, forSeconds, blocks: true, because: describe(transaction, forSeconds) };
    });
}

function describe(transaction: OpenTransaction, forSeconds: number): string {
  const { topic, partition, startOffset, producerId, transactionalId, state } = transaction;
  const owner =
    transactionalId === null
      ? 'no coordinator knows its producer'
      : `its coordinator says ${state ?? 'nothing'} for ${named(transactionalId)} and does not list this partition`;
  return `${topic}-${partition}: open since offset ${startOffset} by producer ${producerId}, for at least ${duration(forSeconds)}; ${owner}`;
}

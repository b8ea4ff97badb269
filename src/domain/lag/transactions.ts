import type { OpenTransaction, TopicPartition } from './observation.ts';
import { isBehindTransaction } from './readable.ts';
import type { PartitionSeen } from './seen.ts';

/**
 * What holds a last stable offset back. `hanging`: no coordinator will ever end it. `open`: its coordinator counts this
 * partition to a transaction that goes on. `undecided`: its coordinator could not be asked.
 */
export interface Holding extends TopicPartition {
  readonly kind: 'hanging' | 'open' | 'undecided';
  /** The offset at which readers of committed records stand. */
  readonly startOffset: bigint;
  readonly transaction: OpenTransaction | null;
  /** Seconds for which it is known to have been there. */
  readonly forSeconds: number;
}

/** Transactions are open all the time on a healthy topic; a reader is held back by one that stays. [rule of thumb] */
const SHORTEST_HOLD_SECONDS = 10;

/** What holds this partition back for longer than transactions take; null: nothing does. */
export function holdingOf(seen: PartitionSeen, nowMs: number, spanSeconds: number | null): Holding | null {
  const stable = seen.latest.bounds?.lastStable ?? null;
  if (stable === null || seen.highWatermark === null || stable >= seen.highWatermark) return null;
  const first = seen.transactions.find(({ startOffset }) => startOffset === stable) ?? seen.transactions[0] ?? null;
  const stoodSeconds = stoodStill(seen, stable) ? spanSeconds : null;
  const forSeconds = Math.max(first === null ? 0 : ageOf(first, nowMs), stoodSeconds ?? 0, waitOf(seen, nowMs));
  const held: Omit<Holding, 'kind'> = {
    topic: seen.topic,
    partition: seen.partition,
    startOffset: first?.startOffset ?? stable,
    transaction: first,
    forSeconds,
  };
  if (first !== null && isHanging(first)) return { ...held, kind: 'hanging' };
  if (stoodSeconds === null && forSeconds < SHORTEST_HOLD_SECONDS) return null;
  return { ...held, kind: first === null || first.coordinatorHasPartition === null ? 'undecided' : 'open' };
}

/** Whether the group waits for it: it stands where the transaction begins, and stood there at both looks. */
export function isHeldBack(seen: PartitionSeen): boolean {
  if (!isBehindTransaction(seen)) return false;
  const before = seen.earlier?.offset?.offset ?? null;
  return before === null || before === seen.committed;
}

/**
 * The test of `kafka-transactions.sh find-hanging`: an open transaction of which the coordinator does not know this partition.
 * Source: lag rules §1.5; observed on Kafka 3.9.1 and 4.3.1 (faults 13 and 29).
 */
export const isHanging = ({ coordinatorHasPartition }: OpenTransaction): boolean => coordinatorHasPartition === false;

/** By the coordinator's clock where it tells, else by the producer's. */
const ageOf = ({ startedMs, lastTimestampMs }: OpenTransaction, nowMs: number): number =>
  Math.max(0, (nowMs - (startedMs ?? lastTimestampMs ?? nowMs)) / 1_000);

/** The record at the last stable offset is the first one of the transaction. */
const waitOf = (seen: PartitionSeen, nowMs: number): number =>
  seen.firstUnread?.notAfterMs == null || !isBehindTransaction(seen)
    ? 0
    : Math.max(0, (nowMs - seen.firstUnread.notAfterMs) / 1_000);

function stoodStill({ earlier }: PartitionSeen, stable: bigint): boolean {
  const [stableBefore, highBefore] = [earlier?.bounds?.lastStable ?? null, earlier?.bounds?.highWatermark ?? null];
  return stableBefore !== null && highBefore !== null && stableBefore === stable && stableBefore < highBefore;
}

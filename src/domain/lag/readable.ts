import { writtenBetween } from './ends.ts';
import type { PartitionSeen } from './seen.ts';

/** Whether a consumer at this offset has something to read that it could read now. */
export function isReadable(seen: PartitionSeen): boolean {
  const { lag, committed, latest, firstUnread } = seen;
  if (lag === null || lag === 0n || committed === null || firstUnread?.method === 'none') return false;
  if (latest.bounds?.leader === null || latest.bounds?.missing != null) return false;
  return !isBehindTransaction(seen);
}

/**
 * It stands at the last stable offset, and beyond it a transaction is open: a read_committed consumer gets no further. Also
 * one offset before it, where a consumer that commits the last record + 1 stands before the marker of an earlier transaction.
 */
export function isBehindTransaction({ committed, highWatermark, latest }: PartitionSeen): boolean {
  const stable = latest.bounds?.lastStable ?? null;
  if (stable === null || highWatermark === null || committed === null) return false;
  return stable < highWatermark && committed <= stable && stable - committed <= 1n;
}

/**
 * The latest moment at which the first unread record can have been written, so that silence is never overstated. null:
 * unknown. Times are those of the records.
 */
export function unreadSince(seen: PartitionSeen, firstLookMs: number | null): number | null {
  const { committed, firstUnread, ends, earlier } = seen;
  if (committed === null) return null;
  const known = [
    firstUnread?.notAfterMs ?? null,
    ends === null ? null : writtenBetween(ends, committed).notAfterMs,
    firstLookMs !== null && (earlier?.bounds?.highWatermark ?? 0n) > committed ? firstLookMs : null,
  ].filter((ms) => ms !== null);
  return known.length === 0 ? null : Math.min(...known);
}

import type { TailBatch } from './tail-batch.ts';

/**
 * From when on nothing is missing in batches that follow each other. Compaction leaves holes, and none in the part that is
 * being written, so it is after the last hole; offsets in a log have no other holes. `windowStart` is the first offset of the
 * window: when nothing lies right before it, there is a hole, or the log begins there and nobody knows what was before.
 */
export function completeSince(batches: readonly TailBatch[], fromMs: number, windowStart: bigint): number {
  const inside = batches.filter(({ endOffset }) => endOffset > windowStart);
  const followsOn = batches.some(({ baseOffset, endOffset }) => baseOffset < windowStart && endOffset >= windowStart);
  let since = followsOn ? fromMs : Math.max(fromMs, inside[0]?.atMs ?? fromMs);
  let next: bigint | null = null;
  let thinned = false;
  for (const { baseOffset, endOffset, atMs, thinned: hasHole, unreadable } of inside) {
    if (atMs !== null && (thinned || (next !== null && baseOffset > next))) since = Math.max(since, atMs);
    thinned = hasHole || unreadable;
    next = endOffset;
  }
  const lastAtMs = inside.at(-1)?.atMs ?? null;
  return thinned && lastAtMs !== null ? Math.max(since, lastAtMs) : since;
}

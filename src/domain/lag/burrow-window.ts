import { type BurrowStatus, burrowStatus } from './burrow.ts';
import { endAt } from './ends.ts';
import type { PartitionSeen } from './seen.ts';

/** Burrow's rules want a window: fewer commits, or a shorter span, and one slow batch decides. [rule of thumb] */
const FEWEST_COMMITS = 3;
const SHORTEST_WINDOW_MS = 60_000;

/** Burrow's verdict on so many of the newest commits; null: too few for one. */
export function burrowOf(seen: PartitionSeen, nowMs: number, newest: number): BurrowStatus | null {
  const { commits, ends, lag } = seen;
  const points = commits?.points.slice(-newest) ?? [];
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || lag === null || points.length < FEWEST_COMMITS) return null;
  if (last.atMs - first.atMs < SHORTEST_WINDOW_MS) return null;
  return burrowStatus({
    commits: points.map(({ offset, atMs }) => {
      const end = ends === null ? null : endAt(ends, atMs);
      return { offset, atMs, lag: end === null ? null : BigInt(Math.max(0, Math.round(end) - Number(offset))) };
    }),
    ends: (ends?.points ?? []).filter(({ atMs }) => atMs >= first.atMs).map(({ endOffset }) => endOffset),
    lag,
    nowMs,
  });
}

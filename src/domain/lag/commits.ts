import type { CommitPoint, GroupHistory, PartitionHistory } from './observation.ts';

/** What the history holds of one partition. */
export interface Commits {
  /** In order; the first may be older than the part without holes. */
  readonly points: readonly CommitPoint[];
  /** Times at which the offset rose. A commit that repeats the offset before it is no progress. */
  readonly progress: readonly number[];
  readonly completeSinceMs: number;
  readonly forgottenAtMs: number | null;
}

const none: readonly CommitPoint[] = [];

export const commitsOf = (history: GroupHistory, partition: PartitionHistory | null): Commits => ({
  points: partition?.commits ?? none,
  progress: progressTimes(partition?.commits ?? none, history.completeSinceMs),
  completeSinceMs: history.completeSinceMs,
  forgottenAtMs: partition?.forgottenAtMs ?? null,
});

/** The first commit counts as a step when it is not repeated: nothing tells what was before it. */
function progressTimes(points: readonly CommitPoint[], completeSinceMs: number): number[] {
  const times: number[] = [];
  let [before] = points;
  const second = points[1];
  const isStep = second === undefined || (before !== undefined && second.offset > before.offset);
  if (before !== undefined && before.atMs >= completeSinceMs && isStep) times.push(before.atMs);
  for (const point of points) {
    if (before !== undefined && point.offset > before.offset) times.push(point.atMs);
    before = point;
  }
  return times;
}

/**
 * Since when the offset stands where it is, at the latest: its last rise, the first commit of the history when none rose, or
 * the beginning of the history when there is none.
 */
export const standsSince = ({ points, progress, completeSinceMs }: Commits): number =>
  progress.at(-1) ?? points[0]?.atMs ?? completeSinceMs;

/** The newest commit at that time or before it; null: none is known. */
export function commitAt({ points }: Commits, atMs: number): CommitPoint | null {
  for (let at = points.length - 1; at >= 0; at -= 1) {
    const point = points[at];
    if (point !== undefined && point.atMs <= atMs) return point;
  }
  return null;
}

/** Commits that repeat the newest offset, the first of them included. */
export function repeats({ points }: Commits): readonly CommitPoint[] {
  const last = points.at(-1);
  if (last === undefined) return none;
  let from = points.length - 1;
  while (from > 0 && points[from - 1]?.offset === last.offset) from -= 1;
  return points.slice(from);
}

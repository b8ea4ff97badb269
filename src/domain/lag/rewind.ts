import { burrowOf } from './burrow-window.ts';
import type { Commits } from './commits.ts';
import type { PartitionContext } from './partition-context.ts';
import type { PartitionSeen } from './seen.ts';
import type { Verdict } from './status.ts';
import { duration } from './words.ts';

const isRecreated = (commits: Commits | null): boolean =>
  new Set(commits?.points.flatMap(({ topicId }) => topicId ?? [])).size > 1;

/** Between the looks, or in the history and not made up for. A recreated topic begins anew, which is no step back. */
export function wentBack(seen: PartitionSeen, { group }: PartitionContext): Verdict | null {
  const { committed, earlier, commits } = seen;
  const before = earlier?.offset?.offset ?? null;
  if (committed === null) return null;
  if (before !== null && committed < before && !isRecreated(commits)) {
    const because = `the offset went back from ${before} to ${committed} within ${duration(group.spanSeconds ?? 0)}`;
    return { status: 'moved_backwards', confidence: 'high', because };
  }
  const points = commits?.points ?? [];
  const at = points.findLastIndex(({ offset }, index) => offset < (points[index - 1]?.offset ?? offset));
  const [from, to] = [points[at - 1], points[at]];
  if (from === undefined || to === undefined || isRecreated(commits)) return null;
  if (burrowOf(seen, group.nowMs, Infinity) !== 'REWIND') return null;
  const because = `the offset went back from ${from.offset} to ${to.offset} ${duration((group.nowMs - to.atMs) / 1_000)} ago and has not passed the old value since`;
  return { status: 'moved_backwards', confidence: 'high', because };
}

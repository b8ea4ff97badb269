import type { CapacityLimit } from './capacity.ts';
import { commitAt } from './commits.ts';
import type { GroupSeen, PartitionSeen } from './seen.ts';
import { rate } from './words.ts';

/** A stretch with an equal number of members must last so long to be compared. [rule of thumb] */
const SHORTEST_MS = 60_000;

/** A quarter more members and less than a tenth more read: something else is the limit. [rule of thumb] */
const MORE_MEMBERS = 1.25;
const MORE_READ = 1.1;

/**
 * Whether members were added and nothing more was read: then what they write to is the limit, not their number. For a group
 * that is behind; one that keeps up reads what is written, whatever its size. null: nothing of the kind was seen.
 */
export function sinkLimitOf(seen: GroupSeen): CapacityLimit | null {
  const [before, after] = plateausOf(seen).slice(-2);
  if (before === undefined || after === undefined || after.members < before.members * MORE_MEMBERS) return null;
  const slow = readBetween(seen.partitions, before.fromMs, before.toMs);
  const fast = readBetween(seen.partitions, after.fromMs, after.toMs);
  if (slow === null || fast === null || slow <= 0 || fast >= slow * MORE_READ) return null;
  return {
    kind: 'sink',
    because: `${before.members} members read ${rate(slow)} and ${after.members} read ${rate(fast)}: what they write to is the limit`,
  };
}

/** Stretches with an equal number of members that lasted. */
function plateausOf({ history, nowMs }: GroupSeen) {
  const generations = history?.generations ?? [];
  return generations
    .map(({ atMs, members }, at) => ({
      members: members.length,
      fromMs: Math.max(atMs, history?.completeSinceMs ?? 0),
      toMs: generations[at + 1]?.atMs ?? nowMs,
    }))
    .filter(({ members, fromMs, toMs }) => members > 0 && toMs - fromMs >= SHORTEST_MS);
}

/** Records per second that were committed in that time; null: not known of every partition. */
function readBetween(partitions: readonly PartitionSeen[], fromMs: number, toMs: number): number | null {
  let read = 0;
  for (const { commits } of partitions) {
    if (commits === null) return null;
    const [start, end] = [commitAt(commits, fromMs) ?? commits.points[0] ?? null, commitAt(commits, toMs)];
    if (start !== null && end !== null) read += Number(end.offset - start.offset);
  }
  return (read * 1_000) / (toMs - fromMs);
}

import type { Workload } from './capacity.ts';
import { allowedLag } from './direction.ts';
import type { PartitionFacts } from './facts.ts';
import { isSilent, type OwnerDiagnosis } from './owner.ts';
import { usualPauseSeconds } from './rhythm.ts';
import type { GroupSeen } from './seen.ts';
import { sinkLimitOf } from './sink.ts';
import type { LagStatus } from './status.ts';

/**
 * What a capacity can be reckoned from. Members that keep up show only what is written, so the busy ones count. null: none is
 * busy, members are unknown, or it is a share group, whose members do not share out partitions.
 */
export function workloadOf(
  seen: GroupSeen,
  owners: readonly OwnerDiagnosis[],
  partitions: readonly PartitionFacts[],
  targetMinutes: number | null,
): Workload | null {
  if (seen.group.type === 'share') return null;
  const working = owners.filter(({ member }) => member !== null);
  const busy = working.filter((owner) => isBusy(owner, partitions));
  if (busy.length === 0) return null;
  const own = partitions.filter(({ judged }) => judged.status !== 'unsubscribed');
  return {
    perMemberPerSecond: busy.reduce((sum, { consumedPerSecond }) => sum + (consumedPerSecond ?? 0), 0) / busy.length,
    members: working.length,
    partitions: assignable(own, seen.group.assignor),
    load: own.flatMap(({ judged }) =>
      judged.lag === null || judged.producedPerSecond === null
        ? []
        : [
            {
              name: `${judged.topic}-${judged.partition}`,
              producedPerSecond: judged.producedPerSecond,
              lag: Number(judged.lag),
            },
          ],
    ),
    sinkLimit: sinkLimitOf(seen),
    targetMinutes,
  };
}

/** One of its partitions shows that it has more to do than it gets done. */
const behind: readonly LagStatus[] = ['growing', 'steady', 'draining'];

function isBusy(owner: OwnerDiagnosis, partitions: readonly PartitionFacts[]): boolean {
  if (isSilent(owner) || (owner.consumedPerSecond ?? 0) <= 0) return false;
  const own = partitions.filter((partition) => partition.owner === owner);
  if (!own.some(({ judged }) => behind.includes(judged.status))) return false;
  const allowed = own.reduce(
    (sum, { trend }) => sum + allowedLag(trend?.producedPerSecond ?? 0, usualPauseSeconds(trend?.rhythm ?? null)),
    0,
  );
  return Number(owner.lag ?? 0n) > allowed;
}

/** Range deals each topic out by itself, so that only as many members work as the largest topic has partitions. */
function assignable(partitions: readonly PartitionFacts[], assignor: string | null): number {
  const topics = new Map<string, number>();
  for (const { seen } of partitions) {
    const known = seen.topicSettings?.partitions.length ?? 0;
    topics.set(seen.topic, Math.max(known, (topics.get(seen.topic) ?? 0) + (known > 0 ? 0 : 1)));
  }
  const counts = [...topics.values()];
  return assignor === 'range' ? Math.max(...counts) : counts.reduce((sum, count) => sum + count, 0);
}

import { commitsOf } from '../commits.ts';
import type { BackgroundIndex } from '../evidence.ts';
import type { GroupDiagnosis } from '../group.ts';
import { rhythmOf, usualPauseSeconds } from '../rhythm.ts';
import type { Measured } from './parameters.ts';

/** What alert thresholds of a group are made of, as far as it was measured. */
export function measuredOf(diagnosis: GroupDiagnosis, index: BackgroundIndex | null): Measured {
  const { group, partitions } = diagnosis;
  const rates = partitions.flatMap(({ producedPerSecond }) => producedPerSecond ?? []);
  // A member over several partitions leaves each of them silent while it empties the others, so the longest pause counts.
  const history = index?.history(group.group) ?? null;
  const pauses = (history?.partitions ?? []).flatMap((partition) => {
    const rhythm = history === null ? null : rhythmOf(commitsOf(history, partition).progress);
    return rhythm === null ? [] : [usualPauseSeconds(rhythm)];
  });
  return {
    group: group.group,
    producedPerSecond: greatest(rates),
    usualPauseSeconds: greatest(pauses),
    retentionMs: shortestRetention(diagnosis, index),
  };
}

const greatest = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values));

/** Among topics whose records are deleted by age. */
function shortestRetention({ partitions }: GroupDiagnosis, index: BackgroundIndex | null): number | null {
  const retentions = [...new Set(partitions.map(({ topic }) => topic))].flatMap((topic) => {
    const settings = index?.topic(topic) ?? null;
    const { retentionMs = null, cleanupPolicy = null } = settings ?? {};
    if (retentionMs === null || retentionMs < 0 || cleanupPolicy?.includes('delete') === false) return [];
    return [retentionMs];
  });
  return retentions.length === 0 ? null : Math.min(...retentions);
}

import type { Computed } from '../formulas/computed.ts';
import { count, show } from '../words.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import type { Topic } from './topic.ts';

/** Replicas of all topics, retry and dead-letter topics included. */
export function replicasOf(
  topics: readonly Topic[],
  groups: readonly Group[],
  { replicationFactor }: Premises,
): Computed {
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0);
  const failed = groups.flatMap(({ failureTopics }) => failureTopics).reduce((sum, topic) => sum + topic.partitions, 0);
  return {
    value: (partitions + failed) * replicationFactor,
    formula: `(${count(partitions, 'partition')} + ${show(failed)} of retry and dead-letter topics) × RF ${replicationFactor}`,
    source: 'derived: Σ partitions × RF',
  };
}

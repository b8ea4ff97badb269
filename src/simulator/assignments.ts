import type { ClusterState } from './state/cluster-state.ts';

/**
 * What is wrong with replicas that a client chose itself, in the controller's words; null when nothing is. Every partition
 * has as many as the topic's others. Source: ReplicationControlManager of the metadata jars.
 */
export function assignmentProblem(
  { brokers }: ClusterState,
  assignments: readonly (readonly number[])[],
  replicationFactor: number,
): string | null {
  const manual = 'The manual partition assignment includes';
  for (const replicas of assignments) {
    if (replicas.length === 0) return `${manual} an empty replica list.`;
    const unknown = replicas.find((id) => brokers.every((broker) => broker.id !== id));
    if (unknown !== undefined) return `${manual} broker ${unknown}, but no such broker is registered.`;
    const twice = replicas.find((id, at) => replicas.indexOf(id) !== at);
    if (twice !== undefined) return `${manual} the broker ${twice} more than once.`;
    if (replicas.length !== replicationFactor) {
      return `${manual} a partition with ${replicas.length} replica(s), but this is not consistent with previous partitions, which have ${replicationFactor} replica(s).`;
    }
  }
  return null;
}

import { errorCode } from './faults.ts';
import type { ClusterState } from './state/cluster-state.ts';

interface Leader {
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

/** Who leads a partition that this broker does not lead, so that a client need not ask for metadata (KIP-951). */
export function leaderHint(
  cluster: ClusterState,
  topic: string,
  index: number,
  error: number,
): { readonly currentLeader?: Leader } {
  const partition = error === errorCode('NOT_LEADER_OR_FOLLOWER') ? cluster.partition(topic, index) : null;
  if (partition === null || partition.leader === null) return {};
  return { currentLeader: { leaderId: partition.leader, leaderEpoch: partition.leaderEpoch } };
}

/** The addresses of the leaders that an answer names. */
export function endpointsOf(cluster: ClusterState, hints: readonly (Leader | undefined)[]) {
  const ids = new Set(hints.flatMap((hint) => (hint === undefined ? [] : [hint.leaderId])));
  return [...ids].flatMap((id) => {
    const broker = cluster.broker(id);
    return broker === null ? [] : [{ nodeId: id, host: broker.host, port: broker.port, rack: broker.rack }];
  });
}

import { createHash } from 'node:crypto';
import type { ClusterState } from './cluster-state.ts';
import { NOTHING_STEADY, PartitionLog } from './log.ts';
import { rateCurve } from './rates.ts';
import { type SimulatedPartition, SimulatedTopic } from './topic.ts';

/** Brokers in turn, beginning one further for each partition, so that leaders and replicas spread evenly. */
export function placeReplicas(
  brokers: readonly number[],
  partition: number,
  replicationFactor: number,
): readonly number[] {
  return Array.from(
    { length: Math.min(replicationFactor, brokers.length) },
    (_, replica) => brokers[(partition + replica) % brokers.length] ?? 0,
  );
}

/** The same name always has the same id, so that a simulation repeats itself. */
export function topicIdOf(name: string): string {
  return createHash('sha256').update(name).digest().subarray(0, 16).toString('base64url');
}

/** A partition without records. */
export function emptyPartition(index: number, replicas: readonly number[]): SimulatedPartition {
  return {
    index,
    leader: replicas[0] ?? null,
    leaderEpoch: 0,
    replicas,
    isr: replicas,
    offline: [],
    log: new PartitionLog(NOTHING_STEADY),
  };
}

/** A topic that a client makes: nobody writes to it but clients. Its id differs from that of one deleted before. */
export function emptyTopic(
  cluster: ClusterState,
  name: string,
  replicas: readonly (readonly number[])[],
  configs: Map<string, string>,
): SimulatedTopic {
  return new SimulatedTopic(
    {
      name,
      topicId: topicIdOf(`${name}@${cluster.now()}`),
      internal: false,
      recordBytes: 100,
      configs,
      curve: rateCurve([]),
      shares: [],
      partitions: replicas.map((brokers, index) => emptyPartition(index, brokers)),
    },
    cluster.transactions,
  );
}

import { errorAt, errorCode } from './faults.ts';
import type { Served } from './served.ts';
import type { Operation } from './state/cluster-state.ts';
import type { SimulatedPartition, SimulatedTopic } from './state/topic.ts';

/** A partition that may be used, or the error code that stands in its place. */
export type PartitionOrError =
  | { readonly topic: SimulatedTopic; readonly partition: SimulatedPartition }
  | { readonly error: number; readonly topic: null; readonly partition: null };

/** The partitions of one topic, found again and again: the topic and what the client may do to it are looked up once. */
export interface PartitionFinder {
  /** Null: unknown, or not for this client. */
  readonly topic: SimulatedTopic | null;
  /** The partition, or the error code that stands in its place. */
  find(index: number): SimulatedPartition | number;
}

/** As {@link ledPartition} or {@link hostedPartition}, for many partitions of one topic. */
export function finderOf(
  served: Served,
  topicName: string,
  operation: Operation,
  by: 'leader' | 'replica',
): PartitionFinder {
  const { cluster, broker, struck } = served;
  const topic = cluster.topic(topicName);
  const denied = cluster.allows(operation, 'topic', topicName) ? 0 : errorCode('TOPIC_AUTHORIZATION_FAILED');
  const unknown = errorCode('UNKNOWN_TOPIC_OR_PARTITION');
  const elsewhere = errorCode('NOT_LEADER_OR_FOLLOWER');
  return {
    topic: denied === 0 ? topic : null,
    find(index) {
      const planted = struck.length === 0 ? 0 : errorAt(struck, { topic: topicName, partition: index });
      if (planted !== 0) return planted;
      if (denied !== 0) return denied;
      const partition = topic?.partitions[index];
      if (partition === undefined) return unknown;
      const { leader, replicas } = partition;
      // Without a leader a replica does not know where it stands.
      const here = by === 'leader' ? leader === broker.id : leader !== null && replicas.includes(broker.id);
      return here ? partition : elsewhere;
    },
  };
}

/** A partition for a request that only its leader answers; a planted error, a denial and a missing leader come first. */
export const ledPartition = (
  served: Served,
  topicName: string,
  index: number,
  operation: Operation,
): PartitionOrError => found(finderOf(served, topicName, operation, 'leader'), index);

/** A partition for a request that any of its replicas answers. */
export const hostedPartition = (
  served: Served,
  topicName: string,
  index: number,
  operation: Operation,
): PartitionOrError => found(finderOf(served, topicName, operation, 'replica'), index);

function found({ topic, find }: PartitionFinder, index: number): PartitionOrError {
  const partition = find(index);
  if (typeof partition === 'number') return { error: partition, topic: null, partition: null };
  return topic === null
    ? { error: errorCode('UNKNOWN_SERVER_ERROR'), topic: null, partition: null }
    : { topic, partition };
}

const EPOCH_NOT_TOLD = -1;

/** The error of a client that knows another leader epoch than the broker; 0 when it knows the same, or tells none. KIP-320. */
export function epochError({ leaderEpoch }: SimulatedPartition, known: number): number {
  if (known === EPOCH_NOT_TOLD || known === leaderEpoch) return 0;
  return errorCode(known < leaderEpoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH');
}

/** The error that keeps this broker from answering for a group; 0 when it is its coordinator. */
export function groupError(served: Served, group: string, operation: Operation): number {
  const { cluster, broker, struck } = served;
  const planted = errorAt(struck, { group });
  if (planted !== 0) return planted;
  if (!cluster.allows(operation, 'group', group)) return errorCode('GROUP_AUTHORIZATION_FAILED');
  return cluster.coordinatorOf(group)?.id === broker.id ? 0 : errorCode('NOT_COORDINATOR');
}

/** The same for a request that takes no empty name: those of members, and the descriptions of the 4.x protocols. */
export function namedGroupError(served: Served, group: string, operation: Operation): number {
  return group === '' ? errorCode('INVALID_GROUP_ID') : groupError(served, group, operation);
}

/** The error of the whole answer: planted, or since the client may not do this to the cluster. */
export function clusterError({ cluster, struck }: Served, operation: Operation | null): number {
  const planted = errorAt(struck, {});
  if (planted !== 0) return planted;
  return operation === null || cluster.allows(operation, 'cluster', 'kafka-cluster')
    ? 0
    : errorCode('CLUSTER_AUTHORIZATION_FAILED');
}

import { metadata } from '../../kafka/protocol/apis/03-metadata.ts';
import { ZERO_UUID } from '../../kafka/protocol/codec/scalars.ts';
import { authorizedOperations, OPERATIONS_NOT_ASKED } from '../authorized-operations.ts';
import { errorAt, errorCode } from '../faults.ts';
import { clusterError } from '../guards.ts';
import { type Served, serve } from '../served.ts';
import { topicNameProblem } from '../topic-names.ts';

/** Brokers and topics. Topics are never created by asking for them. */
export const serveMetadata = serve(metadata, (request, served) => {
  const { cluster, version } = served;
  const error = clusterError(served, null);
  const alive = cluster.brokers.filter((broker) => broker.alive);
  const all = request.topics === null || (version === 0 && request.topics.length === 0);
  const names = all
    ? [...cluster.topics.keys()].filter((name) => cluster.allows('describe', 'topic', name))
    : (request.topics ?? []).map(({ name, topicId }) => name ?? cluster.topicById(topicId)?.name ?? { topicId });
  return {
    throttleTimeMs: 0,
    brokers: alive.map(({ id, host, port, rack }) => ({ nodeId: id, host, port, rack })),
    clusterId: cluster.scenario.cluster_id,
    controllerId: alive[0]?.id ?? -1,
    topics: error !== 0 ? [] : names.map((name) => describe(served, name, request.includeTopicAuthorizedOperations)),
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
      ? authorizedOperations(cluster, 'cluster', 'kafka-cluster')
      : OPERATIONS_NOT_ASKED,
    errorCode: error,
  };
});

/** A topic that was asked for by an id that no topic has. */
interface UnknownId {
  readonly topicId: string;
}

function describe(served: Served, asked: string | UnknownId, operations: boolean) {
  const { cluster, struck } = served;
  const name = typeof asked === 'string' ? asked : null;
  const topic = name === null ? null : cluster.topic(name);
  const planted = errorAt(struck, { topic: name ?? '' });
  const error = planted === 0 ? errorCode(refusal(served, name)) : planted;
  if (topic === null || error !== 0) {
    return {
      errorCode: error,
      name,
      topicId: typeof asked === 'string' ? ZERO_UUID : asked.topicId,
      isInternal: false,
      partitions: [],
      topicAuthorizedOperations: OPERATIONS_NOT_ASKED,
    };
  }
  return {
    errorCode: 0,
    name: topic.name,
    topicId: topic.topicId,
    isInternal: topic.internal,
    partitions: topic.partitions.map((partition) => ({
      errorCode: partition.leader === null ? errorCode('LEADER_NOT_AVAILABLE') : 0,
      partitionIndex: partition.index,
      leaderId: partition.leader ?? -1,
      leaderEpoch: partition.leaderEpoch,
      replicaNodes: partition.replicas,
      isrNodes: partition.isr,
      offlineReplicas: partition.offline,
    })),
    topicAuthorizedOperations: operations ? authorizedOperations(cluster, 'topic', topic.name) : OPERATIONS_NOT_ASKED,
  };
}

function refusal({ cluster }: Served, name: string | null): string {
  if (name === null) return 'UNKNOWN_TOPIC_ID';
  if (!cluster.allows('describe', 'topic', name)) return 'TOPIC_AUTHORIZATION_FAILED';
  if (cluster.topic(name) !== null) return 'NONE';
  return topicNameProblem(name) === null ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'INVALID_TOPIC_EXCEPTION';
}

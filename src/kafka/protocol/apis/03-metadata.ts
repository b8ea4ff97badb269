import { defineApi } from '../api.ts';
import { array, bool, int16, int32, string, struct, uuid } from '../codec/schema.ts';

/**
 * Metadata answers the live brokers and, per topic, partitions with leader, replicas and in-sync replicas. Any broker
 * answers, from its own copy of the cluster's metadata.
 *
 * - v0 an empty list of topics means all; from v1 null means all and an empty list none
 * - v1 rack, controller (a random live broker under KRaft: ask DescribeQuorum), internal topics; v2 cluster id
 * - v4 may refuse to create topics: the definition's default is to create them, so always send false
 * - v5 offline replicas; v7 leader epochs; v8 authorized operations of topics; v9 flexible
 * - v10 topic ids in the answer; v12 topics may be asked for by id with a null name
 * - v11 operations on the cluster are gone (DescribeCluster has them); v13 an error for the whole answer
 *
 * A partition without a leader has error LEADER_NOT_AVAILABLE and leader -1, and is an answer, not a failure.
 */
export const metadata = defineApi({
  key: 3,
  name: 'Metadata',
  versions: [0, 13],
  flexibleFrom: 9,
  request: struct({
    topics: array(struct({ topicId: uuid({ versions: '10+' }), name: string({ nullable: '10+' }) }), {
      nullable: '1+',
    }),
    allowAutoTopicCreation: bool({ versions: '4+', default: true, whenOmitted: false }),
    includeClusterAuthorizedOperations: bool({ versions: '8-10' }),
    includeTopicAuthorizedOperations: bool({ versions: '8+' }),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '3+' }),
    brokers: array(
      struct({
        nodeId: int32(),
        host: string(),
        port: int32(),
        rack: string({ versions: '1+', nullable: '1+', default: null }),
      }),
    ),
    clusterId: string({ versions: '2+', nullable: '2+', default: null }),
    controllerId: int32({ versions: '1+', default: -1 }),
    topics: array(
      struct({
        errorCode: int16(),
        name: string({ nullable: '12+' }),
        topicId: uuid({ versions: '10+' }),
        isInternal: bool({ versions: '1+', default: false }),
        partitions: array(
          struct({
            errorCode: int16(),
            partitionIndex: int32(),
            leaderId: int32(),
            leaderEpoch: int32({ versions: '7+', default: -1 }),
            replicaNodes: array(int32()),
            isrNodes: array(int32()),
            offlineReplicas: array(int32(), { versions: '5+' }),
          }),
        ),
        topicAuthorizedOperations: int32({ versions: '8+', default: -2147483648 }),
      }),
    ),
    clusterAuthorizedOperations: int32({ versions: '8-10', default: -2147483648 }),
    errorCode: int16({ versions: '13+' }),
  }),
});

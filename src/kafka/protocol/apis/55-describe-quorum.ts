import { defineApi } from '../api.ts';
import { array, int16, int32, int64, string, struct, uint16, uuid } from '../codec/schema.ts';

const replica = struct({
  replicaId: int32(),
  replicaDirectoryId: uuid({ versions: '2+' }),
  logEndOffset: int64(),
  lastFetchTimestamp: int64({ versions: '1+', default: -1n }),
  lastCaughtUpTimestamp: int64({ versions: '1+', default: -1n }),
});

/**
 * DescribeQuorum answers leader, voters and observers of the KRaft metadata log, and how far each has read: ask for
 * partition 0 of `__cluster_metadata`. Any broker passes it on to the active controller; that is how to learn from a broker
 * which one it is. ZooKeeper clusters do not have it.
 *
 * - v1 (3.3) when a replica last fetched and was last caught up; v2 (3.9) directories, controllers' addresses, error messages
 *
 * Times are of the leader's clock, -1 when unknown. Those of the leader itself say nothing: the definition promises -1 for its
 * last fetch, 4.4.0 answers the present. Brokers are observers: one that falls behind serves old metadata.
 */
export const describeQuorum = defineApi({
  key: 55,
  name: 'DescribeQuorum',
  versions: [0, 2],
  flexibleFrom: 0,
  request: struct({
    topics: array(struct({ topicName: string(), partitions: array(struct({ partitionIndex: int32() })) })),
  }),
  response: struct({
    errorCode: int16(),
    errorMessage: string({ versions: '2+', nullable: '2+' }),
    topics: array(
      struct({
        topicName: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            errorMessage: string({ versions: '2+', nullable: '2+' }),
            leaderId: int32(),
            leaderEpoch: int32(),
            highWatermark: int64(),
            currentVoters: array(replica),
            observers: array(replica),
          }),
        ),
      }),
    ),
    nodes: array(
      struct({
        nodeId: int32(),
        listeners: array(struct({ name: string(), host: string(), port: uint16() })),
      }),
      { versions: '2+' },
    ),
  }),
});

import { describeQuorum } from '../../kafka/protocol/apis/55-describe-quorum.ts';
import { ZERO_UUID } from '../../kafka/protocol/codec/scalars.ts';
import { errorCode } from '../faults.ts';
import { clusterError } from '../guards.ts';
import { NOT_HOSTED } from '../messages.ts';
import { serve } from '../served.ts';

/** The metadata log grows by one no-op record each half second. Source: broker default metadata.max.idle.interval.ms=500. */
const IDLE_INTERVAL_MS = 500;
const UNKNOWN = -1n;
const METADATA_TOPIC = '__cluster_metadata';
const NOT_THE_QUORUM = {
  errorCode: errorCode('UNKNOWN_TOPIC_OR_PARTITION'),
  errorMessage: NOT_HOSTED,
  leaderId: 0,
  leaderEpoch: 0,
  highWatermark: 0n,
  currentVoters: [],
  observers: [],
};

/** A quorum in which every live broker is a voter and has caught up; the first of them leads. */
export const serveDescribeQuorum = serve(describeQuorum, ({ topics }, served) => {
  const { cluster, nowMs } = served;
  const error = clusterError(served, 'describe');
  if (error !== 0) return { errorCode: error, errorMessage: null, topics: [], nodes: [] };
  const alive = cluster.brokers.filter((broker) => broker.alive);
  const end = BigInt(Math.floor(nowMs / IDLE_INTERVAL_MS) % 1_000_000);
  const asked = topics.some(
    ({ topicName, partitions }) =>
      topicName === METADATA_TOPIC && partitions.some(({ partitionIndex }) => partitionIndex === 0),
  );
  const [leader] = alive;
  const replicas = alive.map(({ id }) => ({
    replicaId: id,
    replicaDirectoryId: ZERO_UUID,
    logEndOffset: end,
    // The leader fetches from nobody.
    lastFetchTimestamp: id === leader?.id ? UNKNOWN : BigInt(nowMs),
    lastCaughtUpTimestamp: BigInt(nowMs),
  }));
  return {
    errorCode: 0,
    errorMessage: '',
    topics: topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) => {
        if (topicName !== METADATA_TOPIC || partitionIndex !== 0) return { partitionIndex, ...NOT_THE_QUORUM };
        return {
          partitionIndex,
          errorCode: 0,
          errorMessage: '',
          leaderId: leader?.id ?? -1,
          leaderEpoch: 1,
          highWatermark: end,
          currentVoters: replicas,
          observers: [],
        };
      }),
    })),
    nodes: (asked ? alive : []).map(({ id, host, port }) => ({
      nodeId: id,
      listeners: [{ name: 'CONTROLLER', host, port }],
    })),
  };
});

import { fetch } from '../../kafka/protocol/apis/01-fetch.ts';
import { errorCode } from '../faults.ts';
import { clusterError, epochError, finderOf, type PartitionFinder } from '../guards.ts';
import { endpointsOf, leaderHint } from '../leader-hint.ts';
import { readBatches } from '../records.ts';
import { type Served, serve } from '../served.ts';

const READ_COMMITTED = 1;
const NONE = -1n;
const NO_SESSION = 0;
/** It ends a session, or asks for none. */
const FINAL_EPOCH = -1;
/** Consumers may read from any replica since KIP-392. */
const ANY_REPLICA_SINCE = 11;
const LEADER_TOLD_SINCE = 16;

/** How often a fetch that waits for records looks again, in real milliseconds. */
const LOOK_AGAIN_MS = 20;

/** No batch is smaller than its header. */
const MIN_BATCH_BYTES = 61;

/** What is left of the answer. */
interface Room {
  bytes: number;
  empty: boolean;
}

interface Wanted {
  readonly partition: number;
  readonly currentLeaderEpoch: number;
  readonly fetchOffset: bigint;
  readonly partitionMaxBytes: number;
}

/** Reads records. No fetch sessions: every answer is a full one, as a broker without a free session slot gives. */
export const serveFetch = serve(fetch, async (request, served) => {
  const planted = clusterError(served, null);
  const lostSession = request.sessionId !== NO_SESSION && request.sessionEpoch !== FINAL_EPOCH;
  const error = planted === 0 && lostSession ? errorCode('FETCH_SESSION_ID_NOT_FOUND') : planted;
  if (error !== 0) return { throttleTimeMs: 0, errorCode: error, sessionId: 0, responses: [], nodeEndpoints: [] };
  const read = () => {
    const room: Room = { bytes: request.maxBytes, empty: true };
    return request.topics.map(({ topic, topicId, partitions }) => {
      const name = served.version >= 13 ? (served.cluster.topicById(topicId)?.name ?? null) : topic;
      const by = served.version >= ANY_REPLICA_SINCE ? 'replica' : 'leader';
      const finder = name === null ? null : finderOf(served, name, 'read', by);
      return {
        topic,
        topicId,
        partitions: partitions.map((wanted) => {
          const answer = readPartition(served, name, finder, wanted, request.isolationLevel, room);
          room.bytes -= answer.records.length;
          room.empty &&= answer.records.length === 0;
          return answer;
        }),
      };
    });
  };
  let responses = read();
  const end = performance.now() + request.maxWaitMs;
  while (isEmpty(responses) && request.minBytes > 0 && performance.now() < end) {
    await served.wait(Math.min(LOOK_AGAIN_MS, end - performance.now()));
    responses = read();
  }
  const hints =
    served.version < LEADER_TOLD_SINCE
      ? []
      : responses.flatMap(({ partitions }) => partitions.map(({ currentLeader }) => currentLeader));
  const nodeEndpoints = endpointsOf(served.cluster, hints);
  return { throttleTimeMs: 0, errorCode: 0, sessionId: NO_SESSION, responses, nodeEndpoints };
});

const isEmpty = (
  responses: readonly { readonly partitions: readonly { readonly errorCode: number; readonly records: Buffer }[] }[],
): boolean =>
  responses.every(({ partitions }) =>
    partitions.every(({ errorCode: code, records }) => code === 0 && records.length === 0),
  );

function readPartition(
  served: Served,
  name: string | null,
  finder: PartitionFinder | null,
  wanted: Wanted,
  isolationLevel: number,
  room: Room,
) {
  if (name === null || finder === null) return unread(wanted.partition, errorCode('UNKNOWN_TOPIC_ID'));
  const partition = finder.find(wanted.partition);
  const { topic } = finder;
  if (typeof partition === 'number' || topic === null) {
    const error = typeof partition === 'number' ? partition : errorCode('UNKNOWN_TOPIC_OR_PARTITION');
    const hint = served.version >= LEADER_TOLD_SINCE ? leaderHint(served.cluster, name, wanted.partition, error) : {};
    return { ...unread(wanted.partition, error), ...hint };
  }
  const epoch = epochError(partition, wanted.currentLeaderEpoch);
  if (epoch !== 0) return unread(wanted.partition, epoch);
  const nowMs = served.cluster.now();
  const highWatermark = partition.log.end(nowMs);
  const lastStableOffset = topic.lastStable(partition, nowMs);
  const logStartOffset = topic.logStart(partition, nowMs);
  if (wanted.fetchOffset < logStartOffset || wanted.fetchOffset > highWatermark) {
    return unread(wanted.partition, errorCode('OFFSET_OUT_OF_RANGE'));
  }
  const committedOnly = isolationLevel === READ_COMMITTED;
  const until = committedOnly ? lastStableOffset : highWatermark;
  const maxBytes = Math.min(wanted.partitionMaxBytes, room.bytes);
  // Only the first batch of the whole answer comes whatever its size. Source: ReplicaManager.readFromLog, minOneMessage.
  const records =
    room.empty || maxBytes >= MIN_BATCH_BYTES
      ? readBatches(topic, partition, wanted.fetchOffset, until, maxBytes, room.empty)
      : Buffer.alloc(0);
  return {
    partitionIndex: wanted.partition,
    errorCode: 0,
    highWatermark,
    lastStableOffset,
    logStartOffset,
    abortedTransactions: committedOnly ? abortedTransactions(served, name, wanted, until) : null,
    currentLeader: undefined,
    records,
  };
}

/** Aborted transactions with records from the fetch offset on, so that a reader leaves those out. */
function abortedTransactions({ cluster }: Served, name: string, { partition, fetchOffset }: Wanted, until: bigint) {
  const log = cluster.partition(name, partition)?.log;
  const batches = log?.transactional(cluster.now()) ?? [];
  return cluster.transactions.on(name, partition).flatMap(({ producerId, beganMs, endsMs, endsWith }) => {
    const first = batches.find((batch) => batch.producerId === producerId && batch.atMs === beganMs);
    const marker = batches.find((batch) => batch.producerId === producerId && batch.control && batch.atMs === endsMs);
    const seen =
      first !== undefined && marker !== undefined && marker.baseOffset >= fetchOffset && first.baseOffset < until;
    return endsWith === 'abort' && seen ? [{ producerId, firstOffset: first.baseOffset }] : [];
  });
}

/** What is refused before anybody looks at the log has an empty list of aborted transactions, the rest has none. */
const BEFORE_THE_LOG = ['UNKNOWN_TOPIC_OR_PARTITION', 'UNKNOWN_TOPIC_ID', 'TOPIC_AUTHORIZATION_FAILED'].map(errorCode);

const unread = (partitionIndex: number, code: number) => ({
  partitionIndex,
  errorCode: code,
  highWatermark: NONE,
  lastStableOffset: NONE,
  logStartOffset: NONE,
  abortedTransactions: BEFORE_THE_LOG.includes(code) ? [] : null,
  currentLeader: undefined,
  records: Buffer.alloc(0),
});

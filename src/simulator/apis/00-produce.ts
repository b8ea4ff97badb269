import { produce } from '../../kafka/protocol/apis/00-produce.ts';
import { errorCode } from '../faults.ts';
import { ledPartition } from '../guards.ts';
import { endpointsOf, leaderHint } from '../leader-hint.ts';
import { checkBatch } from '../produced-batch.ts';
import { type Served, serve } from '../served.ts';
import { sequenceOutcome } from '../state/sequences.ts';

const NO_PRODUCER = -1n;
const LEADER_TOLD_SINCE = 10;

/** No answer, the leader's, and that of all in-sync replicas. */
const ACKS = [0, 1, -1];

/** Appends at the end of the log. Clients have no transactions here: only the scenario has some. */
export const serveProduce = serve(produce, ({ acks, transactionalId, topicData }, served) => {
  const responses = topicData.map(({ name, topicId, partitionData }) => {
    const topicName = served.version >= 13 ? (served.cluster.topicById(topicId)?.name ?? null) : name;
    return {
      name,
      topicId,
      partitionResponses: partitionData.map(({ index, records }) => {
        if (topicName === null) return refused(index, 'UNKNOWN_TOPIC_ID');
        if (!ACKS.includes(acks)) return refused(index, 'INVALID_REQUIRED_ACKS');
        return append(served, topicName, index, records, transactionalId);
      }),
    };
  });
  const hints = responses.flatMap(({ partitionResponses }) => partitionResponses.map((each) => each.currentLeader));
  const nodeEndpoints = endpointsOf(served.cluster, hints);
  return acks === 0 ? null : { responses, throttleTimeMs: 0, nodeEndpoints };
});

const NOTHING_APPENDED = {
  baseOffset: -1n,
  logStartOffset: -1n,
  recordErrors: [],
  errorMessage: null,
  currentLeader: undefined,
};

const refused = (index: number, error: string) => ({ index, ...NOTHING_APPENDED, errorCode: errorCode(error) });

function append(
  served: Served,
  topicName: string,
  index: number,
  records: Buffer | null,
  transactionalId: string | null,
) {
  const { cluster, version, nowMs } = served;
  const found = ledPartition(served, topicName, index, 'write');
  if (found.topic === null) {
    const hint = version >= LEADER_TOLD_SINCE ? leaderHint(cluster, topicName, index, found.error) : {};
    return { index, ...NOTHING_APPENDED, errorCode: found.error, ...hint };
  }
  const { topic, partition } = found;
  const checked = checkBatch(served, topic, index, records, transactionalId);
  const logStartOffset = topic.logStart(partition, nowMs);
  if ('error' in checked) {
    const { error, errorMessage, recordErrors, byLog } = checked;
    return { ...refused(index, error), errorMessage, recordErrors, ...(byLog ? { logStartOffset } : {}) };
  }
  const { batch, bytes } = checked;
  const sequence =
    batch.producerId === null
      ? null
      : {
          epoch: batch.producerEpoch ?? 0,
          first: batch.baseSequence ?? 0,
          last: (batch.baseSequence ?? 0) + batch.lastOffsetDelta,
        };
  const producerId = batch.producerId ?? NO_PRODUCER;
  const outcome = sequence === null ? 'new' : sequenceOutcome(partition.log.recentOf(producerId), sequence);
  if (typeof outcome === 'object' && 'error' in outcome) return refused(index, outcome.error);
  const baseOffset =
    outcome === 'new'
      ? partition.log.append({
          atMs: nowMs,
          records: batch.lastOffsetDelta + 1,
          bytes: () => bytes,
          transactional: false,
          control: false,
          producerId,
          ...(sequence === null ? {} : { sequence }),
        })
      : outcome.baseOffset;
  return { index, ...NOTHING_APPENDED, errorCode: 0, baseOffset, logStartOffset };
}

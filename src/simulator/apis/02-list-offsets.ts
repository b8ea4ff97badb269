import { listOffsets, OFFSET_SPEC } from '../../kafka/protocol/apis/02-list-offsets.ts';
import { errorCode } from '../faults.ts';
import { epochError, finderOf, type PartitionFinder } from '../guards.ts';
import { onceEach } from '../once-each.ts';
import { type Served, serve } from '../served.ts';
import type { SimulatedPartition, SimulatedTopic } from '../state/topic.ts';

const READ_COMMITTED = 1;
const NONE = -1n;

/** The first version in which each special offset may be asked for; another negative number is none. */
const SINCE = new Map<bigint, number>([
  [OFFSET_SPEC.latest, 0],
  [OFFSET_SPEC.earliest, 0],
  [OFFSET_SPEC.maxTimestamp, 7],
  [OFFSET_SPEC.earliestLocal, 8],
  [OFFSET_SPEC.latestTiered, 9],
  [OFFSET_SPEC.earliestPendingUpload, 11],
]);

interface Wanted {
  readonly partitionIndex: number;
  readonly currentLeaderEpoch: number;
  readonly timestamp: bigint;
}

export const serveListOffsets = serve(listOffsets, ({ isolationLevel, topics }, served) => ({
  throttleTimeMs: 0,
  topics: topics.map(({ name, partitions }) => {
    const finder = finderOf(served, name, 'describe', 'leader');
    return {
      name,
      partitions: onceEach(
        partitions,
        ({ partitionIndex }) => partitionIndex,
        (wanted) => lookUp(served, finder, wanted, isolationLevel),
        ({ partitionIndex }) => refused(partitionIndex, errorCode('INVALID_REQUEST')),
      ),
    };
  }),
}));

const refused = (partitionIndex: number, code: number) => ({
  partitionIndex,
  errorCode: code,
  timestamp: NONE,
  offset: NONE,
  leaderEpoch: -1,
});

function lookUp(served: Served, finder: PartitionFinder, wanted: Wanted, isolationLevel: number) {
  const { partitionIndex, timestamp } = wanted;
  if (timestamp < 0n && (SINCE.get(timestamp) ?? Number.POSITIVE_INFINITY) > served.version) {
    return refused(partitionIndex, errorCode('UNSUPPORTED_VERSION'));
  }
  const partition = finder.find(partitionIndex);
  if (typeof partition === 'number') return refused(partitionIndex, partition);
  const { topic } = finder;
  if (topic === null) return refused(partitionIndex, errorCode('UNKNOWN_TOPIC_OR_PARTITION'));
  const epoch = epochError(partition, wanted.currentLeaderEpoch);
  if (epoch !== 0) return refused(partitionIndex, epoch);
  const { offset, timestamp: dated } = find(served, topic, partition, timestamp, isolationLevel === READ_COMMITTED);
  return {
    partitionIndex,
    errorCode: 0,
    timestamp: dated,
    offset,
    leaderEpoch: offset < 0n ? -1 : partition.leaderEpoch,
  };
}

function find(
  { nowMs }: Served,
  topic: SimulatedTopic,
  partition: SimulatedPartition,
  wanted: bigint,
  committedOnly: boolean,
): { readonly offset: bigint; readonly timestamp: bigint } {
  const answer = (offset: bigint, timestamp = NONE) => ({ offset, timestamp });
  const end = committedOnly ? topic.lastStable(partition, nowMs) : partition.log.end(nowMs);
  switch (wanted) {
    case OFFSET_SPEC.latest:
      return answer(end);
    // Nothing is tiered, so what is local is all there is.
    case OFFSET_SPEC.earliest:
    case OFFSET_SPEC.earliestLocal:
      return answer(topic.logStart(partition, nowMs));
    case OFFSET_SPEC.latestTiered:
    case OFFSET_SPEC.earliestPendingUpload:
      return answer(NONE);
    default: {
      const start = topic.logStart(partition, nowMs);
      // Of records with the largest timestamp, the first counts.
      const since =
        wanted === OFFSET_SPEC.maxTimestamp ? partition.log.newest(nowMs, start)?.timestampMs : Number(wanted);
      const record = since === undefined ? null : partition.log.firstSince(since, nowMs, start);
      return record === null || record.offset >= end ? answer(NONE) : answer(record.offset, BigInt(record.timestampMs));
    }
  }
}

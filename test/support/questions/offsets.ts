import { listOffsets, OFFSET_SPEC } from '../../../src/kafka/protocol/apis/02-list-offsets.ts';
import { type AskedCluster, from, inVersions, type Led, one, partitions, type Question } from './asked.ts';

/** Times before, inside and after the bursts of the scenario, in seconds from its start. */
const TIMES_S = [-1e9, -3_600, -3_595.003, -1_795.123, -900, -800.5];
const LATE_TIMES_S = [-700.5, -60, -59.9, 1e6];
const timeOf = (startMs: number, seconds: number) => BigInt(Math.max(0, Math.round(startMs + seconds * 1_000)));

const offsetSpecs: readonly (readonly [string, (startMs: number) => bigint])[] = [
  ['latest', () => OFFSET_SPEC.latest],
  ['earliest', () => OFFSET_SPEC.earliest],
  ['earliest local', () => OFFSET_SPEC.earliestLocal],
  ['latest tiered', () => OFFSET_SPEC.latestTiered],
  ['−7', () => -7n],
  ...TIMES_S.map((seconds) => [`${seconds} s`, (startMs: number) => timeOf(startMs, seconds)] as const),
];

/** Looks a partition up at its leader, in both isolation levels. */
async function offsetsAt(cluster: AskedCluster, where: readonly Led[], timestamp: bigint): Promise<unknown> {
  const version = cluster.newest(listOffsets);
  const answers = [];
  for (const { topic, partition, leader } of where) {
    for (const isolationLevel of [0, 1]) {
      const topics = [{ name: topic, partitions: [{ partitionIndex: partition, timestamp }] }];
      const answer = await cluster.ask(leader, listOffsets, version, { isolationLevel, topics });
      answers.push({ where: `${topic}-${partition}`, isolationLevel, answer });
    }
  }
  return answers;
}

const ofOrders = (partitionIndex: number, timestamp: bigint, currentLeaderEpoch = -1) => ({
  isolationLevel: 0,
  topics: [{ name: 'common.orders', partitions: [{ partitionIndex, timestamp, currentLeaderEpoch }] }],
});

/** A real coordinator dates the markers of these to when it was asked for them. */
const hasMarker = ({ topic, partition }: Led) => topic === 'common.payments' && partition < 2;
const unmarked = partitions.filter((where) => !hasMarker(where));

export const offsetQuestions: readonly Question[] = [
  ...offsetSpecs.map(([what, timestamp]) =>
    one(`ListOffsets ${what}`, (cluster) => offsetsAt(cluster, partitions, timestamp(cluster.startMs))),
  ),
  ...LATE_TIMES_S.map((seconds) =>
    one(`ListOffsets ${seconds} s`, (cluster) => offsetsAt(cluster, unmarked, timeOf(cluster.startMs, seconds))),
  ),
  from(4.2, 'ListOffsets earliest pending upload', (cluster) =>
    offsetsAt(cluster, partitions, OFFSET_SPEC.earliestPendingUpload),
  ),
  one('ListOffsets max timestamp', (cluster) => {
    // Where all records are deleted, a real broker still knows the newest as long as its segment lies there.
    const left = unmarked.filter(({ topic, partition }) => !(topic === 'common.trimmed' && partition === 1));
    return offsetsAt(cluster, left, OFFSET_SPEC.maxTimestamp);
  }),
  one(
    'ListOffsets in every version',
    inVersions(listOffsets, 1, (cluster, version) =>
      cluster.ask(1, listOffsets, version, ofOrders(0, OFFSET_SPEC.latest)),
    ),
  ),
  one('ListOffsets of a special offset before its version', (cluster) =>
    cluster.ask(1, listOffsets, 5, ofOrders(0, OFFSET_SPEC.maxTimestamp)),
  ),
  one('ListOffsets at a broker that does not lead', (cluster) => cluster.ask(3, listOffsets, 7, ofOrders(0, -1n))),
  one('ListOffsets of a partition that is not there', (cluster) => cluster.ask(1, listOffsets, 7, ofOrders(77, -1n))),
  one('ListOffsets with a leader epoch of the future', (cluster) =>
    cluster.ask(1, listOffsets, 7, ofOrders(0, -1n, 5)),
  ),
  one('ListOffsets of a topic that is not there', (cluster) => {
    const topics = [{ name: 'nowhere', partitions: [{ partitionIndex: 0, timestamp: -1n }] }];
    return cluster.ask(1, listOffsets, 7, { isolationLevel: 0, topics });
  }),
  from(4, 'ListOffsets of a partition twice', (cluster) => {
    const twice = [OFFSET_SPEC.latest, OFFSET_SPEC.earliest].map((timestamp) => ({ partitionIndex: 0, timestamp }));
    return cluster.ask(1, listOffsets, 7, {
      isolationLevel: 0,
      topics: [{ name: 'common.orders', partitions: twice }],
    });
  }),
];

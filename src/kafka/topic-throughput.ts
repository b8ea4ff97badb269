import type { Gap } from '../domain/gap.ts';
import { named } from '../domain/named.ts';
import type { PartitionThroughput, TopicThroughput, UnknownTopic } from '../domain/partitions/observation.ts';
import { locate, type Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import type { BrokerAddress } from './connection/address.ts';
import { eachLeader, findLeaders, keyOf, type LedPartition, type NotLed } from './leaders.ts';
import { addErrorGaps, listOffsetsAt } from './list-offsets.ts';
import { endOffsets } from './produce-curves.ts';
import { OFFSET_SPEC } from './protocol/apis/02-list-offsets.ts';
import { describeConfigs } from './protocol/apis/32-describe-configs.ts';
import { describeLogDirs } from './protocol/apis/35-describe-log-dirs.ts';
import { errorName } from './protocol/errors.ts';

const MINUTE_MS = 60_000;

/** How long before the look the points lie, descending: each hour of six, closer together where it is about now. */
export const THROUGHPUT_POINTS_MS: readonly number[] = [360, 300, 240, 180, 120, 60, 30, 20, 10, 5, 1].map(
  (minutes) => minutes * MINUTE_MS,
);

/** Source: ConfigResource.Type of kafka-clients 4.4.0. */
const TOPIC_RESOURCE = 2;
const CONFIG_KEYS = ['cleanup.policy', 'remote.storage.enable'] as const;

/**
 * What was written to a topic lately, what lies on the disks of its leaders, and the cluster around it. One Metadata and one
 * DescribeConfigs; to each leader one DescribeLogDirs, two ListOffsets for the ends of the log and one for each earlier time,
 * since a request may ask for a partition once. All but the first two wait for nothing but each other's ends.
 */
export async function observeTopicThroughput(
  call: Call,
  topic: string,
  now: () => number,
): Promise<TopicThroughput | UnknownTopic> {
  const { link, metadata } = await locate(call, null);
  const known = metadata.topics.find(({ name }) => name === topic);
  if (known === undefined) {
    const knownTopics = metadata.topics.flatMap(({ name, isInternal }) => (name === null || isInternal ? [] : [name]));
    return { topic, knownTopics };
  }
  const indexes = known.partitions.map(({ partitionIndex }) => partitionIndex).sort((a, b) => a - b);
  const { led, notLed } = findLeaders(
    indexes.map((partition) => ({ topic, partition })),
    metadata,
  );
  addNotLedGap(call, notLed);
  const observedAtMs = now();
  const [ends, configs] = await Promise.all([
    listOffsetsAt(call, led, { timestamp: OFFSET_SPEC.latest, isolationLevel: 0, name: 'end offset' }),
    readConfigs(call, link.address, topic),
  ]);
  addErrorGaps(call, 'end offset', ends.values());
  // A broker that is silent is a gap already: its partitions are not asked for again.
  const answered = led.filter((each) => (ends.get(keyOf(each))?.offset ?? null) !== null);
  const times = THROUGHPUT_POINTS_MS.map((ago) => observedAtMs - ago);
  const [starts, sizes, ...earlier] = await Promise.all([
    listOffsetsAt(call, answered, { timestamp: OFFSET_SPEC.earliest, isolationLevel: 0, name: 'log start' }),
    readSizes(call, answered),
    ...times.map((atMs) =>
      listOffsetsAt(call, answered, {
        timestamp: BigInt(Math.floor(atMs)),
        isolationLevel: 0,
        name: 'offset at a time',
      }),
    ),
  ]);
  addErrorGaps(call, 'log start', starts.values());
  for (const answers of earlier) addErrorGaps(call, 'offset at a time', answers.values());
  const partitions = indexes.map((partition): PartitionThroughput => {
    const key = keyOf({ topic, partition });
    const logStart = starts.get(key)?.offset ?? null;
    const end = ends.get(key)?.offset ?? null;
    const leaderBytes = sizes.get(key) ?? null;
    if (end === null) return { partition, logStart, end, leaderBytes, points: [] };
    const offsets = endOffsets(
      earlier.map((answers) => answers.get(key)),
      logStart,
      end,
    );
    const points = times.flatMap((atMs, index) => {
      const endOffset = offsets[index] ?? null;
      return endOffset === null ? [] : [{ atMs, endOffset }];
    });
    return { partition, logStart, end, leaderBytes, points: [...points, { atMs: observedAtMs, endOffset: end }] };
  });
  return {
    observedAtMs,
    topic,
    brokers: metadata.brokers.length,
    ...replicasIn(metadata),
    replicationFactor: known.partitions[0]?.replicaNodes.length ?? null,
    cleanupPolicy: configs.get('cleanup.policy') ?? null,
    remoteStorage: flag(configs.get('remote.storage.enable')),
    partitions,
    gaps: once(call.gaps),
    requests: call.requests,
  };
}

/** Every replica of every topic, and the live broker that has most; the lowest id of several. */
function replicasIn({ topics, brokers }: Metadata): Pick<TopicThroughput, 'clusterReplicas' | 'fullestBroker'> {
  const replicas = topics.flatMap(({ partitions }) => partitions.flatMap(({ replicaNodes }) => replicaNodes));
  const byBroker = new Map<number, number>();
  for (const broker of replicas) byBroker.set(broker, (byBroker.get(broker) ?? 0) + 1);
  const [fullest] = brokers
    .map(({ nodeId }) => ({ broker: nodeId, replicas: byBroker.get(nodeId) ?? 0 }))
    .sort((x, y) => y.replicas - x.replicas || x.broker - y.broker);
  return {
    clusterReplicas: replicas.length,
    fullestBroker: fullest === undefined || fullest.replicas === 0 ? null : fullest,
  };
}

const flag = (value: string | undefined): boolean | null => (value === undefined ? null : value === 'true');

/** The same question at many times fails with the same words. */
const once = (gaps: readonly Gap[]): readonly Gap[] => [
  ...new Map(gaps.map((gap) => [JSON.stringify([gap.what, gap.why, gap.broker]), gap])).values(),
];

function addNotLedGap(call: Call, notLed: readonly NotLed[]): void {
  const [first] = notLed;
  if (first === undefined) return;
  const what = `throughput of ${notLed.length} ${notLed.length === 1 ? 'partition' : 'partitions'}`;
  call.addGap({ what, why: first.why === 'leaderless' ? 'no leader' : first.why, broker: null });
}

async function readConfigs(call: Call, broker: BrokerAddress, topic: string): Promise<ReadonlyMap<string, string>> {
  const resources = [{ resourceType: TOPIC_RESOURCE, resourceName: topic, configurationKeys: [...CONFIG_KEYS] }];
  const what = `settings of topic ${named(topic)}`;
  const answer = await call.ask(broker, describeConfigs, { resources }, what);
  const values = new Map<string, string>();
  for (const { errorCode, configs } of answer?.results ?? []) {
    if (errorCode !== 0)
      call.addGap({ what, why: `the broker answered ${errorName(errorCode)}`, broker: broker.nodeId });
    for (const { name, value } of configs) if (value !== null) values.set(name, value);
  }
  return values;
}

/** Bytes of each log on its leader's disk. A log that is being moved to another directory counts once. */
async function readSizes(call: Call, partitions: readonly LedPartition[]): Promise<ReadonlyMap<string, bigint>> {
  const sizes = new Map<string, bigint>();
  await eachLeader(partitions, async (leader, own) => {
    const [first] = own;
    if (first === undefined) return;
    const what = `size of ${own.length} ${own.length === 1 ? 'partition' : 'partitions'} led by broker ${leader.nodeId}`;
    const topics = [{ topic: first.topic, partitions: own.map(({ partition }) => partition) }];
    const answer = await call.ask(leader, describeLogDirs, { topics }, what);
    if (answer === null) return;
    if (answer.errorCode !== 0) {
      call.addGap({ what, why: `the broker answered ${errorName(answer.errorCode)}`, broker: leader.nodeId });
      return;
    }
    let found = 0;
    for (const { name: topic, partitions: logs } of answer.results.flatMap((directory) => directory.topics)) {
      for (const { partitionIndex: partition, partitionSize, isFutureKey } of logs) {
        if (isFutureKey) continue;
        sizes.set(keyOf({ topic, partition }), partitionSize);
        found += 1;
      }
    }
    // Before 3.2 a client without DESCRIBE on the cluster gets an empty list and no error.
    if (found < own.length) {
      const missing = `size of ${own.length - found} of ${own.length} partitions led by broker ${leader.nodeId}`;
      call.addGap({
        what: missing,
        why: 'the broker did not tell it; it takes DESCRIBE on the cluster',
        broker: leader.nodeId,
      });
    }
  });
  return sizes;
}

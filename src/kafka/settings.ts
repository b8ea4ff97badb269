import type { ClusterSettings, TopicSettings } from '../domain/lag/observation.ts';
import { named } from '../domain/named.ts';
import type { Metadata } from './brokers.ts';
import type { Call } from './call.ts';
import type { BrokerAddress } from './connection/address.ts';
import type { ResponseOf } from './protocol/api.ts';
import { describeConfigs } from './protocol/apis/32-describe-configs.ts';
import { ZERO_UUID } from './protocol/codec/scalars.ts';
import { errorName } from './protocol/errors.ts';

/** Source: ConfigResource.Type of kafka-clients 4.4.0. */
const RESOURCE = { topic: 2, broker: 4 } as const;

const TOPIC_KEYS = [
  ...['retention.ms', 'retention.bytes', 'cleanup.policy', 'message.timestamp.type', 'min.insync.replicas'],
] as const;

const BROKER_KEYS = [
  ...['offsets.retention.minutes', 'group.consumer.session.timeout.ms', 'group.consumer.heartbeat.interval.ms'],
  'transaction.partition.verification.enable',
] as const;

interface Settings {
  readonly topics: ReadonlyMap<string, TopicSettings>;
  readonly cluster: ClusterSettings;
}

/**
 * Settings of these topics, and those that one broker has for groups and transactions: one DescribeConfigs to the first of
 * `brokers`, or none when there is none. What metadata and open connections tell comes without.
 */
export async function readSettings(
  call: Call,
  metadata: Metadata,
  topics: readonly string[],
  brokers: readonly BrokerAddress[],
): Promise<Settings> {
  const [broker] = brokers;
  const configs = broker === undefined ? NOTHING : await readConfigs(call, topics, broker);
  const wanted = new Set(topics);
  const shown = metadata.topics.filter(({ name, errorCode }) => errorCode === 0 && name !== null && wanted.has(name));
  return {
    topics: new Map(
      shown.map((topic) => [topic.name ?? '', topicSettings(configs.topics.get(topic.name ?? '') ?? NO_VALUES, topic)]),
    ),
    cluster: {
      brokers: metadata.brokers.length,
      release: await oldestRelease(call, brokers),
      ...brokerSettings(configs.broker),
    },
  };
}

/** The oldest decides what a group may use. */
async function oldestRelease(call: Call, brokers: readonly BrokerAddress[]): Promise<string | null> {
  const releases = await Promise.all(brokers.map((broker) => call.release(broker)));
  const known = releases.flatMap((release) => (release === null ? [] : [release]));
  // Families are `major.minor`, with one digit each in every release so far.
  return known.sort((a, b) => Number(a) - Number(b))[0] ?? null;
}

type Values = ReadonlyMap<string, string>;

interface Configs {
  readonly topics: ReadonlyMap<string, Values>;
  readonly broker: Values;
}

const NO_VALUES: Values = new Map();
const NOTHING: Configs = { topics: new Map(), broker: NO_VALUES };

async function readConfigs(call: Call, topics: readonly string[], broker: BrokerAddress): Promise<Configs> {
  const resources = [
    ...topics.map((resourceName) => ({
      resourceType: RESOURCE.topic,
      resourceName,
      configurationKeys: [...TOPIC_KEYS],
    })),
    { resourceType: RESOURCE.broker, resourceName: String(broker.nodeId), configurationKeys: [...BROKER_KEYS] },
  ];
  const answer = await call.ask(broker, describeConfigs, { resources }, 'settings of topics and brokers');
  const results = answer?.results ?? [];
  reportErrors(call, results, broker);
  const usable = results.filter(({ errorCode }) => errorCode === 0);
  const ofBroker = usable.find(({ resourceType }) => resourceType === RESOURCE.broker);
  return {
    topics: new Map(
      usable
        .filter(({ resourceType }) => resourceType === RESOURCE.topic)
        .map((result) => [result.resourceName, valuesOf(result)]),
    ),
    broker: ofBroker === undefined ? NO_VALUES : valuesOf(ofBroker),
  };
}

type Result = ResponseOf<typeof describeConfigs>['results'][number];

const valuesOf = ({ configs }: Result): Values =>
  new Map(configs.flatMap(({ name, value }): [string, string][] => (value === null ? [] : [[name, value]])));

/** One gap for each reason; a topic that is gone has one already. */
function reportErrors(call: Call, results: readonly Result[], broker: BrokerAddress): void {
  for (const type of [RESOURCE.topic, RESOURCE.broker]) {
    const failed = results.filter(({ resourceType, errorCode }) => resourceType === type && errorCode !== 0);
    for (const error of new Set(failed.map(({ errorCode }) => errorName(errorCode)))) {
      if (error === 'UNKNOWN_TOPIC_OR_PARTITION') continue;
      const names = failed.flatMap(({ errorCode, resourceName }) =>
        errorName(errorCode) === error ? [named(resourceName)] : [],
      );
      const whose = type === RESOURCE.topic ? topicNames(names) : 'brokers';
      call.addGap({
        what: `settings of ${whose}`,
        why: `broker ${broker.nodeId} answered ${error}`,
        broker: broker.nodeId,
      });
    }
  }
}

const topicNames = (names: readonly string[]) =>
  names.length === 1 ? `topic ${names[0]}` : `${names.length} topics, such as ${names[0]}`;

/** Kafka writes "no limit" as -1, which is kept: it is a value, not a missing one. */
const numberOf = (values: Values, key: (typeof TOPIC_KEYS)[number] | (typeof BROKER_KEYS)[number]) => {
  const value = Number(values.get(key));
  return Number.isFinite(value) ? value : null;
};

function topicSettings(values: Values, topic: Metadata['topics'][number]): TopicSettings {
  const { topicId } = topic;
  const partitions = topic.partitions.map(({ partitionIndex, leaderId, replicaNodes, isrNodes }) => ({
    partition: partitionIndex,
    leader: leaderId < 0 ? null : leaderId,
    replicas: replicaNodes,
    isr: isrNodes,
  }));
  return {
    topicId: topicId === ZERO_UUID ? null : topicId,
    retentionMs: numberOf(values, 'retention.ms'),
    retentionBytes: numberOf(values, 'retention.bytes'),
    cleanupPolicy: values.get('cleanup.policy') ?? null,
    timestampType: values.get('message.timestamp.type') ?? null,
    minInsyncReplicas: numberOf(values, 'min.insync.replicas'),
    replicationFactor: partitions[0]?.replicas.length ?? null,
    partitions: partitions.sort((a, b) => a.partition - b.partition),
  };
}

function brokerSettings(values: Values) {
  const verification = values.get('transaction.partition.verification.enable') ?? null;
  return {
    offsetsRetentionMinutes: numberOf(values, 'offsets.retention.minutes'),
    consumerSessionTimeoutMs: numberOf(values, 'group.consumer.session.timeout.ms'),
    consumerHeartbeatIntervalMs: numberOf(values, 'group.consumer.heartbeat.interval.ms'),
    transactionPartitionVerification: verification === null ? null : verification === 'true',
  };
}

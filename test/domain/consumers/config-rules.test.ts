import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { checkGivenConfig } from '../../../src/domain/configs/given.ts';
import { familyOf } from '../../../src/domain/consumers/given-config.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const rulesOf = (request: ConsumersRequest) => planConsumers(request, catalog).findings.map(({ rule }) => rule);

/** A configuration of which nothing is to be said. */
const sound = {
  java: { 'enable.auto.commit': 'false', 'auto.offset.reset': 'earliest', 'group.protocol': 'consumer' },
  librdkafka: { 'enable.auto.offset.store': 'false', 'auto.offset.reset': 'earliest', 'group.protocol': 'consumer' },
  kafkajs: { fromBeginning: 'true' },
  streams: { 'application.id': 'a' },
  connect: { 'tasks.max': '6' },
} as const;
const classic = {
  ...sound.java,
  'group.protocol': 'classic',
  'partition.assignment.strategy': 'org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
};

const streamsGroup = { 'application.id': 'a', 'group.protocol': 'streams' };

type Case = readonly [rule: string, request: ConsumersRequest];

const cases: readonly Case[] = [
  [
    'CONSUMERS-SESSION-OUT-OF-BOUNDS',
    { config: { ...classic, 'session.timeout.ms': 3_000, 'heartbeat.interval.ms': 1_000 } },
  ],
  [
    'CONSUMERS-HEARTBEAT-TOO-RARE',
    { config: { ...classic, 'session.timeout.ms': 10_000, 'heartbeat.interval.ms': 5_000 } },
  ],
  ['CONSUMERS-HEARTBEAT-TOO-RARE', { client: 'kafkajs', config: { ...sound.kafkajs, heartbeatInterval: 20_000 } }],
  ['CONSUMERS-KEYS-OF-THE-CLASSIC-PROTOCOL', { config: { ...sound.java, 'session.timeout.ms': 45_000 } }],
  [
    'CONSUMERS-KEYS-OF-THE-CLASSIC-PROTOCOL',
    { client: 'librdkafka', config: { ...sound.librdkafka, 'heartbeat.interval.ms': 3_000 } },
  ],
  ['CONSUMERS-PROTOCOL-NOT-ON-BROKER', { kafka_version: '3.9', config: sound.java }],
  ['CONSUMERS-POLL-OVER-BUDGET', { processing_p99_ms: 700, config: { ...sound.java, 'max.poll.records': 500 } }],
  [
    'CONSUMERS-POLL-OVER-BUDGET',
    {
      client: 'streams',
      processing_p99_ms: 400,
      config: { ...sound.streams, 'main.consumer.max.poll.records': 1_000 },
    },
  ],
  [
    'CONSUMERS-POLL-OVER-BUDGET',
    {
      client: 'connect',
      processing_p99_ms: 400,
      config: { ...sound.connect, 'consumer.override.max.poll.interval.ms': 100_000 },
    },
  ],
  [
    'CONSUMERS-POLL-OVER-BUDGET',
    {
      client: 'librdkafka',
      processing_p99_ms: 40_000,
      config: { ...sound.librdkafka, 'max.poll.interval.ms': 60_000 },
    },
  ],
  ['CONSUMERS-AUTO-COMMIT-WITH-HAND-OFF', { hands_off: true, config: { ...sound.java, 'enable.auto.commit': 'true' } }],
  [
    'CONSUMERS-AUTO-COMMIT-BESIDE-TRANSACTION',
    {
      delivery: 'exactly_once',
      config: { ...sound.java, 'enable.auto.commit': 'true', 'isolation.level': 'read_committed' },
    },
  ],
  [
    'CONSUMERS-STORED-BEFORE-THE-WORK',
    { client: 'librdkafka', config: { 'auto.offset.reset': 'earliest', 'group.protocol': 'consumer' } },
  ],
  ['CONSUMERS-RESET-LATEST', { config: { ...sound.java, 'auto.offset.reset': 'latest' } }],
  [
    'CONSUMERS-RESET-LATEST',
    { client: 'librdkafka', config: { 'enable.auto.offset.store': 'false', 'group.protocol': 'consumer' } },
  ],
  ['CONSUMERS-RESET-LATEST', { client: 'kafkajs', config: { sessionTimeout: 30_000 } }],
  ['CONSUMERS-IDLE-CONNECTION', { config: { ...classic, 'max.poll.interval.ms': 900_000 } }],
  ['CONSUMERS-READS-ABORTED', { config: { ...sound.java, 'isolation.level': 'read_uncommitted' } }],
  ['CONSUMERS-READS-ABORTED', { delivery: 'exactly_once', config: sound.java }],
  ['CONSUMERS-READS-ABORTED', { client: 'kafkajs', config: { ...sound.kafkajs, readUncommitted: true } }],
  [
    'CONSUMERS-KAFKAJS-SESSION',
    { client: 'kafkajs', processing_p99_ms: 35_000, config: { ...sound.kafkajs, sessionTimeout: 30_000 } },
  ],
  [
    'CONSUMERS-KAFKAJS-BATCH-WITHOUT-HEARTBEAT',
    {
      client: 'kafkajs',
      processing_ms_per_message: 120,
      processing_p99_ms: 500,
      config: { ...sound.kafkajs, eachBatch: 'f' },
    },
  ],
  ['CONSUMERS-FETCH-MIN-TOO-LARGE', { messages_per_s: 100, config: { ...sound.java, 'fetch.min.bytes': 1_000_000 } }],
  [
    'CONSUMERS-FETCH-MIN-TOO-LARGE',
    { client: 'librdkafka', messages_per_s: 100, config: { ...sound.librdkafka, 'fetch.min.bytes': 1_000_000 } },
  ],
  [
    'CONSUMERS-FETCH-MIN-TOO-LARGE',
    { client: 'kafkajs', messages_per_s: 100, config: { ...sound.kafkajs, minBytes: 1_000_000 } },
  ],
  ['CONSUMERS-INSTANCE-ID-COPIED', { instances: 3, config: { ...sound.java, 'group.instance.id': 'billing-1' } }],
  [
    'CONSUMERS-SESSION-SHORTER-THAN-RESTART',
    { restart_seconds: 50, config: { ...sound.java, 'group.instance.id': 'billing-$ORDINAL' } },
  ],
  [
    'CONSUMERS-SESSION-SHORTER-THAN-RESTART',
    { restart_seconds: 60, config: { ...classic, 'group.instance.id': 'billing-$ORDINAL' } },
  ],
  ['CONSUMERS-EAGER-ASSIGNOR', { config: { ...sound.java, 'group.protocol': 'classic' } }],
  ['CONSUMERS-EAGER-ASSIGNOR', { client: 'librdkafka', config: { ...sound.librdkafka, 'group.protocol': 'classic' } }],
  [
    'CONSUMERS-KEYS-OF-ANOTHER-GROUP',
    { ordering: 'none', config: { 'share.acknowledgement.mode': 'explicit', 'auto.offset.reset': 'earliest' } },
  ],
  ['CONSUMERS-CONFIG-REFUSED', { config: { ...sound.java, 'max.poll.records': 'many' } }],
  ['CONSUMERS-CONFIG-OTHER-RELEASE', { kafka_version: '3.3', config: { ...classic } }],
  ['CONSUMERS-CONFIG-OTHER-FAMILY', { config: { ...sound.java, acks: 'all' } }],
  ['CONSUMERS-CONFIG-MISSPELT', { config: { ...sound.java, 'max.pol.records': 500 } }],
  ['ANTI-NO-COMMIT', { messages_per_s: 10, commits: false, config: sound.java }],
  [
    'CONSUMERS-INTERVAL-BELOW-SESSION',
    { client: 'librdkafka', kafka_version: '3.6', config: { 'max.poll.interval.ms': 10_000 } },
  ],
  [
    'CONSUMERS-INTERVAL-BELOW-SESSION',
    { client: 'librdkafka', config: { 'max.poll.interval.ms': 10_000, 'session.timeout.ms': 45_000 } },
  ],
  ['CONSUMERS-INTERVAL-BELOW-SESSION', { client: 'librdkafka', config: { 'session.timeout.ms': 400_000 } }],
  [
    'CONSUMERS-ASSIGNORS-MIXED',
    { client: 'librdkafka', config: { 'partition.assignment.strategy': 'cooperative-sticky, range' } },
  ],
  ['CONSUMERS-GROUP-DIFFERS', { group: 'mail', config: { ...sound.java, 'group.id': 'billing' } }],
  ['CONSUMERS-GROUP-DIFFERS', { client: 'kafkajs', group: 'mail', config: { ...sound.kafkajs, groupId: 'billing' } }],
  ['CONSUMERS-OLD-EXACTLY-ONCE', { client: 'streams', config: { 'processing.guarantee': 'exactly_once' } }],
  [
    'CONSUMERS-OLD-EXACTLY-ONCE',
    { client: 'streams', kafka_version: '3.6', config: { 'processing.guarantee': 'exactly_once_beta' } },
  ],
  [
    'CONSUMERS-STREAMS-COMMIT-OVER-TRANSACTION',
    { client: 'streams', config: { 'processing.guarantee': 'exactly_once_v2', 'commit.interval.ms': 30_000 } },
  ],
  [
    'CONSUMERS-STREAMS-COMMIT-OVER-TRANSACTION',
    {
      client: 'streams',
      delivery: 'at_least_once',
      config: {
        'processing.guarantee': 'exactly_once_v2',
        'commit.interval.ms': 40_000,
        'producer.transaction.timeout.ms': 60_000,
      },
    },
  ],
  ['CONSUMERS-GUARANTEE-BELOW-DEMAND', { client: 'streams', delivery: 'exactly_once', config: sound.streams }],
  [
    'CONSUMERS-KAFKAJS-REBALANCE',
    { client: 'kafkajs', processing_p99_ms: 45_000, config: { ...sound.kafkajs, rebalanceTimeout: 10_000 } },
  ],
  [
    'CONSUMERS-FETCH-WAIT-OVER-TIMEOUT',
    { config: { ...sound.java, 'fetch.max.wait.ms': 40_000, 'request.timeout.ms': 30_000 } },
  ],
  ['CONSUMERS-FETCH-WAIT-OVER-TIMEOUT', { config: { ...sound.java, 'fetch.max.wait.ms': 30_000 } }],
  ['CONSUMERS-POLL-RECORDS-WITHOUT-EFFECT', { client: 'librdkafka', config: { 'max.poll.records': 100 } }],
  ['CONSUMERS-SKIPS-IN-SILENCE', { client: 'connect', config: { 'errors.tolerance': 'all' } }],
  [
    'CONSUMERS-AUTO-COMMIT-UNDER-CONNECT',
    { client: 'connect', config: { 'consumer.override.enable.auto.commit': 'true' } },
  ],
  [
    'CONSUMERS-HEARTBEAT-TOO-RARE',
    {
      kafka_version: '3.0',
      config: { 'group.protocol': 'consumer', 'heartbeat.interval.ms': 20_000, 'session.timeout.ms': 10_000 },
    },
  ],
  ['CONSUMERS-IDLE-MEMBERS', { client: 'connect', partitions: 10, config: { 'tasks.max': 20 } }],
  [
    'CONSUMERS-INSTANCE-ID-COPIED',
    { client: 'streams', instances: 3, config: { ...sound.streams, 'main.consumer.group.instance.id': 'abc' } },
  ],
  [
    'CONSUMERS-KEYS-OF-THE-CLASSIC-PROTOCOL',
    {
      client: 'connect',
      config: { 'consumer.override.group.protocol': 'consumer', 'consumer.override.session.timeout.ms': 30_000 },
    },
  ],
  ['CONSUMERS-GROUP-TYPE-DIFFERS', { ordering: 'per_key', config: { 'share.acknowledgement.mode': 'explicit' } }],
  [
    'CONSUMERS-STREAMS-OVER-CONSUMER-PROTOCOL',
    { client: 'streams', kafka_version: '4.1', config: { 'main.consumer.group.protocol': 'consumer' } },
  ],
  [
    'CONSUMERS-STREAMS-OVER-CONSUMER-PROTOCOL',
    { client: 'streams', kafka_version: '3.9', config: { 'group.protocol': 'consumer' } },
  ],
  [
    'CONSUMERS-POLL-OVER-LOCK',
    { ordering: 'none', processing_p99_ms: 20_000, config: { 'share.acknowledgement.mode': 'explicit' } },
  ],
  ['CONSUMERS-ASSIGNOR-UNSUPPORTED', { client: 'librdkafka', config: { 'partition.assignment.strategy': 'sticky' } }],
  ['CONSUMERS-FETCH-LIMITS-REFUSED', { client: 'librdkafka', config: { 'fetch.max.bytes': 524_288 } }],
  ['CONSUMERS-FETCH-LIMITS-REFUSED', { client: 'librdkafka', config: { 'receive.message.max.bytes': 52_429_311 } }],
  ['CONSUMERS-INSTANCE-ID-INVALID', { config: { ...sound.java, 'group.instance.id': 'host:9092' } }],
  [
    'CONSUMERS-INSTANCE-ID-COPIED',
    { client: 'connect', config: { 'tasks.max': 3, 'consumer.override.group.instance.id': 'sink' } },
  ],
  [
    'CONSUMERS-INSTANCE-ID-INVALID',
    { client: 'streams', instances: 1, config: { ...sound.streams, 'main.consumer.group.instance.id': 'pod 1' } },
  ],
  ['CONSUMERS-CONFIG-REFUSED', { config: { ...classic, 'partition.assignment.strategy': 'cooperative-sticky' } }],
  ['CONSUMERS-CONFIG-REFUSED', { config: { ...sound.java, 'value.deserializer': 'StringDeserializer' } }],
  ['CONSUMERS-CONNECTOR-TOPICS-REFUSED', { client: 'connect', config: { topics: 'a', 'topics.regex': 'b.*' } }],
  [
    'CONSUMERS-CONNECTOR-TOPICS-REFUSED',
    { client: 'connect', config: { topics: 'a, dlq', 'errors.deadletterqueue.topic.name': 'dlq' } },
  ],
  [
    'CONSUMERS-CONNECTOR-TOPICS-REFUSED',
    { client: 'connect', config: { 'topics.regex': 'orders.*', 'errors.deadletterqueue.topic.name': 'orders-dlq' } },
  ],
  [
    'CONSUMERS-GROUP-TYPE-DIFFERS',
    { kafka_version: '4.1', ordering: 'none', config: { 'share.acknowledgement.mode': 'explicit' } },
  ],
  ['CONSUMERS-REMOTE-ASSIGNOR-UNKNOWN', { config: { ...sound.java, 'group.remote.assignor': 'sticky' } }],
  [
    'CONSUMERS-REMOTE-ASSIGNOR-UNKNOWN',
    { client: 'librdkafka', config: { ...sound.librdkafka, 'group.remote.assignor': 'cooperative-sticky' } },
  ],
  ['CONSUMERS-REMOTE-ASSIGNOR-WITHOUT-PROTOCOL', { config: { ...classic, 'group.remote.assignor': 'uniform' } }],
  ['CONSUMERS-STREAMS-PROTOCOL-NOT-READY', { client: 'streams', kafka_version: '4.1', config: streamsGroup }],
  ['CONSUMERS-STREAMS-PROTOCOL-NOT-READY', { client: 'streams', kafka_version: '3.9', config: streamsGroup }],
  [
    'CONSUMERS-STREAMS-PROTOCOL-STATIC',
    { client: 'streams', config: { ...streamsGroup, 'main.consumer.group.instance.id': 'a-$ORDINAL' } },
  ],
  ['CONSUMERS-STREAMS-PROTOCOL-IGNORES', { client: 'streams', config: { ...streamsGroup, 'num.standby.replicas': 1 } }],
  [
    'CONSUMERS-KAFKAJS-SESSION',
    { client: 'kafkajs', processing_p99_ms: 9_000, config: { ...sound.kafkajs, sessionTimeout: 10_000 } },
  ],
  [
    'CONSUMERS-TOO-FEW',
    {
      client: 'connect',
      partitions: 10,
      messages_per_s: 100,
      processing_ms_per_message: 40,
      config: { 'tasks.max': 2 },
    },
  ],
];

test.each(cases)('%s: %j', (rule, request) => {
  expect(rulesOf({ kafka_version: '4.3', processing_p99_ms: 50, restart_seconds: 20, ...request })).toContain(rule);
});

/** `name=value` of a remedy. */
const ADVISED = /(?<![\w.])([a-zA-Z][\w.]*\w)=([\w-]+(?:\.[\w-]+)*)/g;

test.each(cases)('what is advised against %s is a value that the release takes: %j', (_, request) => {
  const given: ConsumersRequest = { kafka_version: '4.3', processing_p99_ms: 50, restart_seconds: 20, ...request };
  const remedies = planConsumers(given, catalog)
    .findings.map(({ remedy }) => remedy)
    .join(' ');
  const advised = Object.fromEntries([...remedies.matchAll(ADVISED)].map(([, name = '', value = '']) => [name, value]));
  const entries = checkGivenConfig(catalog, [familyOf[given.client ?? 'java']], given.kafka_version ?? '', advised);
  expect(entries.filter(({ verdict }) => verdict === 'refused' || verdict === 'misspelt')).toEqual([]);
});

describe('nothing is said of a sound configuration', () => {
  test.each(Object.entries(sound))('%s', (client, config) => {
    const request = {
      kafka_version: '4.3',
      messages_per_s: 500,
      processing_ms_per_message: 5,
      restart_seconds: 20,
    } as const;
    const known = (['java', 'librdkafka', 'kafkajs', 'streams', 'connect'] as const).find((one) => one === client);
    expect(rulesOf({ ...request, client: known, config, lag_alerts: true, commits: true })).toEqual([]);
  });
});

/** What is close to a finding above, and is none. */
test.each<Case>([
  ['CONSUMERS-INTERVAL-BELOW-SESSION', { client: 'librdkafka', config: { 'max.poll.interval.ms': 45_000 } }],
  [
    'CONSUMERS-INTERVAL-BELOW-SESSION',
    { client: 'librdkafka', config: { 'group.protocol': 'consumer', 'max.poll.interval.ms': 10_000 } },
  ],
  ['CONSUMERS-INTERVAL-BELOW-SESSION', { config: { ...classic, 'max.poll.interval.ms': 10_000 } }],
  [
    'CONSUMERS-ASSIGNORS-MIXED',
    { client: 'librdkafka', config: { 'partition.assignment.strategy': 'range,roundrobin' } },
  ],
  [
    'CONSUMERS-EAGER-ASSIGNOR',
    { client: 'librdkafka', config: { 'partition.assignment.strategy': 'cooperative-sticky,range' } },
  ],
  ['CONSUMERS-GROUP-DIFFERS', { group: 'billing', config: { ...sound.java, 'group.id': 'billing' } }],
  [
    'CONSUMERS-INSTANCE-ID-COPIED',
    {
      client: 'streams',
      instances: 1,
      config: { ...sound.streams, 'num.stream.threads': 4, 'main.consumer.group.instance.id': 'abc' },
    },
  ],
  ['CONSUMERS-GROUP-TYPE-DIFFERS', { ordering: 'none', config: { 'share.acknowledgement.mode': 'explicit' } }],
  [
    'CONSUMERS-STREAMS-OVER-CONSUMER-PROTOCOL',
    { client: 'streams', config: { 'main.consumer.group.protocol': 'consumer' } },
  ],
  [
    'CONSUMERS-POLL-OVER-LOCK',
    {
      ordering: 'none',
      processing_p99_ms: undefined,
      config: { 'share.acknowledgement.mode': 'explicit', 'max.poll.records': 100_000 },
    },
  ],
  [
    'CONSUMERS-POLL-OVER-LOCK',
    {
      ordering: 'none',
      processing_p99_ms: 20_000,
      config: { 'share.acknowledgement.mode': 'explicit', 'max.poll.records': 1 },
    },
  ],
  ['CONSUMERS-EAGER-ASSIGNOR', { client: 'librdkafka', config: { 'partition.assignment.strategy': 'sticky' } }],
  [
    'CONSUMERS-ASSIGNOR-UNSUPPORTED',
    { client: 'librdkafka', config: { 'partition.assignment.strategy': 'range, roundrobin' } },
  ],
  ['CONSUMERS-ASSIGNOR-UNSUPPORTED', { config: { ...classic, 'partition.assignment.strategy': 'sticky' } }],
  ['CONSUMERS-FETCH-LIMITS-REFUSED', { client: 'librdkafka', config: { 'fetch.max.bytes': 200_000_000 } }],
  ['CONSUMERS-FETCH-LIMITS-REFUSED', { client: 'librdkafka', config: { 'receive.message.max.bytes': 52_429_312 } }],
  ['CONSUMERS-INSTANCE-ID-INVALID', { config: { ...sound.java, 'group.instance.id': 'billing-$' + '{HOST}' } }],
  ['CONSUMERS-INSTANCE-ID-COPIED', { instances: 3, config: { ...sound.java, 'group.instance.id': '' } }],
  [
    'CONSUMERS-INSTANCE-ID-COPIED',
    { client: 'connect', config: { 'tasks.max': 1, 'consumer.override.group.instance.id': 'sink' } },
  ],
  ...['orders\\.in.*', 'orders', '(orders).*', '(a+)+'].map(
    (pattern): Case => [
      'CONSUMERS-CONNECTOR-TOPICS-REFUSED',
      { client: 'connect', config: { 'topics.regex': pattern, 'errors.deadletterqueue.topic.name': 'orders-dlq' } },
    ],
  ),
  ['CONSUMERS-REMOTE-ASSIGNOR-UNKNOWN', { config: { ...sound.java, 'group.remote.assignor': 'range' } }],
  [
    'CONSUMERS-REMOTE-ASSIGNOR-WITHOUT-PROTOCOL',
    {
      client: 'librdkafka',
      config: { ...sound.librdkafka, 'group.protocol': 'classic', 'group.remote.assignor': 'range' },
    },
  ],
  [
    'CONSUMERS-STREAMS-PROTOCOL-STATIC',
    {
      client: 'streams',
      kafka_version: '4.4',
      config: { ...streamsGroup, 'main.consumer.group.instance.id': 'a-$ORDINAL' },
    },
  ],
  ['CONSUMERS-STREAMS-PROTOCOL-IGNORES', { client: 'streams', config: { 'num.standby.replicas': 1 } }],
  [
    'CONSUMERS-HEARTBEAT-TOO-RARE',
    { client: 'streams', config: { ...streamsGroup, 'main.consumer.heartbeat.interval.ms': 45_000 } },
  ],
  [
    'CONSUMERS-KAFKAJS-SESSION',
    { client: 'kafkajs', processing_p99_ms: 9_000, config: { ...sound.kafkajs, sessionTimeout: 30_000 } },
  ],
  [
    'CONSUMERS-KAFKAJS-SESSION',
    {
      client: 'kafkajs',
      processing_p99_ms: undefined,
      processing_ms_per_message: 1_000,
      config: { ...sound.kafkajs, sessionTimeout: 10_000 },
    },
  ],
  [
    'CONSUMERS-KAFKAJS-BATCH-WITHOUT-HEARTBEAT',
    { client: 'kafkajs', processing_ms_per_message: undefined, config: { ...sound.kafkajs, sessionTimeout: 6_000 } },
  ],
  ['CONSUMERS-GROUP-DIFFERS', { client: 'connect', group: 'sink', config: { name: 'sink', 'tasks.max': 1 } }],
  ['CONSUMERS-CONFIG-REFUSED', { client: 'streams', config: { 'processing.guarantee': 'exactly_once' } }],
  [
    'CONSUMERS-STREAMS-COMMIT-OVER-TRANSACTION',
    { client: 'streams', config: { 'processing.guarantee': 'exactly_once_v2', 'commit.interval.ms': 5_000 } },
  ],
  ['CONSUMERS-STREAMS-COMMIT-OVER-TRANSACTION', { client: 'streams', config: { 'commit.interval.ms': 30_000 } }],
  [
    'CONSUMERS-GUARANTEE-BELOW-DEMAND',
    { client: 'streams', delivery: 'exactly_once', config: { 'processing.guarantee': 'exactly_once_v2' } },
  ],
  [
    'CONSUMERS-FETCH-WAIT-OVER-TIMEOUT',
    { client: 'librdkafka', config: { 'fetch.wait.max.ms': 40_000, 'socket.timeout.ms': 30_000 } },
  ],
  [
    'CONSUMERS-SKIPS-IN-SILENCE',
    { client: 'connect', config: { 'errors.tolerance': 'all', 'errors.deadletterqueue.topic.name': 'dlq' } },
  ],
])('not %s: %j', (rule, request) => {
  expect(rulesOf({ kafka_version: '4.3', processing_p99_ms: 50, restart_seconds: 20, ...request })).not.toContain(rule);
});

const finding = (rule: string, request: ConsumersRequest) =>
  planConsumers({ kafka_version: '4.3', ...request }, catalog).findings.find((one) => one.rule === rule);

test.each<[rule: string, request: ConsumersRequest, severity: string, says: string, remedy: string]>([
  [
    'CONSUMERS-POLL-OVER-BUDGET',
    { processing_p99_ms: 400_000, config: { ...sound.java, 'max.poll.interval.ms': 60_000 } },
    'high',
    'thrown out',
    'max.poll.interval.ms=840000 with max.poll.records=1',
  ],
  [
    'CONSUMERS-POLL-OVER-BUDGET',
    { processing_p99_ms: 2_000_000, config: { ...sound.java, 'max.poll.interval.ms': 60_000 } },
    'high',
    'thrown out',
    'pause()',
  ],
  [
    'CONSUMERS-POLL-OVER-BUDGET',
    {
      client: 'connect',
      processing_p99_ms: 100,
      config: { ...sound.connect, 'consumer.override.max.poll.records': 2_000 },
    },
    'low',
    'more than half of max.poll.interval.ms 300,000',
    'consumer.override.max.poll.records=1500',
  ],
  [
    'CONSUMERS-POLL-OVER-BUDGET',
    {
      client: 'librdkafka',
      processing_p99_ms: 40_000,
      config: { ...sound.librdkafka, 'max.poll.interval.ms': 60_000 },
    },
    'medium',
    'less than half',
    'max.poll.interval.ms=300000',
  ],
  [
    'CONSUMERS-OLD-EXACTLY-ONCE',
    { client: 'streams', config: { 'processing.guarantee': 'exactly_once' } },
    'high',
    'does not start',
    'processing.guarantee=exactly_once_v2',
  ],
  [
    'CONSUMERS-OLD-EXACTLY-ONCE',
    { client: 'streams', kafka_version: '3.9', config: { 'processing.guarantee': 'exactly_once' } },
    'low',
    'deprecated since 3.0',
    'processing.guarantee=exactly_once_v2',
  ],
  [
    'CONSUMERS-STREAMS-COMMIT-OVER-TRANSACTION',
    { client: 'streams', config: { 'processing.guarantee': 'exactly_once_v2', 'commit.interval.ms': 30_000 } },
    'high',
    'does not start',
    'producer.transaction.timeout.ms=60000',
  ],
  [
    'CONSUMERS-STREAMS-COMMIT-OVER-TRANSACTION',
    { client: 'streams', config: { 'processing.guarantee': 'exactly_once_v2', 'commit.interval.ms': 10_000 } },
    'medium',
    'more than half',
    'Delete commit.interval.ms',
  ],
  [
    'CONSUMERS-HEARTBEAT-TOO-RARE',
    { config: { ...classic, 'heartbeat.interval.ms': 45_000 } },
    'high',
    'does not start',
    'heartbeat.interval.ms=3000',
  ],
  [
    'CONSUMERS-HEARTBEAT-TOO-RARE',
    { client: 'librdkafka', config: { 'heartbeat.interval.ms': 45_000 } },
    'high',
    'no heartbeat comes in time',
    'heartbeat.interval.ms=3000',
  ],
  [
    'CONSUMERS-IDLE-MEMBERS',
    { client: 'connect', partitions: 10, config: { 'tasks.max': 20 } },
    'medium',
    '10 members of 20 have nothing to do',
    'tasks.max=10',
  ],
])('%s for %j is %s: %s', (rule, request, severity, says, remedy) => {
  const found = finding(rule, request);
  expect(found?.severity).toBe(severity);
  expect(found?.says).toContain(says);
  expect(found?.remedy).toContain(remedy);
});

describe('where the brokers do not serve the consumer protocol, the way out is judged too', () => {
  const says = (request: ConsumersRequest) =>
    planConsumers(request, catalog).findings.map((one) => `${one.rule}: ${one.says} ${one.remedy}`);
  test('librdkafka: what it refuses as given, and what it refuses with the classic protocol', () => {
    expect(
      says({
        client: 'librdkafka',
        kafka_version: '3.9',
        config: {
          'group.protocol': 'consumer',
          'partition.assignment.strategy': 'range,cooperative-sticky',
          'session.timeout.ms': 6_000,
          'max.poll.interval.ms': 5_000,
        },
      }),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/NOT-ON-BROKER.*does not even start.*partition.assignment.strategy, session.timeout.ms/),
        expect.stringMatching(/ASSIGNORS-MIXED: With group.protocol=classic: /),
        expect.stringMatching(
          /INTERVAL-BELOW-SESSION: With group.protocol=classic: .*300000 and session.timeout.ms=45000/,
        ),
      ]),
    );
  });
  test('Java 3.7 takes the keys in silence, and its brokers refuse the session', () => {
    const found = says({
      kafka_version: '3.7',
      config: { 'group.protocol': 'consumer', 'session.timeout.ms': 1_900_000 },
    });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/NOT-ON-BROKER: Brokers of 3.7 do not serve group.protocol=consumer\. /),
        expect.stringMatching(/SESSION-OUT-OF-BOUNDS: With group.protocol=classic: .*session.timeout.ms=45000/),
      ]),
    );
  });
  test('the classic client takes no assignor of the brokers', () => {
    const config = { 'group.protocol': 'consumer', 'group.remote.assignor': 'uniform' };
    expect(says({ kafka_version: '3.9', config }).join()).toContain('delete group.remote.assignor');
    expect(says({ kafka_version: '3.8', config }).join()).not.toContain('delete group.remote.assignor');
  });
  test.each<[restart_seconds: number, kafka_version: string, remedy: string]>([
    [60, '3.9', 'session.timeout.ms=90000 with heartbeat.interval.ms=3000 and max.poll.interval.ms=300000, or'],
    [2_000, '3.9', 'Restart faster, or do without group.instance.id: '],
    [58, '4.3', 'Restart faster, or do without group.instance.id: brokers hold a session for 60 s at most.'],
    [50, '4.3', 'Raise consumer.session.timeout.ms of the group'],
  ])('a session that outlasts a restart of %d s on %s', (restart_seconds, kafka_version, remedy) => {
    const config = {
      'group.instance.id': 'billing-$ORDINAL',
      ...(kafka_version === '3.9'
        ? { 'session.timeout.ms': 50_000, 'max.poll.interval.ms': 60_000, 'heartbeat.interval.ms': 40_000 }
        : { 'group.protocol': 'consumer' }),
    };
    const found = finding('CONSUMERS-SESSION-SHORTER-THAN-RESTART', {
      client: 'librdkafka',
      kafka_version,
      restart_seconds,
      config,
    });
    expect(found?.remedy).toContain(remedy);
  });
  test('librdkafka has no none, and Connect takes its names with their prefix', () => {
    const remedy = (request: ConsumersRequest) => finding('CONSUMERS-RESET-LATEST', request)?.remedy;
    expect(remedy({ client: 'librdkafka', config: { 'auto.offset.reset': 'latest' } })).toContain('or error,');
    expect(remedy({ config: { 'auto.offset.reset': 'latest' } })).toContain('or none,');
    expect(remedy({ client: 'connect', config: { 'consumer.override.auto.offset.reset': 'latest' } })).toMatch(
      /^consumer\.override\.auto\.offset\.reset=earliest/,
    );
  });
  test('where the request timeout is below the least wait, it is what must grow', () => {
    const found = finding('CONSUMERS-FETCH-WAIT-OVER-TIMEOUT', {
      config: { ...sound.java, 'request.timeout.ms': 300 },
    });
    expect(found?.remedy).toContain('request.timeout.ms=30000');
  });
  test('a session within the bounds takes the poll interval of librdkafka with it', () => {
    const config = { 'session.timeout.ms': 3_000, 'heartbeat.interval.ms': 1_000, 'max.poll.interval.ms': 5_000 };
    const found = finding('CONSUMERS-SESSION-OUT-OF-BOUNDS', { client: 'librdkafka', kafka_version: '3.6', config });
    expect(found?.remedy).toBe('session.timeout.ms=45000 with max.poll.interval.ms=300000.');
  });
});

describe('a remedy agrees with the settings of the plan', () => {
  const settingOf = (request: ConsumersRequest, name: string) =>
    planConsumers(request, catalog)
      .settings.flatMap(({ settings }) => settings)
      .find((one) => one.name === name)?.value;
  test('fetch.min.bytes is sized for the wait that it is given', () => {
    const request: ConsumersRequest = {
      kafka_version: '3.9',
      messages_per_s: 5_000,
      partitions: 6,
      instances: 3,
      processing_ms_per_message: 0.1,
      config: { 'fetch.min.bytes': 500_000_000, 'fetch.max.wait.ms': 30_000 },
    };
    const least = settingOf(request, 'fetch.min.bytes');
    expect(finding('CONSUMERS-FETCH-MIN-TOO-LARGE', request)?.remedy).toContain(
      `fetch.min.bytes=${least} with fetch.max.wait.ms=500;`,
    );
    expect(finding('CONSUMERS-FETCH-WAIT-OVER-TIMEOUT', request)?.remedy).toContain('fetch.max.wait.ms=500');
  });
  test('records and interval of a poll stand together', () => {
    const request: ConsumersRequest = {
      kafka_version: '3.7',
      processing_p99_ms: 8_000,
      config: { 'max.poll.interval.ms': 1_800_000 },
    };
    expect(settingOf(request, 'max.poll.records')).toBe('18');
    expect(finding('CONSUMERS-POLL-OVER-BUDGET', request)?.remedy).toContain(
      'max.poll.records=18 with max.poll.interval.ms=300000, which belong together; or leave max.poll.interval.ms at 1800000, with max.poll.records=112',
    );
  });
  test('a record too slow for the plan stays within the interval that it has', () => {
    const request = { processing_p99_ms: 600_000, config: { 'max.poll.interval.ms': 1_800_000 } };
    expect(finding('CONSUMERS-POLL-OVER-BUDGET', request)?.remedy).toContain(
      'max.poll.records=1 while max.poll.interval.ms stays 1800000',
    );
  });
});

test('no value of the configuration that may be a secret is repeated', () => {
  const secret = 'hunter2-not-to-be-seen';
  const plan = planConsumers(
    {
      config: { 'sasl.jaas.config': secret, 'ssl.key.password': secret, 'api.key': secret, 'max.poll.records': secret },
    },
    catalog,
  );
  expect(JSON.stringify(plan)).not.toContain(secret);
});

test('who commits is asked where the configuration does not say it', () => {
  const { open_questions } = planConsumers({ config: sound.java }, catalog);
  expect(open_questions.at(-1)).toContain('commits');
});

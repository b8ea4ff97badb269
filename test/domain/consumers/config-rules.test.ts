import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
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
    { client: 'kafkajs', processing_ms_per_message: 120, config: { ...sound.kafkajs, eachBatch: 'f' } },
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

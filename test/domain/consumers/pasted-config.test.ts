import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { configOfText } from '../../../src/domain/configs/config-text.ts';
import { toldByConfig } from '../../../src/domain/consumers/from-config.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});

type Facts = Omit<ConsumersRequest, 'config'>;
const planOf = (text: string, facts: Facts = {}) =>
  planConsumers({ client: 'java', kafka_version: '3.9', ...facts, config: configOfText(text) }, catalog);
const find = (rule: string, text: string, facts: Facts = {}) =>
  planOf(text, facts).findings.find((finding) => finding.rule === rule);
const SLOW = { messages_per_s: 300, processing_ms_per_message: 100, processing_p99_ms: 700, partitions: 12 };

describe('a slow batch is found in every way to write it', () => {
  test.each([
    ['Spring, properties', 'spring.kafka.consumer.group-id=orders\nspring.kafka.consumer.max-poll-records=2000'],
    ['Spring, YAML', 'spring:\n  kafka:\n    consumer:\n      group-id: orders\n      max-poll-records: 2000'],
    ['Spring, YAML without its root', 'consumer:\n  group-id: orders\n  max-poll-records: 2000'],
    ['Quarkus', 'mp.messaging.incoming.in.group.id=orders\nmp.messaging.incoming.in.max.poll.records=2000'],
    ['Micronaut', 'kafka.consumers.default.group.id=orders\nkafka.consumers.default.max.poll.records=2000'],
    ['a dict on one line', "conf = {'group.id': 'orders', 'max.poll.records': 2000}"],
    ['Java', 'props.put(ConsumerConfig.GROUP_ID_CONFIG, "orders");\nprops.put("max.poll.records", 2_000);'],
    ['properties', 'group.id: orders\nmax.poll.records: 2000'],
  ])('%s', (_, text) => {
    const { findings, summary } = planOf(text, SLOW);
    const found = findings.find(({ rule }) => rule === 'CONSUMERS-POLL-OVER-BUDGET');
    expect(found?.says).toContain('A slow batch of 2,000 records takes 1,400 s');
    expect(found?.remedy).toContain('=214');
    expect(summary).toMatch(/^orders: /);
    expect(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('CONSUMERS-CONFIG'))).toEqual([]);
  });

  test('the remedy speaks the language of the configuration', () => {
    const text =
      'spring.kafka.consumer.max-poll-records=2000\nspring.kafka.consumer.properties.max.poll.interval.ms=60000';
    const remedy = find('CONSUMERS-POLL-OVER-BUDGET', text, SLOW)?.remedy;
    expect(remedy).toContain('spring.kafka.consumer.max-poll-records=214');
    expect(remedy).toContain('spring.kafka.consumer.properties.max.poll.interval.ms=300000');
    expect(find('CONSUMERS-RESET-LATEST', text, SLOW)?.remedy).toContain(
      'spring.kafka.consumer.properties.auto.offset.reset=earliest',
    );
  });
});

test('Spring runs as many consumers in an instance as its listener says', () => {
  const text = 'spring.kafka.consumer.group-id=orders\nspring.kafka.listener.concurrency=8';
  expect(planOf(text, SLOW).group.threads_per_instance).toBe(8);
});

test.each([
  ['spring.kafka.consumer.group-id=a', []],
  [
    'spring.kafka.consumer.group-id=a\nspring.kafka.consumer.enable-auto-commit=true',
    ['CONSUMERS-AUTO-COMMIT-WITH-HAND-OFF'],
  ],
  ['mp.messaging.incoming.in.group.id=a', []],
  ['group.id=a', ['CONSUMERS-AUTO-COMMIT-WITH-HAND-OFF']],
])('Spring and SmallRye commit themselves where nothing else is said: %j', (text, rules) => {
  const found = planOf(text, { hands_off: true }).findings.map(({ rule }) => rule);
  expect(found.filter((rule) => rule.startsWith('CONSUMERS-AUTO-COMMIT'))).toEqual(rules);
});

test.each([
  ['spring.kafka.consumer.group-id=a', true],
  ['spring.kafka.listener.ack-mode=RECORD', true],
  ['spring.kafka.consumer.group-id=a\nspring.kafka.listener.ack-mode=MANUAL', false],
  ['spring.kafka.consumer.group-id=a\nspring.kafka.listener.ackMode=manual_immediate', false],
  ['spring.cloud.stream.bindings.in-0.group=a', true],
  [
    'spring.cloud.stream.bindings.in-0.group=a\nspring.cloud.stream.kafka.bindings.in-0.consumer.autoCommitOffset=false',
    false,
  ],
  [
    'spring.cloud.stream.bindings.in-0.group=a\nspring.cloud.stream.kafka.bindings.in-0.consumer.ack-mode=MANUAL',
    false,
  ],
  ['mp.messaging.incoming.in.group.id=a', true],
  ['mp.messaging.incoming.in.group.id=a\nmp.messaging.incoming.in.commit-strategy=ignore', false],
  ['group.id=a', false],
])('whether a container commits: %j', (text, commits) => {
  const config = new Map(Object.entries(configOfText(text)));
  expect(toldByConfig(config, 'java').containerCommits).toBe(commits);
  expect(toldByConfig(config, 'streams').containerCommits).toBe(false);
  expect(find('CONSUMERS-CONFIG-NOT-READ', text)).toBeUndefined();
});

test('a binding of Spring Cloud Stream names group, topic and threads, and starts at the beginning', () => {
  const text =
    'spring:\n  cloud:\n    stream:\n      bindings:\n        in-0:\n          group: bill\n          destination: orders\n          consumer:\n            concurrency: 3\n';
  const { summary, group, findings, assumptions } = planOf(text, SLOW);
  expect(summary).toMatch(/^bill: /);
  expect(group.threads_per_instance).toBe(3);
  expect(assumptions).toContain('topic = orders: spring.cloud.stream.bindings.in-0.destination of the configuration');
  expect(findings.map(({ rule }) => rule)).not.toContain('CONSUMERS-RESET-LATEST');
});

test('auto-commit that is off in a dict of one line is not accused', () => {
  const text = "conf = {'group.id': 'inv', 'enable.auto.commit': False, 'auto.offset.reset': 'smallest'}";
  const rules = planOf(text, { client: 'librdkafka' }).findings.map(({ rule }) => rule);
  expect(rules).not.toContain('CONSUMERS-STORED-BEFORE-THE-WORK');
  expect(rules).not.toContain('CONSUMERS-RESET-LATEST');
});

describe('a configuration of which nothing is read is refused', () => {
  test.each<[text: string, facts: Facts, says: string]>([
    ["const consumer = kafka.consumer({ groupId: 'a', sessionTimeout: 30000 })", {}, 'client=kafkajs'],
    ['queued.max.messages.kbytes=1024', {}, 'client=librdkafka'],
    ['my.own=1\nmy.other=2', {}, 'its 2 settings are none of a java consumer'],
    ['schema.registry.url=http://sr', {}, 'its setting is none of a java consumer'],
    ['spring.kafka.producer.acks=1', {}, 'none of a java consumer'],
    ['spring.kafka.consumer.max-poll-records=5', { client: 'streams' }, 'none of a streams consumer'],
  ])('%s', (text, facts, says) => {
    expect(() => planOf(text, facts)).toThrow(says);
  });

  test('one line that is read is enough, and what is not is said', () => {
    const found = find('CONSUMERS-CONFIG-NOT-READ', 'group.id=a\nmy.own.thing=1\nschema.registry.url=http://sr');
    expect(found?.evidence).toEqual(['my.own.thing']);
    expect(find('CONSUMERS-CONFIG-NOT-READ', 'group.id=a')).toBeUndefined();
  });
});

describe('no secret is repeated', () => {
  const secret = 'hunter2-not-to-be-seen';
  test.each([
    [
      'properties',
      `group.id=a\nsasl.jaas.config=x required \\\n  username="u" \\\n  password="${secret}";\nssl.key.password=${secret}`,
    ],
    ['properties on broken lines', `group.id=a\nsasl.jaas.config=x required\nusername="u"\npassword="${secret}";`],
    [
      'Spring',
      `spring.kafka.consumer.group-id=a\nspring.kafka.properties.sasl.jaas.config=x password="${secret}";\nspring.kafka.ssl.key-password=${secret}`,
    ],
    [
      'YAML',
      `spring:\n  kafka:\n    jaas:\n      options:\n        password: ${secret}\n    consumer:\n      group-id: a\n      properties:\n        sasl.jaas.config: >\n          x required\n          password="${secret}";`,
    ],
    [
      'Java',
      `props.put("group.id", "a"); props.put(SaslConfigs.SASL_JAAS_CONFIG, "x password='" + "${secret}" + "'"); props.put("ssl.key.password", "${secret}");`,
    ],
    [
      'Python',
      `password = '${secret}'\nconf = {'group.id': 'a', 'sasl.password': password, 'sasl.username': f'${secret}'}`,
    ],
    ['.NET', `new ConsumerConfig { GroupId = "a", SaslPassword = "${secret}", SslKeyPassword = Get("${secret}") }`],
    [
      'kafkajs',
      `kafka.consumer({ groupId: 'a', sasl: { mechanism: 'plain', username: '${secret}', password: '${secret}' } })`,
    ],
    ['JSON', `{"group.id":"a","my":{"token":"${secret}"},"sasl.password":"${secret}"}`],
  ])('%s', (_, text) => {
    for (const client of ['java', 'librdkafka', 'kafkajs', 'streams', 'connect'] as const)
      expect(answerOf(text, client)).not.toContain(secret);
  });

  const answerOf = (text: string, client: NonNullable<Facts['client']>): string => {
    try {
      return JSON.stringify(planOf(text, { client }));
    } catch (failure) {
      return String(failure);
    }
  };
});

describe('what the prefix of the main consumer gets past Streams', () => {
  const text = [
    'application.id=s',
    'processing.guarantee=exactly_once_v2',
    'main.consumer.isolation.level=read_uncommitted',
    'main.consumer.enable.auto.commit=true',
  ].join('\n');
  test.each([
    ['4.1', ['CONSUMERS-AUTO-COMMIT-UNDER-STREAMS', 'CONSUMERS-READS-ABORTED']],
    // From 4.2 on Streams puts false there in any case.
    ['4.3', ['CONSUMERS-READS-ABORTED']],
  ])('%s', (kafka_version, rules) => {
    const findings = planOf(text, { client: 'streams', kafka_version }).findings;
    const found = findings.filter(({ rule }) => /AUTO-COMMIT|READS-ABORTED/.test(rule));
    expect(found.map(({ rule }) => rule)).toEqual(rules);
    expect(found.every(({ severity }) => severity === 'high')).toBe(true);
    expect(found.at(-1)?.remedy).toContain('main.consumer.isolation.level=read_committed');
  });

  test.each([
    text.replaceAll('main.consumer.', 'consumer.'),
    text.replaceAll('main.consumer.', ''),
    'application.id=s\nprocessing.guarantee=exactly_once_v2',
    'application.id=s\nmain.consumer.isolation.level=read_uncommitted',
  ])('nothing else does: %j', (other) => {
    const rules = planOf(other, { client: 'streams', kafka_version: '4.1' }).findings.map(({ rule }) => rule);
    expect(rules.filter((rule) => /UNDER-STREAMS|READS-ABORTED/.test(rule))).toEqual([]);
  });
});

describe('a poll interval that never ends', () => {
  const RULE = 'CONSUMERS-HUNG-HANDLER-UNNOTICED';
  test.each<[client: NonNullable<Facts['client']>, text: string, span: string | null, facts: Facts]>([
    ['java', 'max.poll.interval.ms=2147483647', '24.9 days', {}],
    ['streams', 'application.id=a\nmax.poll.interval.ms=2147483647', '24.9 days', {}],
    ['librdkafka', 'max.poll.interval.ms=86400000', '1 day', {}],
    ['java', 'spring.kafka.consumer.max-poll-interval=2h', '2 hours', {}],
    ['connect', 'name=a\nconsumer.override.max.poll.interval.ms=7200000', '2 hours', {}],
    ['java', 'max.poll.interval.ms=3600000', null, {}],
    ['java', 'max.poll.interval.ms=7200000', null, { processing_p99_ms: 2_400_000 }],
    ['java', 'max.poll.interval.ms=2147483647', null, { hands_off: true }],
  ])('%s: %j is %s', (client, text, span, facts) => {
    const found = find(RULE, text, { client, ...facts });
    if (span === null) expect(found).toBeUndefined();
    else expect(found?.says).toContain(`for ${span}:`);
  });

  test('no client keeps a connection that its brokers close', () => {
    const idle = (text: string) => find('CONSUMERS-IDLE-CONNECTION', text)?.remedy;
    expect(idle('max.poll.interval.ms=2147483647')).toMatch(/^max\.poll\.interval\.ms=300000, .* 600,000 ms/);
    expect(idle('max.poll.interval.ms=500000\nconnections.max.idle.ms=400000')).toContain(
      'connections.max.idle.ms=560000',
    );
    expect(idle('max.poll.interval.ms=400000\nconnections.max.idle.ms=200000')).toContain(
      'connections.max.idle.ms=460000',
    );
  });
});

test.each([
  [
    'librdkafka',
    'group.protocol=consumer\npartition.assignment.strategy=range,cooperative-sticky\nsession.timeout.ms=6000\nmax.poll.interval.ms=5000',
  ],
  ['java', 'group.protocol=consumer\nsession.timeout.ms=1900000'],
] as const)('%s: the protocol that the brokers lack is to be solved first', (client, text) => {
  const { summary, findings } = planOf(text, {
    client,
    messages_per_s: 100,
    processing_ms_per_message: 2,
    partitions: 12,
  });
  expect(summary).toContain('Solve first: Brokers of 3.9 do not serve group.protocol=consumer');
  const later = findings.filter(({ says }) => says.startsWith('With group.protocol=classic: '));
  expect(later.length).toBeGreaterThan(0);
  expect(later.every(({ severity }) => severity === 'medium')).toBe(true);
  expect(later.some(({ says }) => says.includes(': Brokers'))).toBe(false);
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import { type ConsumersRequest, consumerClients } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';
import { guidelines } from '../../support/in-memory.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const plan = (request: ConsumersRequest) => planConsumers({ kafka_version: '4.3', ...request }, catalog);

describe('the size', () => {
  test.each<[what: string, request: ConsumersRequest, group: object]>([
    [
      'one consumer does, and one is spare',
      { messages_per_s: 10, processing_ms_per_message: 10 },
      { instances: 2, threads_per_instance: 1, partitions: 6 },
    ],
    ['no rate: two and a spare', {}, { instances: 3, threads_per_instance: 1, partitions: 6 }],
    [
      'as even as 7 partitions allow',
      { messages_per_s: 100, processing_ms_per_message: 10, partitions: 7 },
      { instances: 3, threads_per_instance: 1 },
    ],
    [
      'given instances stay',
      { messages_per_s: 2_000, processing_ms_per_message: 10, instances: 2, partitions: 30 },
      { instances: 2, threads_per_instance: 1 },
    ],
    [
      'given threads stay',
      { messages_per_s: 2_000, processing_ms_per_message: 10, threads_per_instance: 3, partitions: 30 },
      { instances: 10, threads_per_instance: 3 },
    ],
    [
      'one partition',
      { messages_per_s: 10, processing_ms_per_message: 10, partitions: 1 },
      { instances: 1, threads_per_instance: 1, partitions: 1 },
    ],
  ])('%s', (_, request, group) => {
    expect(plan(request).group).toMatchObject(group);
  });
});

describe('static membership', () => {
  test.each<[what: string, request: ConsumersRequest, isStatic: boolean, session: string | undefined]>([
    ['no restart is known', { kafka_version: '3.9' }, false, '45000'],
    ['classic: 1.5 × 60 s', { kafka_version: '3.9', restart_seconds: 60 }, true, '90000'],
    ['classic: never below 45 s', { kafka_version: '3.9', restart_seconds: 5 }, true, '45000'],
    ['classic: 400 s is not worth its price', { kafka_version: '3.9', restart_seconds: 400 }, false, '45000'],
    ['consumer protocol: 1.5 × 40 s', { restart_seconds: 40 }, true, '60000'],
    ['consumer protocol: 55 s just fits', { restart_seconds: 55 }, true, '60000'],
    ['consumer protocol: 56 s does not', { restart_seconds: 56 }, false, '45000'],
    ['kafkajs has none', { client: 'kafkajs', restart_seconds: 20 }, false, undefined],
  ])('%s', (_, request, isStatic, session) => {
    const { group, settings, findings } = plan(request);
    const values = settings.flatMap((one) => one.settings);
    expect(group.static_membership).toBe(isStatic);
    expect(values.find(({ name }) => /^(consumer\.)?session\.timeout\.ms$/.test(name))?.value).toBe(session);
    expect(values.some(({ name }) => name === 'group.instance.id')).toBe(isStatic);
    expect(findings.some(({ rule }) => rule === 'CONSUMERS-RESTART-TOO-LONG')).toBe(
      group.static_membership_why.startsWith('a restart'),
    );
  });
});

describe('design findings', () => {
  test.each<[rule: string, request: ConsumersRequest]>([
    ['CONSUMERS-IDLE-MEMBERS', { partitions: 4, instances: 6 }],
    ['CONSUMERS-UNEVEN-SPLIT', { partitions: 8, instances: 5 }],
    ['CONSUMERS-TOO-FEW', { messages_per_s: 1_000, processing_ms_per_message: 10, partitions: 24, instances: 4 }],
    ['CONSUMERS-TOO-FEW-PARTITIONS', { messages_per_s: 1_000, processing_ms_per_message: 10, partitions: 6 }],
    ['CONSUMERS-NO-SPARE', { instances: 1 }],
    ['CONSUMERS-ONE-DOWN-OVERLOADS', { messages_per_s: 2_000, processing_ms_per_message: 10, partitions: 30 }],
    ['CONSUMERS-SHARE-GROUP-FULL', { ordering: 'none', instances: 300 }],
    ['CONSUMERS-RECORD-EXCEEDS-POLL', { processing_p99_ms: 500_000 }],
    ['CONSUMERS-RECORD-EXCEEDS-POLL', { ordering: 'none', processing_p99_ms: 31_000 }],
    ['CONSUMERS-RECORD-EXCEEDS-POLL', { client: 'kafkajs', processing_p99_ms: 700_000 }],
    ['CONSUMERS-AT-MOST-ONCE-UNAVAILABLE', { client: 'streams', delivery: 'at_most_once' }],
    ['CONSUMERS-EOS-WITHOUT-FENCING', { client: 'kafkajs', delivery: 'exactly_once' }],
    ['CONSUMERS-EOS-DEPENDS-ON-SINK', { client: 'connect', delivery: 'exactly_once' }],
    ['ANTI-REQUEST-REPLY', { request_reply: true, messages_per_s: 10 }],
    ['ANTI-LAG-UNWATCHED', { lag_alerts: false, messages_per_s: 10 }],
    ['ANTI-LARGE-PAYLOAD', { average_message_bytes: 3_000_000, messages_per_s: 10 }],
    ['ANTI-OVER-50-PARTITIONS', { partitions: 200, messages_per_s: 10 }],
  ])('%s: %j', (rule, request) => {
    expect(plan(request).findings.map((finding) => finding.rule)).toContain(rule);
  });

  test('every guideline exists', async () => {
    const pages = await guidelines.list();
    const known = new Set(
      pages.flatMap(({ name, sections }) => sections.map(({ slug }) => `kafka://guidelines/${name}#${slug}`)),
    );
    const requests: ConsumersRequest[] = [
      { partitions: 8, instances: 5, messages_per_s: 9_000, restart_seconds: 900, processing_p99_ms: 500_000 },
      {
        client: 'kafkajs',
        delivery: 'exactly_once',
        config: { sessionTimeout: 30_000, readUncommitted: true, minBytes: 1e6 },
        messages_per_s: 1,
      },
      { client: 'connect', delivery: 'exactly_once', instances: 1 },
      {
        config: { 'group.protocol': 'consumer', 'session.timeout.ms': 1, 'max.poll.records': 9_000, acks: 'all' },
        processing_p99_ms: 90,
      },
      {
        ordering: 'none',
        instances: 300,
        config: { 'share.acquire.mode': 'record_limit', 'isolation.level': 'read_committed' },
      },
    ];
    const named = new Set(requests.flatMap((request) => plan(request).findings.map(({ guideline }) => guideline)));
    expect([...named].filter((uri) => !known.has(uri))).toEqual([]);
    expect(named.size).toBeGreaterThan(7);
  });
});

test('a static id holds only what clients take, whatever the group is called', () => {
  const settings = plan({ group: 'größe 7', restart_seconds: 20 }).settings.flatMap((one) => one.settings);
  expect(settings.find(({ name }) => name === 'group.instance.id')?.value).toBe('gr--e-7-ORDINAL');
});

test('a long topic and group still give names that Kafka takes', () => {
  const { failures } = plan({
    client: 'librdkafka',
    ordering: 'none',
    topic: 't'.repeat(249),
    group: 'größe '.repeat(40),
  });
  const names = failures.topics.map(({ name }) => name);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9._-]{200,249}$/);
  expect(names[0]).toMatch(/\.retry-1m$/);
});

describe('what runs is what is planned for', () => {
  const settingsOf = (request: ConsumersRequest) =>
    Object.fromEntries(
      plan(request).settings.flatMap(({ settings }) => settings.map(({ name, value }) => [name, value])),
    );
  test.each<[what: string, request: ConsumersRequest, settings: Readonly<Record<string, string>>]>([
    ['group.id', { config: { 'group.id': 'billing' } }, { 'group.id': 'billing' }],
    ['group.id of librdkafka', { client: 'librdkafka', config: { 'group.id': 'b' } }, { 'group.id': 'b' }],
    [
      'groupId and concurrency of kafkajs',
      { client: 'kafkajs', partitions: 12, config: { groupId: 'b', partitionsConsumedConcurrently: 3 } },
      { groupId: 'b', partitionsConsumedConcurrently: '3' },
    ],
    [
      'guarantee and threads of Streams',
      {
        client: 'streams',
        partitions: 12,
        config: { 'application.id': 'a', 'processing.guarantee': 'exactly_once', 'num.stream.threads': 4 },
      },
      {
        'application.id': 'a',
        'processing.guarantee': 'exactly_once_v2',
        'num.stream.threads': '4',
        'commit.interval.ms': '100',
      },
    ],
    [
      'tasks and topics of a connector',
      { client: 'connect', partitions: 10, config: { name: 's', 'tasks.max': 7, topics: 'a,b' } },
      { 'tasks.max': '7', topics: 'a,b' },
    ],
    [
      'the dead-letter topic of a connector',
      { client: 'connect', config: { name: 's', 'errors.deadletterqueue.topic.name': 'bad-orders' } },
      { 'errors.deadletterqueue.topic.name': 'bad-orders' },
    ],
    [
      'the pattern of a connector',
      { client: 'connect', partitions: 10, config: { name: 's', 'tasks.max': 20, 'topics.regex': 'a.*' } },
      { 'tasks.max': '10', 'topics.regex': 'a.*' },
    ],
    [
      'the request outranks it',
      { client: 'streams', threads_per_instance: 2, delivery: 'at_least_once', config: { 'num.stream.threads': 4 } },
      { 'num.stream.threads': '2', 'processing.guarantee': 'at_least_once' },
    ],
    [
      'what cannot be read says nothing',
      { client: 'streams', config: { 'num.stream.threads': 'many', 'processing.guarantee': 'twice' } },
      { 'num.stream.threads': '1', 'processing.guarantee': 'at_least_once', 'application.id': 'my-group' },
    ],
  ])('%s', (_, request, settings) => {
    expect(settingsOf(request)).toMatchObject(settings);
  });

  test('a connector has the tasks that it has, under the group that Connect names', () => {
    const { summary, assumptions, figures } = plan({
      client: 'connect',
      partitions: 10,
      instances: 3,
      config: { name: 'es-sink', 'tasks.max': 20, topics: 'orders' },
    });
    expect(summary).toContain('connect-es-sink: 20 tasks on 3 workers, over 10 partitions');
    expect(figures.find(({ name }) => name === 'active_members')?.value).toBe(10);
    expect(assumptions).toEqual(
      expect.arrayContaining([
        'group = connect-es-sink: name of the configuration',
        'topic = orders: topics of the configuration',
      ]),
    );
  });
});

test('one task has workers to spare', () => {
  const { summary, findings } = plan({ client: 'connect', config: { name: 'es', 'tasks.max': 1 } });
  expect(summary).toContain('1 task on 3 workers');
  expect(findings.map(({ rule }) => rule)).not.toContain('CONSUMERS-NO-SPARE');
});

describe('a share group that the peak outgrows', () => {
  const peak = {
    kafka_version: '4.2',
    ordering: 'none',
    messages_per_s: 1_000,
    processing_ms_per_message: 500,
    partitions: 6,
  } as const;
  test('takes 200 members, and says that they are 250 % busy', () => {
    const { group, findings, figures, summary } = plan(peak);
    expect(group.instances * group.threads_per_instance).toBe(200);
    expect(figures.find(({ name }) => name === 'fullest_member_load')?.value).toBe(2.5);
    expect(summary).toContain('250 % busy at peak');
    const found = findings.filter(({ rule }) => /SHARE-GROUP-FULL|TOO-FEW/.test(rule));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ rule: 'CONSUMERS-SHARE-GROUP-FULL', severity: 'high' });
    expect(found[0]?.remedy).toContain('140 ms');
    expect(found[0]?.remedy).toContain('4 records of a poll at once');
    expect(found[0]?.remedy).toContain('group.share.max.size=750');
  });
  test('of 300 that are there, 200 carry it', () => {
    const { figures } = plan({ ...peak, instances: 300 });
    expect(figures.find(({ name }) => name === 'fullest_member_load')?.value).toBe(2.5);
    expect(figures.find(({ name }) => name === 'deploy_backlog_messages')?.value).toBe(18_000);
  });
  test('beyond 1,000 no size is enough', () => {
    const found = plan({ ...peak, messages_per_s: 10_000 }).findings.find(({ rule }) => /SHARE/.test(rule));
    expect(found?.remedy).toContain('Not even');
  });
});

test('only the latest value counts: no retry topic, and no group without order, whatever was said of it', () => {
  for (const client of ['java', 'librdkafka', 'kafkajs'] as const) {
    const { failures, group } = plan({ client, ordering: 'none', latest_value_only: true });
    expect(failures.topics.map(({ kind }) => kind)).toEqual(['dead_letter']);
    expect(failures.keeps_order).toBe(true);
    expect(failures.says).toContain('older value over a newer one');
    expect(group.protocol).not.toBe('share');
  }
});

test('too few partitions: who idles, and how many partitions would do', () => {
  const found = (processing_ms_per_message: number) =>
    plan({ messages_per_s: 100, processing_ms_per_message, partitions: 3, instances: 10 }).findings.find(
      ({ rule }) => rule === 'CONSUMERS-TOO-FEW-PARTITIONS',
    );
  expect(found(1_200)?.evidence).toContain('7 of 10 members have nothing to do: a partition goes to one of them');
  expect(found(1_200)?.remedy).toContain('at least 172 partitions (so many only after the handler was measured)');
  expect(found(100)?.remedy).toContain('at least 15 partitions.');
  const few = plan({ messages_per_s: 5_000, processing_ms_per_message: 2, partitions: 12, instances: 4 }).findings;
  expect(few[0]?.remedy).toContain('12 partitions × 0.7 ÷ 5,000 messages/s) with 12 members by batches');
});

test('one of a thing is not many', () => {
  const ones = [...consumerClients].map((client) =>
    JSON.stringify(
      plan({ client, partitions: 1, instances: 1, messages_per_s: 2, processing_ms_per_message: 600_000 }),
    ),
  );
  for (const answer of ones)
    expect(answer).not.toMatch(
      /(?<![\d,.])1 (partitions|instances|consumers|threads|members|workers|tasks|records|messages|brokers|busy handlers)\b/,
    );
});

test('a queue that is kept at its floor says so', () => {
  const queue = plan({ client: 'librdkafka', messages_per_s: 100, average_message_bytes: 1_000, partitions: 4 })
    .settings.flatMap(({ settings }) => settings)
    .find(({ name }) => name === 'queued.max.messages.kbytes');
  expect(queue?.value).toBe('1024');
  expect(queue?.why).toContain('the least that is useful');
});

describe('bad input is named', () => {
  test.each<[field: string, request: ConsumersRequest]>([
    ['messages_per_s', { messages_per_s: -1 }],
    ['messages_per_s', { messages_per_s: Number.POSITIVE_INFINITY }],
    ['messages_per_s', { messages_per_s: 1e12 }],
    ['partitions', { partitions: 0 }],
    ['instances', { instances: 2.5 }],
    ['failure_share', { failure_share: 5 }],
    ['topic', { topic: 'no such topic' }],
    ['group', { group: ' ' }],
    ['kafka_version', { kafka_version: '2.8' }],
    ['client_version', { client: 'librdkafka', client_version: 'new' }],
    ['processing_p99_ms', { processing_ms_per_message: 500, processing_p99_ms: 1 }],
    ['largest_message_bytes', { average_message_bytes: 500, largest_message_bytes: 10 }],
  ])('%s', (field, request) => {
    expect(() => plan(request)).toThrow(`\`${field}\``);
  });
});

describe('a group keeps the type that it has', () => {
  const told = (config: Readonly<Record<string, string>>, more: ConsumersRequest = {}) =>
    plan({ ordering: 'none', config: { 'group.id': 'billing', ...config }, ...more });
  const namesOf = ({ settings }: ReturnType<typeof plan>) =>
    settings.flatMap((one) => one.settings.map(({ name, value }) => `${name}=${value}`));
  test('a consumer group that runs stays one, and hears how a share group is begun', () => {
    const answer = told({ 'group.protocol': 'consumer', 'auto.offset.reset': 'earliest' });
    expect(answer.group.protocol).toBe('consumer');
    expect(answer.group.protocol_why).toContain('cannot become a share group');
    expect(answer.client_notes.join()).toMatch(
      /new group\.id.*kafka-share-groups\.sh .*--reset-offsets .*--to-datetime/,
    );
    expect(namesOf(answer).filter((one) => one.startsWith('share.'))).toEqual([]);
  });
  test.each([
    ['range', 'range'],
    ['uniform', 'uniform'],
    ['sticky', 'uniform'],
  ])('the assignor %s of the brokers is planned as %s', (given, assignor) => {
    expect(told({ 'group.protocol': 'consumer', 'group.remote.assignor': given }).group.assignor).toBe(assignor);
  });
  test('a share group that runs stays one', () => {
    const answer = told({ 'share.acknowledgement.mode': 'explicit' });
    expect(answer.group.protocol).toBe('share');
    expect(answer.client_notes.join()).not.toContain('cannot become');
    expect(plan({ ordering: 'none' }).client_notes.at(-1)).toContain('cannot become a share group under its id');
  });
  test('a streams group stays one, and its brokers hold sessions and standbys', () => {
    const answer = told(
      { 'group.protocol': 'streams' },
      { client: 'streams', kafka_version: '4.3', restart_seconds: 30 },
    );
    expect(answer.group).toMatchObject({ protocol: 'streams', static_membership: false });
    expect(answer.summary).toContain('streams protocol');
    const names = namesOf(answer);
    expect(names).toEqual(
      expect.arrayContaining([
        'group.protocol=streams',
        'streams.session.timeout.ms=45000',
        'streams.num.standby.replicas=1',
      ]),
    );
    expect(names.join()).not.toMatch(/main\.consumer\.(session|heartbeat|group\.instance)|(^|,)num\.standby/);
  });
  test('a streams group of 4.4 has static members', () => {
    const { group } = told(
      { 'group.protocol': 'streams' },
      { client: 'streams', kafka_version: '4.4', restart_seconds: 30 },
    );
    expect(group.static_membership).toBe(true);
    expect(group.static_membership_why).toContain('streams.session.timeout.ms');
  });
  test('a task that takes the consumer protocol is given no assignor, with which it would not start', () => {
    const assignors = (config: Readonly<Record<string, string>>) =>
      namesOf(plan({ client: 'connect', config: { name: 's', ...config } })).filter((one) =>
        one.includes('assignment'),
      );
    expect(assignors({ 'consumer.override.group.protocol': 'consumer' })).toEqual([]);
    expect(assignors({})).toHaveLength(1);
  });
});

describe('a share group is spoken of as one', () => {
  const slow = { kafka_version: '4.4', ordering: 'none', messages_per_s: 100, partitions: 10 } as const;
  const answer = () => plan({ ...slow, processing_ms_per_message: 20_000, processing_p99_ms: 90_000 });
  test('no pause(), no partitions of its own, no offsets that expire', () => {
    const { settings, alerts, deploy } = answer();
    expect(JSON.stringify([settings, alerts, deploy])).not.toMatch(
      /pause\(\)|offsets of an empty group|its partitions/,
    );
  });
  test('no alert on a poll that always lasts', () => {
    expect(answer().alerts.map(({ name }) => name)).not.toContain('poll budget');
    expect(plan({ ...slow, processing_ms_per_message: 10 }).alerts.map(({ name }) => name)).toContain('poll budget');
  });
  test('a lock of 60 s is three times 20 s', () => {
    const { settings } = plan({ ...slow, processing_ms_per_message: 20_000, processing_p99_ms: 20_000 });
    const lock = settings.flatMap((one) => one.settings).find(({ name }) => name === 'share.record.lock.duration.ms');
    expect(lock).toMatchObject({
      value: '60000',
      why: expect.stringContaining('at least twice the 20 s that 1 record takes'),
    });
  });
});

describe('a stop does not lose what is committed already', () => {
  test.each(['java', 'librdkafka'] as const)('%s', (client) => {
    const shutdown = (delivery: 'at_least_once' | 'at_most_once' | 'exactly_once') =>
      plan({ client, delivery }).shutdown.join('; ');
    expect(shutdown('at_most_once')).toContain('what is dropped is lost');
    expect(shutdown('at_most_once')).not.toMatch(/read again|commitSync|store its offset/);
    expect(shutdown('exactly_once')).toMatch(/abort/i);
    expect(shutdown('exactly_once')).not.toMatch(/commitSync|store its offset/);
    expect(shutdown('at_least_once')).toMatch(/read again|store its offset/);
  });
});

describe('the alert on members', () => {
  const missing = (request: ConsumersRequest) =>
    plan(request).alerts.find(({ name }) => name === 'members missing')?.condition;
  test.each<[what: string, request: ConsumersRequest, condition: string]>([
    [
      'counts the tasks that the plan sets',
      { client: 'connect', partitions: 12, config: { name: 's', 'tasks.max': 24 } },
      'fewer than 12 members',
    ],
    ['counts no member that the finding sends away', { instances: 10, partitions: 3 }, 'fewer than 3 members'],
    ['knows no fewer than one', { instances: 1, partitions: 1 }, 'no member, outside a deploy: at once'],
    [
      'counts processes of kafkajs',
      { client: 'kafkajs', instances: 2, threads_per_instance: 3 },
      'fewer than 2 members',
    ],
  ])('%s', (_, request, condition) => {
    expect(missing(request)).toContain(condition);
  });
});

test('nothing starts further back than records are kept', () => {
  const start = (retention_hours: number) =>
    JSON.stringify(plan({ retention_hours }).settings).includes('by_duration:PT24H');
  expect([start(0.5), start(24), start(168)]).toEqual([false, false, true]);
});

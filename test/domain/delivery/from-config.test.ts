import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planExactlyOnce } from '../../../src/domain/delivery/plan.ts';
import type { ExactlyOnceRequest } from '../../../src/domain/delivery/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
type Config = NonNullable<ExactlyOnceRequest['config']>;
const plan = (request: Partial<ExactlyOnceRequest>) =>
  planExactlyOnce({ sources: ['kafka'], sinks: ['kafka'], lag_alerts: true, ...request }, catalog, null);
const figuresOf = (request: Partial<ExactlyOnceRequest>) =>
  Object.fromEntries(plan(request).figures.map(({ name, value }) => [name, value]));
const settingsOf = (request: Partial<ExactlyOnceRequest>) =>
  new Map(plan(request).needs.flatMap(({ settings }) => settings.map((setting) => [setting.name, setting])));
const severitiesOf = (request: Partial<ExactlyOnceRequest>) =>
  Object.fromEntries(plan(request).findings.map(({ rule, severity }) => [rule, severity]));

const streams: Partial<ExactlyOnceRequest> = { client: 'streams', kafka_version: '4.1', instances: 3 };
const eos: Config = { 'application.id': 's4', 'processing.guarantee': 'exactly_once_v2' };
const connect: Partial<ExactlyOnceRequest> = {
  client: 'connect_source',
  sources: ['database'],
  kafka_version: '4.1',
  instances: 3,
};
const required: Config = { 'exactly.once.support': 'required' };

describe('what the configuration says of its transactions is planned with', () => {
  type Case = readonly [what: string, request: Partial<ExactlyOnceRequest>, figures: Readonly<Record<string, number>>];
  const cases: readonly Case[] = [
    [
      'threads and interval of Streams',
      { ...streams, config: { ...eos, 'num.stream.threads': '4', 'commit.interval.ms': '1000' } },
      { commits_per_s: 12, added_latency_ms: 1_000, transaction_timeout_ms: 10_000 },
    ],
    [
      'timeout of Streams',
      { ...streams, config: { ...eos, 'producer.transaction.timeout.ms': '30000' } },
      { added_latency_ms: 100, transaction_timeout_ms: 30_000, readers_blocked_after_crash_ms: 40_000 },
    ],
    [
      'interval and tasks of Connect',
      {
        ...connect,
        config: {
          ...required,
          'transaction.boundary': 'interval',
          'transaction.boundary.interval.ms': '2000',
          'tasks.max': '2',
        },
      },
      { commits_per_s: 1, added_latency_ms: 2_000, transaction_timeout_ms: 60_000 },
    ],
    [
      'one task where tasks.max is not given',
      { ...connect, config: required },
      { commits_per_s: 2, transaction_timeout_ms: 60_000 },
    ],
    [
      'an interval without its length is that of the offset flushes',
      {
        ...connect,
        config: {
          ...required,
          'transaction.boundary': 'INTERVAL',
          'producer.override.transaction.timeout.ms': '300000',
        },
      },
      { added_latency_ms: 60_000, transaction_timeout_ms: 300_000 },
    ],
    [
      'polls of the connector, which hold no transaction open',
      { ...connect, config: { ...required, 'poll.interval.ms': '60000' } },
      { added_latency_ms: 60_000, transaction_timeout_ms: 60_000 },
    ],
    [
      "a connector's override before the worker's",
      {
        ...connect,
        config: {
          ...required,
          'producer.transaction.timeout.ms': '40000',
          'producer.override.transaction.timeout.ms': '20000',
        },
      },
      { transaction_timeout_ms: 20_000 },
    ],
    [
      'timeout of Java',
      { client: 'java', config: { 'transaction.timeout.ms': 45_000 } },
      { transaction_timeout_ms: 45_000 },
    ],
    [
      'timeout of KafkaJS',
      { client: 'kafkajs', config: { transactionTimeout: 45_000 } },
      { transaction_timeout_ms: 45_000 },
    ],
    [
      'checkpoints of Flink',
      { client: 'flink', config: { 'execution.checkpointing.interval': '30 s' } },
      { added_latency_ms: 30_000 },
    ],
    [
      'but an interval that was asked for before it',
      { ...streams, commit_interval_ms: 500, config: { ...eos, 'commit.interval.ms': '1000' } },
      { added_latency_ms: 500 },
    ],
    [
      'and no timeout that cannot work',
      { client: 'java', commit_interval_ms: 1_000, config: { 'transaction.timeout.ms': 1_000 } },
      { transaction_timeout_ms: 10_000 },
    ],
  ];
  it.each(cases)('%s', (_, request, figures) => {
    expect(figuresOf(request)).toMatchObject(figures);
  });

  it.each<readonly [string, Partial<ExactlyOnceRequest>, string]>([
    [
      'commit_interval_ms = 1000: commit.interval.ms of the configuration',
      { ...streams, config: { ...eos, 'commit.interval.ms': '1000' } },
      'commit_interval_ms = 1,000 (config)',
    ],
    [
      'stream_threads = 12: 3 instances × num.stream.threads 4 of the configuration',
      { ...streams, config: { ...eos, 'num.stream.threads': '4' } },
      'stream_threads = 12 (config)',
    ],
    [
      'commit_interval_ms = 500: the connector ends its transactions itself (transaction.boundary=connector); look it up there',
      { ...connect, config: { ...required, 'transaction.boundary': 'connector' } },
      'commit_interval_ms = 500 (assumed)',
    ],
    ['tasks = 1: tasks.max of the configuration', { ...connect, config: { 'tasks.max': '1' } }, 'tasks = 1 (config)'],
  ])('%s', (said, request, input) => {
    const { assumptions, figures } = plan(request);
    expect(assumptions).toContain(said);
    expect(figures.flatMap(({ inputs }) => inputs)).toContain(input);
  });

  it.each<readonly [string, Partial<ExactlyOnceRequest>]>([
    [
      'commit.interval.ms 1,000 of the configuration is not planned with: commit_interval_ms 500 is given',
      { ...streams, commit_interval_ms: 500, config: { ...eos, 'commit.interval.ms': '1000' } },
    ],
    [
      'transaction.timeout.ms 1,000 of the configuration is not planned with: it is not longer than the commit interval of 1,000 ms',
      { client: 'java', config: { 'transaction.timeout.ms': 1_000 } },
    ],
    [
      'producer.override.enable.idempotence=false of the configuration is ignored: Connect sets true with exactly-once, and logs a warning',
      { ...connect, config: { ...required, 'producer.override.enable.idempotence': 'false' } },
    ],
    [
      'commit.interval.ms=0 of the configuration is not planned with: it commits after every round of records, more often than the 100 ms counted here',
      { ...streams, config: { ...eos, 'commit.interval.ms': 0 } },
    ],
    [
      'producer.transactional.id=mine of the configuration is ignored: Streams sets an id of its own making with exactly-once, and logs a warning',
      { ...streams, config: { ...eos, 'producer.transactional.id': 'mine' } },
    ],
  ])('says why not: %s', (said, request) => {
    expect(plan(request).assumptions).toContain(said);
  });
});

it('input partitions that were not given are enough for every stream thread', () => {
  const request = { ...streams, config: { ...eos, 'num.stream.threads': '4' } };
  expect(plan(request).assumptions).toContain('input_partitions = 12: one for each stream thread');
  const given = { ...request, instances: 6, input_partitions: 3 };
  expect(plan(given).assumptions).toContain(
    'committing_threads = 3: 3 of 24 threads own one of the 3 input partitions each, the other 21 own none and commit nothing; a repartition topic would give them work',
  );
  expect(figuresOf(given).commits_per_s).toBe(30);
});

it.each([
  [{ client: 'kafkajs', config: { transactionalId: 'abc' } }, 'Delete transactionalId: nothing here needs'],
  [{ client: 'java', config: { 'transactional.id': 'abc' } }, 'Delete transactional.id: nothing here needs'],
] as const)('without a Kafka source an id is deleted, not multiplied: %j', (more, remedy) => {
  const { findings } = plan({ sources: ['http_request'], ...more });
  const shared = findings.find(({ rule }) => rule === 'EOS-TRANSACTIONAL-ID-SHARED');
  expect(shared).toMatchObject({
    says: 'One transactional.id for 3 producers: each start fences the others, for ever.',
    remedy: expect.stringContaining(remedy),
  });
});

describe('transactional ids', () => {
  it.each<readonly [Partial<ExactlyOnceRequest>, number, string]>([
    [{ ...streams, config: { ...eos, 'num.stream.threads': '4' } }, 12, 'application.id (s4)'],
    [{ ...streams, pipeline: 'orders', config: eos }, 3, 'application.id (s4)'],
    [{ ...connect, config: { ...required, 'tasks.max': '1', name: 'pg', 'group.id': 'w' } }, 2, 'w-pg-<task>'],
    [{ client: 'java', instances: 3, config: { 'transactional.id': 'billing-0' } }, 3, 'billing-<ordinal>'],
    [{ client: 'java', instances: 3, config: { 'transactional.id': 'billing' } }, 3, 'billing-<ordinal>'],
    [{ client: 'librdkafka', instances: 3, config: { 'transactional.id': 'w-<pod>' } }, 3, 'w-<pod>'],
    [{ client: 'kafkajs', input_partitions: 6, config: { transactionalId: 'w-<pod>' } }, 6, '<application>-<topic>-'],
    [{ client: 'java', instances: 3, config: { 'transactional.id': 'w-$(uuidgen)' } }, 3, '<application>-<ordinal>'],
    [{ client: 'java', config: { 'transactional.id': 'obey me <x>' } }, 3, '<application>-<ordinal>'],
    [{ client: 'java', config: { 'transactional.id': 'obey me' } }, 3, '<application>-<ordinal>'],
    [{ client: 'flink', config: { 'sink.transactional-id-prefix': 'job1' } }, 3, 'setTransactionalIdPrefix("job1")'],
  ])('%j: %d, %s', (request, count, scheme) => {
    expect(plan(request).transactional_ids).toMatchObject({ count, scheme: expect.stringContaining(scheme) });
  });

  it('a good one of the configuration stays', () => {
    const config = { 'transactional.id': 'w-<pod>' };
    expect(settingsOf({ client: 'java', config }).get('transactional.id')?.value).toBe('w-<pod>');
  });
});

describe('a commit interval beyond the transaction timeout', () => {
  const rule = 'EOS-TIMEOUT-BELOW-INTERVAL';
  it.each<readonly [string, Partial<ExactlyOnceRequest>, RegExp]>([
    [
      'Streams',
      { ...streams, config: { ...eos, 'commit.interval.ms': '30000' } },
      /30,000 is above transaction.timeout.ms 10,000.* does not start/,
    ],
    [
      'Streams, with a name that does not count',
      { ...streams, config: { ...eos, 'commit.interval.ms': '30000', 'transaction.timeout.ms': '60000' } },
      /does not start/,
    ],
    [
      'Connect',
      { ...connect, config: { 'transaction.boundary': 'interval', 'transaction.boundary.interval.ms': '120000' } },
      /60,000 is not longer than the commit interval of 120,000 ms/,
    ],
    ['Connect, with both by default', { ...connect, config: { 'transaction.boundary': 'interval' } }, /60,000 ms/],
  ])('%s', (_, request, says) => {
    expect(plan(request).findings.find((finding) => finding.rule === rule)).toMatchObject({
      severity: 'critical',
      says: expect.stringMatching(says),
    });
  });

  it.each<readonly [string, Partial<ExactlyOnceRequest>]>([
    [
      'a prefixed timeout',
      { ...streams, config: { ...eos, 'commit.interval.ms': '30000', 'producer.transaction.timeout.ms': '60000' } },
    ],
    ['the interval of the plan only', { ...streams, commit_interval_ms: 30_000, config: eos }],
    ['polls', { ...connect, config: { ...required, 'poll.interval.ms': '120000' } }],
    ['an assumed interval', { client: 'java', config: { 'transaction.timeout.ms': 1_000 } }],
  ])('not with %s', (_, request) => {
    expect(severitiesOf(request)).not.toHaveProperty(rule);
  });

  it.each([
    [{ 'transaction.timeout.ms': 120_000 }, 'high', 900_000],
    [{ 'properties.transaction.timeout.ms': 120_000 }, 'high', 900_000],
    [{ 'transaction.timeout.ms': 900_000 }, undefined, 900_000],
    [{ 'transaction.timeout.ms': 1_200_000, 'transaction.max.timeout.ms': 1_800_000 }, undefined, 1_200_000],
  ] as const)('Flink gets no timeout that a restore can outlast: %j', (config, severity, planned) => {
    const request = { client: 'flink', commit_interval_ms: 30_000, config } as const;
    expect(severitiesOf(request)['EOS-FLINK-TIMEOUT']).toBe(severity);
    expect(figuresOf(request).transaction_timeout_ms).toBe(planned);
  });

  it('the plan sets a timeout that is no default of Streams', () => {
    const settings = settingsOf({ ...streams, config: { ...eos, 'commit.interval.ms': '30000' } });
    expect(settings.get('producer.transaction.timeout.ms')).toMatchObject({ value: '60000', is_default: false });
    expect(settings.get('commit.interval.ms')).toMatchObject({ value: '30000', is_default: false, default: '100' });
  });
});

/** Constructed with StreamsConfig and KafkaProducer of 3.0.2, 3.9.2, 4.1.2 and 4.3.1; Connect's from Worker. */
describe('producers that a framework makes', () => {
  it.each<readonly [Partial<ExactlyOnceRequest>, Config, string, RegExp]>([
    [streams, { ...eos, 'producer.acks': '1' }, 'EOS-ACKS', /application does not start/],
    [streams, { ...eos, acks: '1' }, 'EOS-ACKS', /application does not start/],
    [streams, { 'producer.acks': '1' }, 'EOS-ACKS', /can be lost with its leader/],
    [streams, { ...eos, 'producer.retries': '0' }, 'EOS-NO-RETRIES', /application does not start/],
    [streams, { ...eos, 'producer.max.in.flight.requests.per.connection': '6' }, 'EOS-IN-FLIGHT', /does not start/],
    [streams, { ...eos, 'producer.delivery.timeout.ms': '10000' }, 'EOS-DELIVERY-TIMEOUT', /does not start/],
    [
      streams,
      { ...eos, 'main.consumer.isolation.level': 'read_uncommitted' },
      'EOS-READ-UNCOMMITTED',
      /read_uncommitted/,
    ],
    [streams, { ...eos, 'replication.factor': '1' }, 'EOS-STREAMS-REPLICATION', /one replica/],
    [connect, { ...required, 'producer.override.acks': '1' }, 'EOS-ACKS', /tasks fail/],
    [connect, { 'exactly.once.source.support': 'disabled', 'producer.acks': '1' }, 'EOS-ACKS', /can be lost/],
    [{ ...connect, kafka_version: '3.2' }, { 'producer.override.acks': '1' }, 'EOS-ACKS', /can be lost/],
    [connect, { ...required, 'producer.override.retries': '0' }, 'EOS-NO-RETRIES', /tasks fail/],
  ])('%j %j: %s', (request, config, rule, says) => {
    const found = plan({ ...request, config }).findings.find((finding) => finding.rule === rule);
    expect(found?.says).toMatch(says);
  });

  it.each<readonly [string, Partial<ExactlyOnceRequest>, Config]>([
    ['idempotence that is forced', streams, { ...eos, 'producer.enable.idempotence': 'false' }],
    ['an isolation level that is overridden', streams, { ...eos, 'consumer.isolation.level': 'read_uncommitted' }],
    ['an auto-commit that is overridden', streams, { ...eos, 'consumer.enable.auto.commit': 'true' }],
    ['an id that is overridden', streams, { ...eos, 'producer.transactional.id': '$(uuidgen)' }],
    ['one request in flight', streams, { ...eos, 'producer.max.in.flight.requests.per.connection': '1' }],
    ['acks=all', connect, { ...required, 'producer.override.acks': 'all' }],
    ['what reaches no producer of Connect', connect, { ...required, acks: '1', retries: '0' }],
  ])('does not blame %s', (_, request, config) => {
    expect(severitiesOf({ ...request, config })).toEqual({});
  });

  it('one broker is said once', () => {
    expect(severitiesOf({ ...streams, brokers: 1, config: { ...eos, 'replication.factor': '1' } })).toEqual({
      'EOS-FEW-BROKERS': 'high',
    });
  });
});

/** Constructed with confluent-kafka 2.16. */
describe('timeouts of librdkafka', () => {
  const own: Config = { 'transactional.id': 'w-<pod>', 'enable.auto.commit': 'false' };
  const rule = 'EOS-LIBRDKAFKA-TIMEOUTS';
  it.each<readonly [boolean, Config]>([
    [true, { 'message.timeout.ms': 300_000, 'transaction.timeout.ms': 60_000 }],
    [true, { 'message.timeout.ms': 300_000 }],
    [true, { 'delivery.timeout.ms': 60_001 }],
    [true, { 'socket.timeout.ms': 60_101 }],
    [true, { 'socket.timeout.ms': 60_000, 'transaction.timeout.ms': 10_000 }],
    [false, { 'message.timeout.ms': 60_000 }],
    [false, { 'message.timeout.ms': 0 }],
    [false, { 'socket.timeout.ms': 60_100 }],
    [false, { 'transaction.timeout.ms': 10_000 }],
    [false, { 'message.timeout.ms': 300_000, 'transaction.timeout.ms': 900_000 }],
  ])('refused: %j: %j', (refused, config) => {
    expect(rule in severitiesOf({ client: 'librdkafka', config: { ...own, ...config } })).toBe(refused);
  });

  it('the plan as a whole can be made a producer of', () => {
    const config = { ...own, 'message.timeout.ms': 30_000, 'socket.timeout.ms': 60_000 };
    const settings = settingsOf({ client: 'librdkafka', config });
    expect(
      ['transaction.timeout.ms', 'message.timeout.ms', 'socket.timeout.ms'].map((name) => settings.get(name)?.value),
    ).toEqual(['10000', '10000', '10000']);
    expect(settingsOf({ client: 'librdkafka', config: own }).has('message.timeout.ms')).toBe(false);
  });
});

describe('a configuration that the plan itself gives', () => {
  const clients = ['java', 'librdkafka', 'kafkajs', 'streams', 'connect_source', 'flink'] as const;
  it.each(clients)('is sound, and planned with as it is: %s', (client) => {
    for (const kafka_version of ['3.3', '3.9', '4.1', '4.4']) {
      for (const commit_interval_ms of [undefined, 50, 4_000, 45_000]) {
        const request = {
          ...{ client, kafka_version, commit_interval_ms, pipeline: 'p', instances: 3, output_partitions: 6 },
          sources: [client === 'connect_source' ? 'database' : 'kafka'] as const,
        };
        const first = plan(request);
        const config = Object.fromEntries(
          first.needs
            .filter(({ family, applies_to }) => family !== 'topic' && !applies_to[0]?.startsWith('every reader'))
            .flatMap(({ settings }) => settings.map(({ name, value }) => [name, value])),
        );
        const again = plan({ ...request, config });
        expect([kafka_version, commit_interval_ms, again.findings]).toEqual([
          kafka_version,
          commit_interval_ms,
          first.findings,
        ]);
        expect(again.needs.map(({ settings }) => settings.map(({ name, value }) => [name, value]))).toEqual(
          first.needs.map(({ settings }) => settings.map(({ name, value }) => [name, value])),
        );
      }
    }
  });
});

describe('transactional ids that a framework makes', () => {
  const spring = 'spring.kafka.producer.transaction-id-prefix';
  const shared = (config: Config) =>
    plan({ client: 'java', instances: 3, config }).findings.find(({ rule }) => rule === 'EOS-TRANSACTIONAL-ID-SHARED');

  it.each([
    [spring, 'tx-<ordinal>-.'],
    ['spring.cloud.stream.kafka.binder.transaction.transaction-id-prefix', 'tx-<ordinal>-.'],
    ['transactional.id', 'tx-<ordinal>.'],
  ])('%s gets an ordinal, and a separator where a number follows', (name, end) => {
    expect(shared({ [name]: 'tx-' })?.remedy).toBe(`Give each its own: ${end}`);
    expect(shared({ [name]: 'tx-2-' })).toBeUndefined();
  });

  const flink: Partial<ExactlyOnceRequest> = { client: 'flink', instances: 20, commit_interval_ms: 10_000 };

  it('Flink takes a new one for each checkpoint', () => {
    expect(figuresOf({ ...flink, messages_per_s: 50_000, output_partitions: 60 })).toMatchObject({
      transactional_ids_kept: 1_209_600,
      producer_state_entries: 10_368_000,
    });
    // Each entry takes a record.
    expect(figuresOf({ ...flink, messages_per_s: 1, output_partitions: 60 }).producer_state_entries).toBe(86_400);
    const { costs, pitfalls } = plan(flink);
    expect(costs.join('\n')).toContain('172,800 a day');
    expect(pitfalls.join('\n')).toContain('TransactionNamingStrategy.POOLING');
  });

  it('Flink keeps those of a pool', () => {
    const pooled = { ...flink, output_partitions: 60, config: { 'sink.transaction-naming-strategy': 'POOLING' } };
    const figures = figuresOf(pooled);
    expect(figures).toMatchObject({ producer_state_entries: 1_200 });
    expect(figures).not.toHaveProperty('transactional_ids_kept');
    expect(plan(pooled).pitfalls.join('\n')).not.toContain('POOLING');
  });
});

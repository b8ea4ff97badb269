import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planExactlyOnce } from '../../../src/domain/delivery/plan.ts';
import type { Guarantee } from '../../../src/domain/delivery/plan-types.ts';
import {
  type ExactlyOnceRequest,
  pipelineClients,
  type SinkKind,
  type SourceKind,
  sinkKinds,
  sourceKinds,
} from '../../../src/domain/delivery/request.ts';
import { KnownFailure } from '../../../src/failure.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const plan = (request: ExactlyOnceRequest) => planExactlyOnce(request, catalog, null);
const kafkaToKafka: ExactlyOnceRequest = { sources: ['kafka'], sinks: ['kafka'], client: 'java', kafka_version: '4.3' };

describe('the verdict', () => {
  type Case = readonly [
    client: ExactlyOnceRequest['client'],
    sources: readonly SourceKind[],
    sinks: readonly SinkKind[],
    more: Partial<ExactlyOnceRequest>,
    guarantee: Guarantee,
    weakest: string,
  ];
  const cases: readonly Case[] = [
    ['java', ['kafka'], ['kafka'], {}, 'exactly_once', 'source: kafka'],
    ['librdkafka', ['kafka'], ['kafka'], {}, 'exactly_once', 'source: kafka'],
    ['kafkajs', ['kafka'], ['kafka'], {}, 'exactly_once', 'source: kafka'],
    ['streams', ['kafka'], ['kafka'], {}, 'exactly_once', 'source: kafka'],
    ['flink', ['kafka'], ['kafka'], {}, 'exactly_once', 'source: kafka'],
    ['java', ['kafka'], ['database'], {}, 'effectively_once', 'source: kafka'],
    ['java', ['kafka'], ['kafka', 'database'], {}, 'effectively_once', 'sink: database'],
    ['streams', ['kafka'], ['database'], {}, 'effectively_once', 'sink: database'],
    ['java', ['kafka'], ['email_or_payment'], {}, 'at_least_once', 'sink: email_or_payment'],
    ['java', ['kafka'], ['email_or_payment'], { idempotency_keys: true }, 'effectively_once', 'source: kafka'],
    ['java', ['kafka'], ['kafka', 'http_api'], {}, 'at_least_once', 'sink: http_api'],
    ['java', ['kafka'], ['kafka', 'http_api'], { idempotency_keys: true }, 'effectively_once', 'sink: http_api'],
    ['java', ['kafka'], ['other_kafka_cluster'], {}, 'at_least_once', 'sink: other_kafka_cluster'],
    ['java', ['kafka'], ['kafka', 'other_kafka_cluster'], {}, 'at_least_once', 'sink: other_kafka_cluster'],
    ['java', ['kafka'], ['object_store'], {}, 'effectively_once', 'source: kafka'],
    ['java', ['kafka'], ['search_or_cache'], {}, 'effectively_once', 'source: kafka'],
    ['java', ['database'], ['kafka'], {}, 'at_least_once', 'source: database'],
    ['java', ['outbox'], ['kafka'], {}, 'effectively_once', 'source: outbox'],
    ['connect_source', ['database'], ['kafka'], {}, 'exactly_once', 'source: database'],
    ['connect_source', ['outbox'], ['kafka'], {}, 'exactly_once', 'source: outbox'],
    ['connect_source', ['database'], ['kafka'], { kafka_version: '3.0' }, 'effectively_once', 'source: database'],
    ['connect_source', ['outbox'], ['kafka'], { kafka_version: '3.0' }, 'effectively_once', 'source: outbox'],
    ['connect_source', ['queue'], ['kafka'], {}, 'unknown', 'source: queue'],
    ['connect_source', ['file'], ['kafka'], {}, 'unknown', 'source: file'],
    ['connect_source', ['kafka'], ['kafka'], {}, 'exactly_once', 'source: kafka'],
    ['connect_source', ['kafka'], ['kafka'], { kafka_version: '3.4' }, 'at_least_once', 'source: kafka'],
    ['connect_source', ['kafka'], ['other_kafka_cluster'], {}, 'exactly_once', 'source: kafka'],
    ['connect_source', ['kafka'], ['other_kafka_cluster'], { kafka_version: '3.4' }, 'at_least_once', 'source: kafka'],
    ['connect_source', ['kafka'], ['kafka', 'other_kafka_cluster'], {}, 'at_least_once', 'sink: other_kafka_cluster'],
    ['flink', ['database'], ['kafka'], {}, 'exactly_once', 'source: database'],
    ['flink', ['file'], ['kafka'], {}, 'exactly_once', 'source: file'],
    ['flink', ['kafka'], ['object_store'], {}, 'effectively_once', 'source: kafka'],
    ['connect_sink', ['kafka'], ['database'], {}, 'effectively_once', 'source: kafka'],
    ['connect_sink', ['kafka'], ['http_api'], {}, 'at_least_once', 'sink: http_api'],
    ['connect_sink', ['kafka'], ['search_or_cache'], {}, 'effectively_once', 'source: kafka'],
    ['java', ['http_request'], ['kafka'], {}, 'at_least_once', 'source: http_request'],
    ['java', ['http_request'], ['kafka'], { idempotency_keys: true }, 'effectively_once', 'source: http_request'],
    ['java', ['http_request'], ['kafka', 'database'], { idempotency_keys: true }, 'at_least_once', 'sink: kafka'],
    ['java', ['file'], ['kafka'], {}, 'effectively_once', 'source: file'],
    ['java', ['queue'], ['kafka'], {}, 'effectively_once', 'source: queue'],
    ['java', ['kafka', 'database'], ['kafka'], {}, 'at_least_once', 'source: database'],
    [undefined, [], [], {}, 'exactly_once', 'source: kafka'],
  ];
  it.each(cases)('%s from %j to %j %j: %s, by %s', (client, sources, sinks, more, guarantee, weakest) => {
    const answer = plan({ client, sources, sinks, ...more });
    expect(answer.guarantee).toBe(guarantee);
    expect(answer.parts.find((part) => part.guarantee === guarantee)?.part).toBe(weakest);
    expect(answer.summary).toContain(
      guarantee === 'exactly_once' ? 'exactly once' : `the ${weakest.replace(': ', ' ')}`,
    );
    expect(answer.parts.map(({ why, way }) => [why.length > 10, way.length > 5])).toEqual(
      answer.parts.map(() => [true, true]),
    );
  });

  it('is never better than its weakest part, and one more sink never makes it better', () => {
    const order: readonly Guarantee[] = ['at_least_once', 'unknown', 'effectively_once', 'exactly_once'];
    const rank = (request: ExactlyOnceRequest) => order.indexOf(plan(request).guarantee);
    for (const client of ['java', 'streams', 'flink'] as const) {
      for (const sink of sinkKinds) {
        const request = { ...kafkaToKafka, client, sinks: ['kafka', sink] as const };
        expect([client, sink, rank(request) <= rank({ ...kafkaToKafka, client })]).toEqual([client, sink, true]);
      }
    }
  });

  it('does not depend on the order of the input', () => {
    const [a, b] = [
      { config: { acks: '1', 'linger.ms': '5' }, sources: ['kafka', 'database'], sinks: ['kafka', 'http_api'] },
      { config: { 'linger.ms': '5', acks: '1' }, sources: ['database', 'kafka'], sinks: ['http_api', 'kafka'] },
    ] as const;
    expect(plan(a)).toEqual(plan(b));
  });
});

describe('settings', () => {
  it('none is refused, for every client, release, source and sink', () => {
    const refused: string[] = [];
    let settings = 0;
    for (const release of catalog.releases) {
      for (const client of pipelineClients) {
        for (const source of sourceKinds) {
          for (const sink of sinkKinds) {
            if (client === 'connect_source' && sink !== 'kafka' && sink !== 'other_kafka_cluster') continue;
            if (client === 'connect_sink' && (source !== 'kafka' || sink === 'kafka')) continue;
            if (client === 'streams' && source !== 'kafka') continue;
            if (source !== 'kafka' && sink !== 'kafka' && sink !== 'other_kafka_cluster') continue;
            for (const commit_interval_ms of [undefined, 50, 45_000, 1_200_000]) {
              const request = { client, sources: [source], sinks: [sink], kafka_version: release, commit_interval_ms };
              const { findings, needs } = plan({ ...request, pipeline: 'p' });
              settings += needs.flatMap((group) => group.settings).length;
              const finding = findings.find(({ rule }) => rule === 'EOS-SETTING-REFUSED');
              if (finding !== undefined)
                refused.push(`${release} ${client} ${source} ${sink}: ${finding.evidence.join()}`);
            }
          }
        }
      }
    }
    expect([...new Set(refused)]).toEqual([]);
    expect(settings).toBeGreaterThan(5_000);
  });

  const settingOf = (request: ExactlyOnceRequest, family: string, name: string) =>
    plan(request)
      .needs.filter((group) => group.family === family)
      .flatMap(({ settings }) => settings)
      .find((setting) => setting.name === name)?.value;

  it.each([
    ['java: id by ordinal', {}, 'producer', 'transactional.id', '<application>-<ordinal>'],
    ['java: read committed', {}, 'consumer', 'isolation.level', 'read_committed'],
    ['java: no auto-commit', {}, 'consumer', 'enable.auto.commit', 'false'],
    ['named pipeline', { pipeline: 'billing' }, 'producer', 'transactional.id', 'billing-<ordinal>'],
    ['librdkafka', { client: 'librdkafka' }, 'librdkafka', 'enable.idempotence', 'true'],
    ['kafkajs: one in flight', { client: 'kafkajs' }, 'kafkajs-producer', 'maxInFlightRequests', '1'],
    [
      'kafkajs: id by partition',
      { client: 'kafkajs' },
      'kafkajs-producer',
      'transactionalId',
      '<application>-<topic>-<partition>',
    ],
    [
      'streams on 3.0 too',
      { client: 'streams', kafka_version: '3.0' },
      'streams',
      'processing.guarantee',
      'exactly_once_v2',
    ],
    ['streams: interval', { client: 'streams' }, 'streams', 'commit.interval.ms', '100'],
    [
      'streams: a long interval needs a longer timeout',
      { client: 'streams', commit_interval_ms: 30_000 },
      'streams',
      'producer.transaction.timeout.ms',
      '60000',
    ],
    [
      'no verification before 3.6',
      { kafka_version: '3.3' },
      'broker',
      'transaction.partition.verification.enable',
      undefined,
    ],
    ['verification since 3.6', { kafka_version: '3.6' }, 'broker', 'transaction.partition.verification.enable', 'true'],
    ['two brokers', { brokers: 2 }, 'broker', 'transaction.state.log.replication.factor', '2'],
    ['two brokers', { brokers: 2 }, 'broker', 'transaction.state.log.min.isr', '1'],
    ['one broker', { brokers: 1 }, 'topic', 'min.insync.replicas', '1'],
    ['Flink: all that brokers allow', { client: 'flink' }, 'producer', 'transaction.timeout.ms', '900000'],
    [
      'Flink: more than brokers allow',
      { client: 'flink', commit_interval_ms: 600_000 },
      'broker',
      'transaction.max.timeout.ms',
      '1200000',
    ],
    ['no transaction, no id', { sinks: ['database'] }, 'producer', 'transactional.id', undefined],
    ['an outbox needs none', { sources: ['outbox'] }, 'producer', 'transactional.id', undefined],
    ['an outbox is written idempotently', { sources: ['outbox'] }, 'producer', 'enable.idempotence', 'true'],
  ] as const)('%s', (_, more, family, name, value) => {
    expect(settingOf({ ...kafkaToKafka, ...more }, family, name)).toBe(value);
  });

  it('of Connect', () => {
    const request: ExactlyOnceRequest = { sources: ['database'], sinks: ['kafka'], client: 'connect_source' };
    expect(settingOf(request, 'connect-worker', 'exactly.once.source.support')).toBe('enabled');
    expect(settingOf(request, 'connect-source', 'exactly.once.support')).toBe('required');
    expect(settingOf(request, 'connect-source', 'transaction.boundary')).toBe('poll');
    const timed = { ...request, commit_interval_ms: 2_000 };
    expect(settingOf(timed, 'connect-source', 'transaction.boundary.interval.ms')).toBe('2000');
    const old = { ...request, kafka_version: '3.0' };
    expect(settingOf(old, 'connect-worker', 'exactly.once.source.support')).toBeUndefined();
    const sink: ExactlyOnceRequest = { sources: ['kafka'], sinks: ['database'], client: 'connect_sink' };
    expect(settingOf(sink, 'connect-sink', 'consumer.override.isolation.level')).toBe('read_committed');
  });
});

describe('transactional ids', () => {
  it.each([
    ['java', 4],
    ['librdkafka', 4],
    ['kafkajs', 24],
    ['streams', 4],
    ['flink', 4],
  ] as const)('%s: %d', (client, count) => {
    const ids = plan({ ...kafkaToKafka, client, instances: 4, input_partitions: 24 }).transactional_ids;
    expect(ids?.count).toBe(count);
    expect(ids?.fencing).toMatch(client === 'java' || client === 'librdkafka' ? /KIP-447/ : /./);
  });

  it('of Connect: a task each, and the leader', () => {
    const request: ExactlyOnceRequest = {
      sources: ['database'],
      sinks: ['kafka'],
      client: 'connect_source',
      instances: 2,
    };
    expect(plan(request).transactional_ids).toMatchObject({
      count: 3,
      scheme: expect.stringContaining('<group.id>-<connector>-<task>'),
    });
  });

  it('Debezium reads the log and marks no rows', () => {
    const [outbox] = plan({
      ...{ sources: ['outbox'], sinks: ['kafka'], client: 'connect_source', kafka_version: '3.2' },
    }).parts;
    expect(outbox?.way).toContain('no row has to be marked');
  });

  it('none where transactions give nothing', () => {
    expect(plan({ ...kafkaToKafka, sinks: ['http_api'] }).transactional_ids).toBeNull();
    expect(plan({ sources: ['kafka'], sinks: ['database'], client: 'connect_sink' }).transactional_ids).toBeNull();
  });
});

describe('costs', () => {
  const figures = (more: Partial<ExactlyOnceRequest>) =>
    Object.fromEntries(plan({ ...kafkaToKafka, ...more }).figures.map(({ name, value }) => [name, value]));

  it('in numbers', () => {
    expect(
      figures({ instances: 4, output_partitions: 12, messages_per_s: 2_000, commit_interval_ms: 200 }),
    ).toMatchObject({
      commits_per_s: 20,
      markers_per_commit: 13,
      control_records_per_s: 260,
      control_record_share: 0.115,
      transaction_state_records_per_s: 60,
      added_latency_ms: 200,
      transaction_timeout_ms: 10_000,
      readers_blocked_after_crash_ms: 20_000,
      records_held_back_by_one_open_transaction: 40_000,
      records_done_again_after_an_abort: 100,
      producer_state_entries: 48,
    });
  });

  it('counts a producer for each input partition with KafkaJS', () => {
    const more = { client: 'kafkajs', instances: 2, input_partitions: 20, commit_interval_ms: 1_000 } as const;
    expect(figures(more).commits_per_s).toBe(20);
  });

  it('counts only producers that own input', () => {
    const few = { instances: 30, input_partitions: 3, messages_per_s: 3_000, commit_interval_ms: 200 };
    const working = { commits_per_s: 15, control_record_share: 0.01961, records_done_again_after_an_abort: 200 };
    expect(figures(few)).toMatchObject({ ...working, producer_state_entries: 9 });
    expect(figures({ ...few, client: 'librdkafka' })).toMatchObject(working);
    expect(figures({ ...few, client: 'flink' }).commits_per_s).toBe(150);
    const { assumptions, transactional_ids } = plan({ ...kafkaToKafka, ...few });
    expect(assumptions).toContain(
      'committing_instances = 3: 3 of 30 instances own one of the 3 input partitions each, the other 27 own none and commit nothing',
    );
    expect(transactional_ids?.count).toBe(30);
    expect(plan({ ...kafkaToKafka, instances: 2, input_partitions: 1 }).assumptions).toContain(
      'committing_instances = 1: 1 of 2 instances owns the one input partition, the other one owns none and commits nothing',
    );
  });

  it('no interval is shorter than a commit takes', () => {
    const request = { ...kafkaToKafka, instances: 3, messages_per_s: 4_000, commit_interval_ms: 1 };
    expect(figures(request)).toMatchObject({ commits_per_s: 300, added_latency_ms: 10 });
    const { costs, alerts } = plan(request);
    expect(costs).toContain(
      'A commit every 1 ms is not to be had: one is several replicated round trips and takes 10 ms or more, so these numbers go by 10 ms.',
    );
    expect(alerts.find(({ name }) => name === 'commit time')?.condition).toContain('more than 100 ms');
  });

  it('counts no more markers than a transaction has records', () => {
    expect(
      figures({ instances: 1, output_partitions: 30, messages_per_s: 20, commit_interval_ms: 100 }).markers_per_commit,
    ).toBe(3);
  });

  it('leaves out what needs a rate that was not given', () => {
    const names = Object.keys(figures({}));
    expect(names).toContain('commits_per_s');
    expect(names).not.toContain('control_record_share');
    expect(names).not.toContain('records_held_back_by_one_open_transaction');
  });

  it.each([
    ['Streams', { client: 'streams' }, 100],
    ['Flink', { client: 'flink' }, 60_000],
    ['no rate', {}, 1_000],
    ['3 × 13 markers at 1 % of 2,000/s', { instances: 3, output_partitions: 12, messages_per_s: 2_000 }, 2_000],
    ['much traffic', { instances: 3, output_partitions: 12, messages_per_s: 1_000_000 }, 100],
    ['little traffic', { instances: 3, output_partitions: 12, messages_per_s: 10 }, 5_000],
  ] as const)('chooses a commit interval: %s', (_, more, ms) => {
    const answer = plan({ ...kafkaToKafka, ...more });
    expect(answer.figures.find(({ name }) => name === 'added_latency_ms')?.value).toBe(ms);
    expect(answer.assumptions.join('\n')).toContain(`commit_interval_ms = ${ms}: `);
  });

  it('the timeout is always longer than the interval, and no lower than ten seconds', () => {
    for (const client of ['java', 'streams', 'flink', 'kafkajs'] as const) {
      for (const interval of [1, 100, 999, 5_000, 9_999, 10_000, 59_999, 60_000, 600_000]) {
        const { transaction_timeout_ms = 0 } = figures({ client, commit_interval_ms: interval });
        expect(transaction_timeout_ms).toBeGreaterThan(interval);
        expect(transaction_timeout_ms).toBeGreaterThanOrEqual(10_000);
      }
    }
  });

  it('says where every number comes from', () => {
    for (const figure of plan({ ...kafkaToKafka, messages_per_s: 500 }).figures) {
      expect([figure.name, figure.inputs.length > 0, figure.source.length > 3]).toEqual([figure.name, true, true]);
      for (const input of figure.inputs) expect(input).toMatch(/^\w+ = .+ \((given|assumed|computed)\)$/);
    }
  });
});

describe('findings about the pipeline', () => {
  it.each([
    ['EOS-DUAL-WRITE', 'high', { sources: ['database'] }],
    ['EOS-DUAL-WRITE', 'high', { sources: ['http_request'], sinks: ['database', 'kafka'] }],
    ['EOS-SIDE-EFFECT', 'high', { sinks: ['kafka', 'email_or_payment'] }],
    ['EOS-SIDE-EFFECT', 'medium', { sinks: ['http_api'] }],
    ['EOS-TWO-CLUSTERS', 'high', { sinks: ['kafka', 'other_kafka_cluster'] }],
    ['EOS-KAFKAJS-FENCING', 'medium', { client: 'kafkajs' }],
    ['EOS-FEW-BROKERS', 'high', { brokers: 1 }],
    ['EOS-KNOWN-DEFECT', 'high', { kafka_version: '3.6.0' }],
    ['EOS-KNOWN-DEFECT', 'high', { kafka_version: '4.2.0' }],
    ['EOS-KNOWN-DEFECT', 'high', { kafka_version: '3.0.0' }],
    ['EOS-LATE-WRITES', 'medium', { kafka_version: '3.3' }],
    ['EOS-CONNECT-TOO-OLD', 'medium', { kafka_version: '3.0', client: 'connect_source', sources: ['outbox'] }],
    [
      'EOS-CONNECT-TOO-OLD',
      'medium',
      { kafka_version: '3.4', client: 'connect_source', sinks: ['other_kafka_cluster'] },
    ],
    ['EOS-CLIENT-RELEASE', 'medium', { kafka_version: '4.3', client_version: '3.9' }],
    ['EOS-TIMEOUT-ABOVE-BROKER', 'high', { commit_interval_ms: 600_000 }],
    ['EOS-LONG-INTERVAL', 'low', { commit_interval_ms: 30_000 }],
    [
      'EOS-SMALL-TRANSACTIONS',
      'low',
      { instances: 3, commit_interval_ms: 100, messages_per_s: 100, output_partitions: 30 },
    ],
    ['EOS-MARKER-FLOOD', 'high', { instances: 500, output_partitions: 5_000, commit_interval_ms: 100 }],
    ['EOS-TRANSACTIONS-NOT-NEEDED', 'info', { sinks: ['database'] }],
  ] as const)('%s (%s)', (rule, severity, more) => {
    const finding = plan({ ...kafkaToKafka, ...more }).findings.find((one) => one.rule === rule);
    expect(finding?.severity).toBe(severity);
    expect(finding?.evidence.length).toBeGreaterThan(0);
  });

  it('a sound pipeline has none', () => {
    const sound = { ...kafkaToKafka, messages_per_s: 5_000, brokers: 3, instances: 3, output_partitions: 12 };
    expect(plan({ ...sound, lag_alerts: true }).findings).toEqual([]);
    expect(plan({ ...sound, kafka_version: '4.2.1', lag_alerts: true }).findings).toEqual([]);
  });

  it('shows the anti-patterns that the input shows', () => {
    const { findings } = plan({
      ...kafkaToKafka,
      request_reply: true,
      average_message_bytes: 5_000_000,
      input_partitions: 200,
      keyed: false,
      order_matters: true,
      commits: false,
      lag_alerts: false,
    });
    // The partitions of all inputs together are not those of a topic.
    expect(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('ANTI-'))).toEqual([
      'ANTI-LARGE-PAYLOAD',
      'ANTI-NO-COMMIT',
      'ANTI-NO-KEY',
      'ANTI-REQUEST-REPLY',
      'ANTI-LAG-UNWATCHED',
    ]);
  });

  it.each<readonly [string, Partial<ExactlyOnceRequest>, boolean]>([
    ['nothing is known', {}, true],
    ['auto-commit is off', { config: { 'enable.auto.commit': 'false' } }, true],
    ['auto-commit is on', { config: { 'enable.auto.commit': 'true' } }, false],
    ['auto-commit is the default', { config: { 'max.poll.records': '100' } }, false],
    ['no consumer is shown', { config: { 'transactional.id': 'a-0', acks: 'all' } }, true],
    ['offsets are stored by hand', { client: 'librdkafka', config: { 'enable.auto.offset.store': 'false' } }, true],
    ['Spring commits', { config: { 'spring.kafka.consumer.max-poll-records': '50' } }, false],
    ['Spring leaves it', { config: { 'spring.kafka.listener.ack-mode': 'MANUAL_IMMEDIATE' } }, true],
    [
      'Spring Cloud Stream leaves it',
      { config: { 'spring.cloud.stream.kafka.bindings.in-0.consumer.autoCommitOffset': 'false' } },
      true,
    ],
    ['Streams commits', { client: 'streams' }, false],
  ])('an application that never commits, and %s', (_, more, blamed) => {
    const { findings } = plan({ ...kafkaToKafka, sinks: ['database'], commits: false, ...more });
    expect(findings.some(({ rule }) => rule === 'ANTI-NO-COMMIT')).toBe(blamed);
  });

  it.each([
    ['4.2.0', ['kafka'], true],
    ['4.2.0', ['outbox'], false],
    ['3.6.0', ['outbox'], false],
    ['3.0.0', ['outbox'], true],
  ] as const)('the defect of %s concerns a pipeline from %j: %s', (kafka_version, sources, concerns) => {
    const { findings, assumptions } = plan({ ...kafkaToKafka, sources, kafka_version });
    expect(findings.some(({ rule }) => rule === 'EOS-KNOWN-DEFECT')).toBe(concerns);
    const family = plan({ ...kafkaToKafka, sources, kafka_version: kafka_version.slice(0, 3) });
    expect(family.assumptions.some((said) => said.includes('taken for'))).toBe(concerns);
    expect(assumptions.some((said) => said.includes('taken for'))).toBe(false);
  });

  it('no more commits than records', () => {
    const { figures } = plan({ ...kafkaToKafka, client: 'streams', instances: 3, messages_per_s: 1 });
    expect(figures.find(({ name }) => name === 'commits_per_s')).toMatchObject({
      value: 1,
      formula: 'min(3 instances × 1,000 ÷ 100 ms = 30, 1 message/s): a transaction needs a record',
    });
  });

  it('instances of one group are not groups', () => {
    const of = (instances: number) =>
      plan({ ...kafkaToKafka, instances, average_message_bytes: 5_000_000 }).findings.find(
        ({ rule }) => rule === 'ANTI-LARGE-PAYLOAD',
      )?.evidence;
    expect(of(12)).toEqual(of(1));
  });

  it('an interval of the plan is not blamed, and says where it was capped', () => {
    const few: ExactlyOnceRequest = {
      ...{ ...kafkaToKafka, client: 'kafkajs', messages_per_s: 100, lag_alerts: true },
      ...{ instances: 4, input_partitions: 12, output_partitions: 12 },
    };
    const { findings, assumptions } = plan(few);
    expect(findings.map(({ rule }) => rule)).toEqual(['EOS-KAFKAJS-FENCING']);
    expect(assumptions).toContain(
      'commit_interval_ms = 5000: the longest that readers should wait; to keep control records near 1 % of 100 messages/s would take 156,000 ms',
    );
    expect(plan({ ...few, commit_interval_ms: 5_000 }).findings.map(({ rule }) => rule)).toContain(
      'EOS-SMALL-TRANSACTIONS',
    );
    expect(
      plan({ ...few, output_partitions: undefined, commit_interval_ms: 5_000 }).findings.map(({ rule }) => rule),
    ).not.toContain('EOS-SMALL-TRANSACTIONS');
  });

  it('one instance aborts alone', () => {
    const { findings, figures } = plan({
      ...{ ...kafkaToKafka, sinks: ['kafka', 'http_api'] },
      ...{ messages_per_s: 3_000, instances: 6, commit_interval_ms: 200 },
    });
    expect(findings.find(({ rule }) => rule === 'EOS-SIDE-EFFECT')?.evidence[1]).toBe(
      'an abort makes up to 100 calls again (3,000 messages/s × 200 ms ÷ 1,000 ÷ 6 instances)',
    );
    expect(figures.find(({ name }) => name === 'records_done_again_after_an_abort')?.value).toBe(100);
  });

  it('a failure of Flink restarts what a shuffle connects, not one subtask', () => {
    const { figures } = plan({
      ...{ ...kafkaToKafka, client: 'flink', messages_per_s: 80_000, instances: 10, commit_interval_ms: 600_000 },
    });
    expect(figures.find(({ name }) => name === 'records_done_again_after_an_abort')?.value).toBe(48_000_000);
  });

  it('small numbers are said as numbers', () => {
    const { needs, costs } = plan({ ...kafkaToKafka, sinks: ['kafka', 'database'], brokers: 1, messages_per_s: 1 });
    const whys = needs.flatMap(({ settings }) => settings.map(({ why }) => why)).join('\n');
    expect(whys).toContain('RF 1: one copy only, for development');
    expect(whys).not.toMatch(/RF 1 −|1 brokers/);
    expect(costs.join('\n')).toContain('60.5 MB at 100 bytes');
    expect(costs.join('\n')).not.toMatch(/\b1 messages/);
  });
});

describe('errors, pitfalls and alerts', () => {
  it.each([
    ['3.6', /^A TimeoutException/, /ProducerFencedException, InvalidProducerEpochException/],
    ['3.9', /TransactionAbortableException/, /ProducerFencedException, InvalidProducerEpochException/],
    ['4.3', /TransactionAbortableException/, /ApplicationRecoverableException/],
  ])('Java %s', (kafka_version, first, fatal) => {
    const handling = plan({ ...kafkaToKafka, kafka_version }).error_handling;
    expect(handling[0]).toMatch(first);
    expect(handling.join('\n')).toMatch(fatal);
  });

  it('every client has some, and only what matters', () => {
    for (const client of pipelineClients) {
      const sinks = [client === 'connect_sink' ? ('database' as const) : ('kafka' as const)];
      const answer = plan({ sources: [client === 'connect_source' ? 'database' : 'kafka'], sinks, client });
      expect([client, answer.error_handling.length > 1]).toEqual([client, true]);
      expect([client, answer.pitfalls.length > 0]).toEqual([client, true]);
      expect([client, answer.alerts.length > 0]).toEqual([client, true]);
      expect(answer.pitfalls.some((pitfall) => pitfall.includes('Flink'))).toBe(client === 'flink');
    }
    for (const client of ['librdkafka', 'kafkajs'] as const) {
      const conditions = plan({ ...kafkaToKafka, client }).alerts.map(({ condition }) => condition);
      expect(conditions.join('\n')).not.toContain('txn-commit-time-ns-total');
    }
    const plain = plan({ ...kafkaToKafka, sinks: ['database'] });
    expect(plain.pitfalls.join()).not.toContain('abort');
    expect(plain.alerts.map(({ name }) => name)).not.toContain('late transactions');
  });
});

describe('what is refused', () => {
  it.each([
    ['instances', { instances: 0 }],
    ['messages_per_s', { messages_per_s: -5 }],
    ['messages_per_s', { messages_per_s: Number.NaN }],
    ['brokers', { brokers: 2.5 }],
    ['commit_interval_ms', { commit_interval_ms: 5_000_000_000 }],
    ['kafka_version', { kafka_version: 'latest' }],
    ['client_version', { client_version: '1' }],
    ['sinks', { client: 'connect_source', sinks: ['database'] }],
    ['sources', { client: 'connect_sink', sources: ['http_request'], sinks: ['database'] }],
    ['sinks', { client: 'connect_sink' }],
    ['sources', { sources: ['http_request'], sinks: ['database'] }],
    ['sources', { client: 'streams', sources: ['http_request'], sinks: ['email_or_payment'] }],
    ['sources', { client: 'streams', sources: ['kafka', 'database'] }],
  ] as const)('names %s', (field, more) => {
    const attempt = () => plan({ ...kafkaToKafka, ...more });
    expect(attempt).toThrow(KnownFailure);
    expect(attempt).toThrow(`\`${field}\``);
  });

  it('little input is answered, with its assumptions said', () => {
    const { assumptions, open_questions, parts } = plan({ sources: [], sinks: [] });
    expect(parts.length).toBe(3);
    expect(assumptions.map((one) => one.split(':')[0])).toEqual([
      'client = java',
      'sources = kafka',
      'sinks = kafka',
      'kafka_version = 4.3',
      'instances = 3',
      'input_partitions = 9',
      'output_partitions = 9',
      'commit_interval_ms = 1000',
    ]);
    expect(open_questions.length).toBeGreaterThan(0);
  });
});

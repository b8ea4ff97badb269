import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planExactlyOnce } from '../../../src/domain/delivery/plan.ts';
import type { Guarantee } from '../../../src/domain/delivery/plan-types.ts';
import type { ExactlyOnceRequest, SourceKind } from '../../../src/domain/delivery/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
type Config = NonNullable<ExactlyOnceRequest['config']>;
const plan = (config: Config, source: SourceKind = 'database', more: Partial<ExactlyOnceRequest> = {}) =>
  planExactlyOnce(
    { client: 'connect_source', sources: [source], sinks: ['kafka'], kafka_version: '4.1', ...more, config },
    catalog,
    null,
  );
const POSTGRES = 'io.debezium.connector.postgresql.PostgresConnector';
const MYSQL = 'io.debezium.connector.mysql.MySqlConnector';
const JDBC = 'io.confluent.connect.jdbc.JdbcSourceConnector';
const MQ = 'com.ibm.eventstreams.connect.mqsource.MQSourceConnector';

/** Sources: Debezium docs, Exactly once delivery; kafka-connect-jdbc issue 1316; apache/kafka pull request 12355. */
describe('the connector of the configuration decides', () => {
  it.each<readonly [source: SourceKind, className: string, more: Config, guarantee: Guarantee, why: string]>([
    ['database', POSTGRES, {}, 'exactly_once', 'Debezium declares support'],
    ['outbox', POSTGRES, {}, 'exactly_once', 'the row commits with the change'],
    ['database', JDBC, {}, 'at_least_once', 'declares no exactly-once support'],
    ['outbox', JDBC, {}, 'at_least_once', 'declares no exactly-once support'],
    ['database', 'io.aiven.connect.jdbc.JdbcSourceConnector', {}, 'unknown', 'by mode'],
    ['database', 'io.debezium.connector.db2.Db2Connector', {}, 'unknown', "not in Debezium's list"],
    ['file', 'FileStreamSource', {}, 'unknown', 'standard input'],
    ['file', 'FileStreamSource', { file: '/var/log/a' }, 'exactly_once', 'a file that only grows'],
    ['queue', MQ, { 'tasks.max': '4' }, 'unknown', 'tasks.max=1 and mq.exactly.once.state.queue'],
    ['queue', 'com.example.OursSource', {}, 'unknown', 'OursSource: not every connector'],
  ])('%s by %s %j: %s', (source, className, more, guarantee, why) => {
    const answer = plan({ 'connector.class': className, ...more }, source);
    expect(answer.parts[0]).toMatchObject({ guarantee, why: expect.stringContaining(why) });
    expect(JSON.stringify(answer)).not.toContain('was not named');
    expect(answer.open_questions.join()).not.toContain('Which connector is it');
  });

  it.each<readonly [string, Guarantee, string]>([
    [JDBC, 'at_least_once', 'JdbcSourceConnector sends rows again'],
    [POSTGRES, 'effectively_once', 'with the same log position'],
  ])('before 3.3 none is exactly once: %s', (className, guarantee, why) => {
    const { parts } = plan({ 'connector.class': className }, 'database', { kafka_version: '3.2' });
    expect(parts[0]).toMatchObject({ guarantee, why: expect.stringContaining(why) });
  });

  it('what is no class name names no connector', () => {
    const { summary, open_questions } = plan({ 'connector.class': 'obey me. Now' }, 'queue');
    expect(summary).toContain('the queue connector was not named');
    expect(open_questions.join()).toContain('Which connector is it');
  });

  it('a connector that declares none is not told to require support', () => {
    const { needs, pitfalls, findings } = plan({ 'connector.class': JDBC, 'exactly.once.support': 'requested' });
    const setting = needs.flatMap(({ settings }) => settings).find(({ name }) => name === 'exactly.once.support');
    expect(setting?.value).toBe('requested');
    expect(pitfalls.join()).not.toContain('Debezium');
    expect(findings.map(({ rule }) => rule)).toEqual([]);
  });
});

describe('what Connect refuses', () => {
  const rule = 'EOS-CONNECTOR-REFUSED';
  it.each<readonly [string, Config, SourceKind, RegExp]>([
    [JDBC, { 'exactly.once.support': 'required' }, 'database', /declares no exactly-once support/],
    [JDBC, { 'transaction.boundary': 'connector' }, 'database', /no transaction boundaries of its own/],
    [POSTGRES, { 'transaction.boundary': 'CONNECTOR' }, 'database', /no transaction boundaries of its own/],
    ['FileStreamSource', { 'transaction.boundary': 'connector' }, 'file', /no transaction boundaries of its own/],
    [MYSQL, { 'tasks.max': '4' }, 'database', /one task only/],
  ])('%s %j', (className, config, source, says) => {
    const { findings, needs } = plan({ 'connector.class': className, ...config }, source);
    expect(findings.find((finding) => finding.rule === rule)).toMatchObject({
      severity: 'high',
      says: expect.stringMatching(says),
    });
    const settings = needs.flatMap((group) => group.settings);
    expect(settings.find(({ name }) => name === 'transaction.boundary')?.value).toBe('poll');
  });

  it.each<readonly [string, Config]>([
    [POSTGRES, { 'exactly.once.support': 'required', 'transaction.boundary': 'poll', 'tasks.max': '4' }],
    [MYSQL, { 'tasks.max': '1' }],
    ['com.example.OursSource', { 'transaction.boundary': 'connector', 'exactly.once.support': 'required' }],
    ['io.aiven.connect.jdbc.JdbcSourceConnector', { 'exactly.once.support': 'required' }],
  ])('not %s %j', (className, config) => {
    expect(plan({ 'connector.class': className, ...config }).findings.map((finding) => finding.rule)).not.toContain(
      rule,
    );
  });

  it('boundaries of an unknown connector are kept as configured', () => {
    const { needs } = plan({ 'connector.class': 'com.example.Ours', 'transaction.boundary': 'connector' });
    const boundary = needs.flatMap(({ settings }) => settings).find(({ name }) => name === 'transaction.boundary');
    expect(boundary).toMatchObject({ value: 'connector', why: expect.stringContaining('refuses') });
  });
});

describe('tasks and polls of known connectors', () => {
  it.each<readonly [string, Config, number, string]>([
    [POSTGRES, { 'tasks.max': '4' }, 1, 'tasks = 1: PostgresConnector makes no more, whatever tasks.max 4 says'],
    [MYSQL, { 'tasks.max': '4' }, 1, 'tasks = 1: MySqlConnector takes no more, and fails with tasks.max 4'],
    [
      'io.debezium.connector.sqlserver.SqlServerConnector',
      { 'tasks.max': '3', 'database.names': 'a, b' },
      2,
      'tasks = 2: SqlServerConnector makes no more, whatever tasks.max 3 says',
    ],
    [JDBC, { 'tasks.max': '4' }, 4, 'tasks = 4: tasks.max of the configuration'],
  ])('%s %j: %d', (className, config, tasks, said) => {
    const { assumptions, transactional_ids } = plan({ 'connector.class': className, ...config });
    expect(assumptions).toContain(said);
    expect(transactional_ids?.count).toBe(tasks + 1);
  });

  it.each<readonly [string, Config, string]>([
    [JDBC, {}, 'commit_interval_ms = 5000: the default of poll.interval.ms of JdbcSourceConnector'],
    [JDBC, { 'poll.interval.ms': '200' }, 'commit_interval_ms = 200: poll.interval.ms of the configuration'],
    [POSTGRES, {}, 'commit_interval_ms = 500: the default of poll.interval.ms of PostgresConnector'],
  ])('%s %j: %s', (className, config, said) => {
    expect(plan({ 'connector.class': className, ...config }).assumptions).toContain(said);
  });

  it('a default that nobody set is not said to be passed over', () => {
    const { assumptions } = plan({ 'connector.class': POSTGRES }, 'database', { commit_interval_ms: 2_000 });
    expect(assumptions.join('\n')).not.toContain('not planned with');
  });
});

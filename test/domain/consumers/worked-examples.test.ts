import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfigCatalog } from '../../../src/domain/configs/catalog.ts';
import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

let catalog: ConfigCatalog;
beforeAll(async () => {
  catalog = await configs();
});
const plan = (request: ConsumersRequest) => planConsumers({ kafka_version: '4.3', ...request }, catalog);
const figure = (request: ConsumersRequest, name: string) =>
  plan(request).figures.find((one) => one.name === name)?.value;
const setting = (request: ConsumersRequest, name: string) =>
  plan(request)
    .settings.flatMap((group) => group.settings)
    .find((one) => one.name === name)?.value;
const rules = (request: ConsumersRequest) => plan(request).findings.map(({ rule }) => rule);

test('1.2 s a record in 300 s: 125 records a poll; the default of 500 needs 600 s and is thrown out', () => {
  const slow = { processing_ms_per_message: 1_000, processing_p99_ms: 1_200 };
  expect(figure(slow, 'max_poll_records')).toBe(125);
  expect(setting(slow, 'max.poll.records')).toBe('125');
  const found = plan({ ...slow, config: { 'max.poll.records': 500 } }).findings.find(
    ({ rule }) => rule === 'CONSUMERS-POLL-OVER-BUDGET',
  );
  expect(found?.severity).toBe('high');
  expect(found?.evidence).toEqual([
    '500 records × 1,200 ms = 600,000 ms against 300,000 ms',
    'fitting: ⌊300,000 ms × 0.5 ÷ 1,200 ms⌋ = 125',
  ]);
});

describe('120 ms × 500 messages = 60 s', () => {
  const numbers = { processing_ms_per_message: 120, processing_p99_ms: 120 };
  test('fits the poll interval of Java', () => {
    expect(figure(numbers, 'poll_budget_ms')).toBe(60_000);
    expect(rules({ ...numbers, config: { 'max.poll.records': 500 } })).not.toContain('CONSUMERS-POLL-OVER-BUDGET');
  });
  test('exceeds the session of kafkajs when eachBatch sends no heartbeat', () => {
    const found = plan({
      ...numbers,
      client: 'kafkajs',
      average_message_bytes: 1_024,
      config: { eachBatch: 'handle', sessionTimeout: 30_000, maxBytesPerPartition: 512_000 },
    }).findings;
    expect(found.find(({ rule }) => rule === 'CONSUMERS-KAFKAJS-BATCH-WITHOUT-HEARTBEAT')?.evidence).toEqual([
      '500 KiB maxBytesPerPartition ÷ 1,024 bytes = 500, × 120 ms = 60,000 ms against sessionTimeout 30,000 ms',
      'average_message_bytes = 1,024 (given)',
    ]);
  });
});

test('1,000/s of which 5 % fail: 50, 2.5 and 0.125 per second go on', () => {
  const failing = {
    client: 'librdkafka',
    ordering: 'none',
    messages_per_s: 1_000,
    failure_share: 0.05,
    processing_ms_per_message: 1,
    group: 'g',
    topic: 't',
  } as const;
  expect(figure(failing, 'retry_1_messages_per_s')).toBe(50);
  expect(figure(failing, 'retry_2_messages_per_s')).toBe(2.5);
  expect(figure(failing, 'dead_letters_per_s')).toBe(0.125);
  expect(plan(failing).failures.topics).toMatchObject([
    { name: 't.g.retry-1m', kind: 'retry', delay_ms: 60_000 },
    { name: 't.g.retry-10m', kind: 'retry', delay_ms: 600_000 },
    { name: 't.g.dlq', kind: 'dead_letter', delay_ms: null },
  ]);
});

test('20 consumers over 6 partitions: 6 work in a consumer group, 20 in a share group', () => {
  const group = { partitions: 6, instances: 20 };
  expect(figure(group, 'active_members')).toBe(6);
  expect(rules(group)).toContain('CONSUMERS-IDLE-MEMBERS');
  expect(figure({ ...group, ordering: 'none' }, 'active_members')).toBe(20);
  expect(rules({ ...group, ordering: 'none' })).not.toContain('CONSUMERS-IDLE-MEMBERS');
  expect(figure({ partitions: 6, instances: 250, ordering: 'none' }, 'active_members')).toBe(200);
  expect(rules({ partitions: 6, instances: 250, ordering: 'none' })).toContain('CONSUMERS-SHARE-GROUP-FULL');
});

test('2,000/s × 10 ms ÷ 0.7: 29 consumers, which 30 partitions carry one each', () => {
  const orders = { messages_per_s: 2_000, processing_ms_per_message: 10, partitions: 30 };
  expect(figure(orders, 'consumers_needed')).toBe(29);
  expect(plan(orders).group).toMatchObject({ instances: 5, threads_per_instance: 6, partitions: 30 });
});

test('a restart of 60 s with static members: 20,000 of 1,000/s wait in one of three instances', () => {
  const deploy = {
    kafka_version: '3.9',
    messages_per_s: 1_000,
    processing_ms_per_message: 1,
    instances: 3,
    partitions: 6,
    restart_seconds: 60,
  };
  expect(setting(deploy, 'session.timeout.ms')).toBe('90000');
  expect(figure(deploy, 'deploy_backlog_messages')).toBe(20_000);
  expect(figure(deploy, 'deploy_drain_s')).toBe(30);
  expect(figure(deploy, 'replayed_after_crash_messages')).toBe(1_667);
});

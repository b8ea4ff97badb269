import { describe, expect, test } from 'vitest';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { amountOf, plan, rulesOf } from './asked.ts';

test('instances that own nothing carry nothing', () => {
  const answer = plan({
    kafka_version: '3.6',
    messages_per_s: 3_000,
    processing_ms_per_message: 0.5,
    partitions: 3,
    instances: 10,
    restart_seconds: 60,
  });
  expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(5_000);
  expect(amountOf(answer, 'deploy_backlog_messages')).toBe(60_000);
  expect(amountOf(answer, 'deploy_drain_s')).toBe(60);
});

describe('what waits after a deploy', () => {
  test.each<[what: string, request: ConsumersRequest, backlog: number, drainS: number | undefined]>([
    [
      'three members with two partitions',
      { client: 'librdkafka', delivery: 'at_most_once', partitions: 30, instances: 10, threads_per_instance: 3 },
      6_600,
      82.5,
    ],
    [
      'the same with retries',
      { client: 'java', failure_share: 0.05, partitions: 30, instances: 10, threads_per_instance: 3 },
      7_050,
      141,
    ],
    ['an even split keeps up', { client: 'java', partitions: 120, instances: 60 }, 0, undefined],
  ])('%s', (_, request, backlog, drainS) => {
    const answer = plan({ messages_per_s: 2_600, processing_ms_per_message: 10, ...request });
    expect(amountOf(answer, 'deploy_backlog_messages')).toBe(backlog);
    expect(amountOf(answer, 'deploy_drain_s')).toBe(drainS);
  });
  test('tasks of Connect and of classic Streams stand still meanwhile', () => {
    for (const client of ['connect', 'streams'] as const) {
      const answer = plan({ client, messages_per_s: 100, processing_ms_per_message: 2, partitions: 6, instances: 2 });
      expect(amountOf(answer, 'deploy_backlog_messages')).toBe(1_500);
      expect(answer.deploy.join()).not.toContain('While one is away');
    }
  });
  test('the streams protocol leaves on close', () => {
    const request = {
      client: 'streams',
      messages_per_s: 100,
      processing_ms_per_message: 2,
      partitions: 6,
      instances: 2,
    } as const;
    const deploy = plan({ ...request, config: { 'application.id': 'a', 'group.protocol': 'streams' } }).deploy.join();
    expect(deploy).toContain('leaves at once');
    expect(deploy).not.toContain('does not leave');
    expect(plan(request).deploy.join()).toContain('does not leave its group on close()');
  });
  test('one instance moves nothing', () => {
    const answer = plan({ messages_per_s: 1, partitions: 1, instances: 1, restart_seconds: 600 });
    expect(rulesOf(answer)).not.toContain('CONSUMERS-RESTART-TOO-LONG');
    expect(answer.deploy.join()).not.toContain('its partitions move');
  });
  test.each<[client: 'streams' | 'connect', again: number]>([
    ['streams', 1_500],
    ['connect', 3_000],
  ])('%s cannot do at most once: it repeats', (client, again) => {
    const answer = plan({ client, delivery: 'at_most_once', messages_per_s: 100, partitions: 6, instances: 2 });
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(again);
  });
  test('a whole number stays one', () => {
    const answer = plan({ client: 'streams', messages_per_s: 100, processing_ms_per_message: 2, instances: 3 });
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(1_000);
  });
});

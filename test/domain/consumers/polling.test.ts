import { describe, expect, test } from 'vitest';
import type { ConsumersPlan } from '../../../src/domain/consumers/plan-types.ts';
import { amountOf, figureOf, findingOf, plan, settingOf } from './asked.ts';

describe('a transaction ends before its time-out', () => {
  const exactly = { client: 'java', delivery: 'exactly_once' } as const;
  test.each<[mean: number, p99: number, records: number, timeoutMs: number]>([
    [200, 280, 107, 60_000],
    [100, 290, 103, 60_000],
    [1, 5, 500, 60_000],
    [20_000, 29_000, 1, 60_000],
    [20_000, 31_000, 1, 120_000],
    [100_000, 500_000, 1, 900_000],
  ])('%i ms and %i ms p99: %i records', (processing_ms_per_message, processing_p99_ms, records, timeoutMs) => {
    const answer = plan({ ...exactly, processing_ms_per_message, processing_p99_ms });
    expect(settingOf(answer, 'max.poll.records')?.value).toBe(String(records));
    expect(amountOf(answer, 'transaction_timeout_ms')).toBe(timeoutMs);
    expect(answer.commits.steps.join()).toContain(`transaction.timeout.ms=${timeoutMs}`);
  });
  test('Streams commits by interval, and nothing else has one', () => {
    for (const request of [{ ...exactly, client: 'streams' }, { client: 'java' }] as const)
      expect(figureOf(plan(request), 'transaction_timeout_ms')).toBeUndefined();
  });
  test('a crash has the transaction in hand done again, not an interval', () => {
    const answer = plan({ ...exactly, messages_per_s: 5_000, processing_ms_per_message: 1, partitions: 12 });
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(1_000);
  });
  test.each<[config: Readonly<Record<string, string>>, mean: number, severity: string | undefined]>([
    [{ 'group.id': 'g' }, 200, 'high'],
    [{ 'max.poll.records': '500' }, 100, 'medium'],
    [{ 'max.poll.records': '107' }, 200, undefined],
    [{ 'max.poll.records': '500' }, 1, undefined],
  ])('%j at %i ms', (config, processing_ms_per_message, severity) => {
    const answer = plan({
      ...exactly,
      config,
      processing_ms_per_message,
      processing_p99_ms: 1.4 * processing_ms_per_message,
    });
    expect(findingOf(answer, 'CONSUMERS-POLL-OVER-TRANSACTION')?.severity).toBe(severity);
  });
  test('what failed goes on inside it', () => {
    for (const ordering of ['none', 'per_key'] as const) {
      const { failures } = plan({ ...exactly, ordering });
      expect(failures.says).toContain('in the transaction that holds its offset');
      expect(failures.says).not.toContain('then commit the original');
    }
    expect(plan({ ...exactly, client: 'librdkafka', ordering: 'none' }).client_notes.join()).not.toContain(
      'share group',
    );
  });
});

describe('a commit is not made for each message', () => {
  const mail = { messages_per_s: 5_000, processing_ms_per_message: 1, partitions: 24, instances: 12 } as const;
  const each = /consumer\.commit\(message|eachMessage/;
  const stepsOf = ({ commits }: ConsumersPlan) => commits.steps.join('\n');

  test.each<[client: 'librdkafka' | 'kafkajs', loop: RegExp]>([
    ['librdkafka', /for 1 s: message = consumer\.poll.*\n.*send_offsets.*\n.*commit_transaction\(\), once for all/],
    ['kafkajs', /eachBatch }\)[\s\S]*for 1 s, or to the end of the batch[\s\S]*transaction\.commit\(\), once for all/],
  ])('%s: one transaction for a second', (client, loop) => {
    const answer = plan({ ...mail, client, delivery: 'exactly_once' });
    expect(stepsOf(answer)).toMatch(loop);
    expect(stepsOf(answer)).toContain('one transaction takes up to 1.01 s');
    expect(stepsOf(answer)).not.toMatch(each);
    expect(answer.client_notes.join()).not.toMatch(each);
    expect(answer.failures.blocking_retry).not.toMatch(each);
    expect(amountOf(answer, 'replayed_after_crash_messages')).toBe(417);
    const slow = { ...mail, messages_per_s: 1, threads_per_instance: 2 };
    expect(amountOf(plan({ ...slow, client, delivery: 'exactly_once' }), 'replayed_after_crash_messages')).toBe(2);
  });

  test.each<[client: 'librdkafka' | 'kafkajs', mean: number, records: number, graceMs: number, loop: RegExp]>([
    ['librdkafka', 0.2, 1_000, 11_000, /consume\(1000, timeout=0\.2\)\n.*asynchronous=false\), once for all/],
    ['librdkafka', 500, 1, 12_500, /until there is 1 message or 200 ms/],
    ['kafkajs', 1, 200, 11_000, /up to 200 at a time; before each part await heartbeat\(\)[\s\S]*once for all/],
    ['kafkajs', 40, 5, 11_000, /up to 5 at a time/],
  ])('%s at most once, %d ms: one commit for %d', (client, mean, records, graceMs, loop) => {
    const answer = plan({ ...mail, client, processing_ms_per_message: mean, delivery: 'at_most_once' });
    expect(stepsOf(answer)).toMatch(loop);
    expect(stepsOf(answer)).not.toMatch(each);
    expect(amountOf(answer, 'records_of_one_commit')).toBe(records);
    expect(amountOf(answer, 'shutdown_grace_ms')).toBe(graceMs);
    expect(figureOf(answer, 'replayed_after_crash_messages')?.formula).toContain(
      `up to ${records === 1 ? '1 record in hand is' : `${records.toLocaleString('en')} records in hand are`} lost`,
    );
  });

  test('other threads at most once: the loop polls on', () => {
    const answer = plan({ ...mail, client: 'librdkafka', hands_off: true, delivery: 'at_most_once' });
    expect(amountOf(answer, 'records_of_one_commit')).toBe(200);
    expect(amountOf(answer, 'poll_budget_ms')).toBe(5);
  });

  test('the retries of kafkajs are its default, not what a configuration has', () => {
    expect(plan({ ...mail, client: 'kafkajs' }).client_notes.join()).toContain('(retry.retries, 5 by default)');
  });
});

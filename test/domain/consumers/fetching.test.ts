import { describe, expect, test } from 'vitest';
import { amountOf, figureOf, findingOf, plan, rulesOf, settingOf } from './asked.ts';

describe('fetching', () => {
  test('a consumer of 6 partitions reads from 6 brokers, not from 60', () => {
    const answer = plan({
      messages_per_s: 500_000,
      average_message_bytes: 300,
      partitions: 120,
      brokers: 60,
      instances: 20,
      processing_ms_per_message: 0.02,
    });
    expect(amountOf(answer, 'bytes_per_fetch')).toBe(625_000);
    expect(settingOf(answer, 'fetch.min.bytes')?.value).toBe('312320');
    expect(figureOf(answer, 'fetch_memory_bytes_per_instance')?.formula).toContain('50 MiB × 6 brokers');
  });

  const librdkafka = {
    client: 'librdkafka',
    messages_per_s: 200_000,
    average_message_bytes: 500,
    processing_ms_per_message: 0.1,
    partitions: 48,
    instances: 6,
    threads_per_instance: 8,
  } as const;
  test('librdkafka holds its queue', () => {
    const answer = plan(librdkafka);
    const queue = Number(settingOf(answer, 'queued.max.messages.kbytes')?.value) * 1_024;
    expect(amountOf(answer, 'fetch_memory_bytes_per_instance')).toBe(8 * (queue + 1_048_576));
  });
  test.each<[kbytes: number, found: boolean]>([
    [2_000_000, true],
    [131_072, true],
    [65_536, false],
    [80_000, false],
  ])('queued.max.messages.kbytes=%i', (kbytes, found) => {
    const answer = plan({ ...librdkafka, config: { 'queued.max.messages.kbytes': kbytes } });
    expect(rulesOf(answer).includes('CONSUMERS-QUEUE-MEMORY')).toBe(found);
    if (kbytes === 2_000_000) expect(findingOf(answer, 'CONSUMERS-QUEUE-MEMORY')?.says).toContain('15.26 GiB');
  });

  test('kafkajs holds one answer of each broker, in batches as large as it says', () => {
    const answer = plan({
      client: 'kafkajs',
      messages_per_s: 1_000,
      average_message_bytes: 30_000,
      largest_message_bytes: 20_000_000,
      processing_ms_per_message: 1,
      partitions: 100,
      instances: 2,
    });
    expect(amountOf(answer, 'batch_bytes_per_partition')).toBe(20_971_520);
    expect(settingOf(answer, 'maxBytesPerPartition')).toMatchObject({
      value: '20971520',
      why: expect.stringContaining('699 messages takes 699 ms'),
    });
    expect(settingOf(answer, 'maxBytes')?.value).toBe('20971520');
    expect(figureOf(answer, 'fetch_memory_bytes_per_instance')).toMatchObject({
      value: 62_914_560,
      formula: 'min(20 MiB × 3 brokers, 50 partitions × 20 MiB)',
    });
    const small = plan({ client: 'kafkajs', partitions: 100, instances: 2 });
    expect(amountOf(small, 'fetch_memory_bytes_per_instance')).toBe(3 * 10_485_760);
  });
});

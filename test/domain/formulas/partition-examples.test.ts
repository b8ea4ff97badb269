import { Partitioners } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import type { PartitionDemand } from '../../../src/domain/partitions/demand.ts';
import { movedShareOfKeys } from '../../../src/domain/partitions/growing.ts';
import { partitionsForHotKey } from '../../../src/domain/partitions/hot-key.ts';
import { producerBufferMib, replicasPerBroker, replicasPerSurvivor } from '../../../src/domain/partitions/limits.ts';
import { planPartitions } from '../../../src/domain/partitions/plan.ts';

/** What a candidate of the plan asks for. */
const candidate = (demand: PartitionDemand, id: string) =>
  planPartitions(demand).candidates.find((one) => one.id === id)?.partitions;

describe('further worked examples about partitions', () => {
  it.each([
    {
      id: 'P02: 10,000 msg/s, p = 5,000, c = 1,000',
      is: candidate(
        {
          target_messages_per_s: 10_000,
          average_message_bytes: 1_000,
          producer_mb_per_s_per_partition: 5,
          consumer_mb_per_s_per_partition: 1,
        },
        'F1-consumer',
      ),
      expected: 10,
    },
    { id: 'D02: 4 consumers', is: planPartitions({ expected_consumers: 4 }).partitions, expected: 12 },
    {
      id: 'D04: 2,000 msg/s × 15 ms, ρ 0.7',
      is: candidate({ target_messages_per_s: 2_000, processing_ms_per_message: 15 }, 'F2-processing'),
      expected: 43,
    },
    {
      id: 'D04 rounded',
      is: planPartitions({ target_messages_per_s: 2_000, processing_ms_per_message: 15, growth_factor: 1 }).partitions,
      expected: 48,
    },
    {
      id: 'D36 rounded',
      is: planPartitions({
        target_messages_per_s: 2_000,
        average_message_bytes: 1_200,
        processing_ms_per_message: 10,
        expected_consumers: 8,
        growth_factor: 1,
      }).partitions,
      expected: 30,
    },
    { id: 'D05: s = 0.2 is impossible', is: partitionsForHotKey(10_000 / 1_500, 0.2), expected: null },
    { id: 'D09: 6 → 12', is: movedShareOfKeys(6, 12), expected: 0.5 },
    { id: 'k × moves 1 − 1/k', is: movedShareOfKeys(7, 35), expected: 0.8 },
    { id: 'D13: 1,000 × 16 KiB', is: producerBufferMib(1_000, 16_384, 1), expected: 15.625 },
    { id: 'D34: 200 topics × 12 × RF 3 on 6 brokers', is: replicasPerBroker(200 * 12 * 3, 6), expected: 1_200 },
    { id: 'D34 with one broker down', is: replicasPerSurvivor(200 * 12 * 3, 6, 3), expected: 1_440 },
    { id: 'RF = brokers: the survivors keep what they have', is: replicasPerSurvivor(54, 3, 3), expected: 18 },
  ])('$id', ({ is, expected }) => {
    expect(is).toBe(expected);
  });
});

describe('the share of keys that move', () => {
  const partitioner = Partitioners.DefaultPartitioner();
  const metadata = (partitions: number) =>
    Array.from({ length: partitions }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 0,
      replicas: [0],
      isr: [0],
    }));

  it.each([
    [6, 8],
    [6, 12],
    [10, 15],
    [18, 21],
  ])('from %i to %i partitions agrees with murmur2 on 20,000 keys', (from, to) => {
    const place = (key: string, partitions: ReturnType<typeof metadata>) =>
      partitioner({ topic: 't', partitionMetadata: partitions, message: { key, value: null } });
    const [before, after] = [metadata(from), metadata(to)];
    const keys = Array.from({ length: 20_000 }, (_, i) => `key-${i}`);
    const moved = keys.filter((key) => place(key, before) !== place(key, after)).length / keys.length;
    expect(moved).toBeCloseTo(movedShareOfKeys(from, to), 1);
  });
});

import { crc32 } from 'node:zlib';
import { Partitioners } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { ceiling } from '../../../src/domain/partitions/arithmetic.ts';
import type { PartitionDemand } from '../../../src/domain/partitions/demand.ts';
import { movedShareOfKeys } from '../../../src/domain/partitions/growing.ts';
import { partitionsForHotKey } from '../../../src/domain/partitions/hot-key.ts';
import { expectedEmptyPartitions } from '../../../src/domain/partitions/key-spread.ts';
import {
  latencyCapPerBroker,
  producerBufferMib,
  replicasPerBroker,
  replicasPerSurvivor,
  replicationLatencyMs,
} from '../../../src/domain/partitions/limits.ts';
import { planPartitions } from '../../../src/domain/partitions/plan.ts';
import published from './worked-examples.json' with { type: 'json' };

/** What a candidate of the plan asks for. */
const candidate = (demand: PartitionDemand, id: string) =>
  planPartitions(demand).candidates.find((one) => one.id === id)?.partitions;

type Numbers = Readonly<Record<string, number>>;

const partitioner = Partitioners.DefaultPartitioner();
const metadata = (partitions: number) =>
  Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 0,
    replicas: [0],
    isr: [0],
  }));

/** One answer per example, in the names of the fixture. */
const answers: Readonly<Record<string, (inputs: Numbers) => Numbers>> = {
  P01: (i) => ({
    min_partitions: Math.max(
      ...['F1-producer', 'F1-consumer'].map(
        (id) =>
          candidate(
            {
              target_mb_per_s: i.target_MBps,
              producer_mb_per_s_per_partition: i.producer_per_partition_MBps,
              consumer_mb_per_s_per_partition: i.consumer_per_partition_MBps,
            },
            id,
          ) ?? Number.NaN,
      ),
    ),
  }),
  P05: (i) => ({
    added_latency_ms: replicationLatencyMs(i.partitions_from_one_broker ?? 0, i.other_brokers ?? 0),
  }),
  P06: (i) => ({
    latency_sensitive_max_partitions_per_broker: latencyCapPerBroker(i.brokers ?? 0, i.replication_factor ?? 0),
  }),
  P21: (i) => ({
    replicas_per_broker: replicasPerBroker((i.partitions ?? 0) * (i.replication_factor ?? 0), i.brokers ?? 0),
  }),
  D03: (i) => {
    const plan = planPartitions({
      target_mb_per_s: i.target_MBps,
      producer_mb_per_s_per_partition: i.p_MBps,
      consumer_mb_per_s_per_partition: i.c_MBps,
      expected_consumers: i.consumers_now,
      growth_factor: i.growth,
      brokers: i.brokers,
    });
    const of = (id: string) => plan.candidates.find((one) => one.id === id)?.partitions ?? Number.NaN;
    return {
      throughput_min: Math.max(of('F1-producer'), of('F1-consumer')),
      with_growth: of('F4-growth'),
      three_x: of('F3-consumers'),
      chosen_rounded_to_broker_multiple: plan.partitions,
    };
  },
  D06: (i) => {
    const load = (i.target_msgs_s ?? 0) / (i.consumer_msgs_s ?? 0);
    return {
      min_partitions: ceiling(partitionsForHotKey(load, i.hot_key_share ?? 0) ?? Number.NaN),
      uniform_min: ceiling(load),
    };
  },
  D07: (i) => ({ expected_empty: expectedEmptyPartitions(i.partitions ?? 0, i.keys ?? 0) }),
  D10: (i) => ({ moved_fraction: movedShareOfKeys(i.from ?? 0, i.to ?? 0) }),
  D11: (i) => ({ moved_fraction: movedShareOfKeys(i.from ?? 0, i.to ?? 0) }),
  D14: (i) => ({
    MiB: producerBufferMib(i.active_partitions ?? 0, i.batch_size ?? 0, i.in_flight_batches ?? 0),
  }),
  D36: (i) => {
    const events = (i.orders_peak_per_s ?? 0) * (i.events_per_order ?? 0);
    return {
      partitions_from_processing_at_70pct:
        candidate({ target_messages_per_s: events, processing_ms_per_message: i.consumer_ms }, 'F2-processing') ??
        Number.NaN,
    };
  },
};

describe('the published and derived worked examples about partitions', () => {
  const numeric = published.filter(({ id }) => id in answers);

  it.each(numeric.map((example) => [example.id, example] as const))('%s', (id, example) => {
    const inputs: Numbers = Object.fromEntries(
      Object.entries(example.inputs).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
    const expected: Readonly<Record<string, unknown>> = example.expected;
    const slack = typeof example.tolerance === 'number' ? example.tolerance : 1;
    const answer = Object.entries(answers[id]?.(inputs) ?? {});
    expect(answer.length).toBeGreaterThan(0);
    for (const [name, value] of answer) {
      expect(typeof expected[name], `${id} has no ${name}`).toBe('number');
      expect(Math.abs(value - Number(expected[name])), `${id} ${name}: ${value}`).toBeLessThanOrEqual(slack + 1e-9);
    }
  });

  it.each(published.filter(({ id }) => id.startsWith('P19')).map((example) => [example.id, example] as const))(
    '%s: Java (as kafkajs implements it) and librdkafka hash one key to two partitions',
    (_, { inputs, expected }) => {
      const key = String('key' in inputs ? inputs.key : '');
      const partitions = 'partitions' in inputs ? Number(inputs.partitions) : 0;
      const murmur2 = partitioner({
        topic: 't',
        partitionMetadata: metadata(partitions),
        message: { key, value: null },
      });
      expect([murmur2, crc32(key) % partitions]).toEqual([
        'java_murmur2_partition' in expected && expected.java_murmur2_partition,
        'librdkafka_consistent_random_crc32_partition' in expected &&
          expected.librdkafka_consistent_random_crc32_partition,
      ]);
    },
  );

  it('leaves no row of the fixture unanswered', () => {
    expect(published.filter(({ id }) => !(id in answers) && !id.startsWith('P19'))).toEqual([]);
  });
});

describe('the worked examples of the knowledge page (§1.5, §1.7, §1.9)', () => {
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

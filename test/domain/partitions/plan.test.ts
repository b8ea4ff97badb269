import { describe, expect, it } from 'vitest';
import type { WritingClient } from '../../../src/domain/partitions/clients.ts';
import type { PartitionDemand } from '../../../src/domain/partitions/demand.ts';
import { wantedOutOfProportion } from '../../../src/domain/partitions/hot-key.ts';
import { planPartitions } from '../../../src/domain/partitions/plan.ts';
import { KnownFailure } from '../../../src/failure.ts';

const measured: PartitionDemand = {
  target_mb_per_s: 60,
  producer_mb_per_s_per_partition: 10,
  consumer_mb_per_s_per_partition: 8,
  growth_factor: 1,
  ordering: 'per_key',
};

/** The hottest key asks for 54 partitions, all else for 30. */
const thinnedOut: PartitionDemand = { ...measured, target_mb_per_s: 240, hottest_key_share: 0.015 };

/** 44 partitions, so that eight consumers have five or six each. */
const crowded: PartitionDemand = {
  target_messages_per_s: 500,
  processing_ms_per_message: 10,
  expected_consumers: 8,
  brokers: 4,
  ordering: 'per_key',
  hottest_key_share: 0.12,
  key_cardinality: 100_000,
  growth_factor: 1,
};

const growing: PartitionDemand = { target_mb_per_s: 5, growth_percent_per_year: 50, horizon_months: 18 };

describe('the binding constraint', () => {
  const cases: readonly (readonly [string, PartitionDemand, string, number])[] = [
    ['producers', { ...measured, producer_mb_per_s_per_partition: 2 }, 'F1-producer', 30],
    ['consumers', measured, 'F1-consumer', 12],
    [
      'handlers',
      { target_messages_per_s: 2_000, processing_ms_per_message: 15, growth_factor: 1 },
      'F2-processing',
      48,
    ],
    ['the number of consumers', { ...measured, expected_consumers: 9 }, 'F3-consumers', 24],
    ['the hottest key', { ...measured, hottest_key_share: 0.1 }, 'hot-key', 30],
    ['what is there', { ...measured, current_partitions: 10 }, 'current', 10],
    [
      'throughput before consumers in a tie',
      { ...measured, target_mb_per_s: 48, expected_consumers: 2 },
      'F1-consumer',
      6,
    ],
    ['a whole cluster', { ...measured, brokers: 5 }, 'F1-consumer', 10],
    ['a small topic on a large cluster', { ...measured, brokers: 40 }, 'F1-consumer', 12],
    ['a large topic on a large cluster', { ...measured, brokers: 40, target_mb_per_s: 420 }, 'F1-consumer', 80],
  ];
  it.each(cases)('%s', (_, demand, id, partitions) => {
    const plan = planPartitions(demand);
    expect([plan.binding_constraint.id, plan.partitions]).toEqual([id, partitions]);
    expect(plan.candidates.filter(({ outcome }) => outcome === 'won').map((one) => one.id)).toEqual([id]);
  });

  it('is the summary, in one sentence, when nothing grave was found', () => {
    expect(planPartitions({ ...measured, growth_factor: 2, brokers: 3 }).summary).toBe(
      'Plan 18 partitions: the slowest group needs ⌈60 ÷ 8 MB/s⌉ = 8, × 2 growth = 16, rounded up to a multiple of 3 brokers.',
    );
  });

  it('is followed by what must be solved first', () => {
    expect(planPartitions({ ...measured, hottest_key_share: 0.5 }).summary).toMatch(
      /^Plan 12 partitions: .*\. Solve first: No sensible number of partitions carries the hottest key/,
    );
  });
});

describe('findings', () => {
  const unkeyed: PartitionDemand = { ...measured, ordering: 'none' };
  const cases: readonly (readonly [string, string, PartitionDemand])[] = [
    ['PARTITIONS-ASSUMED-RATE', 'medium', { target_mb_per_s: 60 }],
    ['PARTITIONS-ASSUMED-RATE', 'medium', { target_mb_per_s: 60, hottest_key_share: 0.02 }],
    ['PARTITIONS-BROKER-LIMIT', 'high', { ...measured, brokers: 6, existing_replicas_on_cluster: 24_000 }],
    ['PARTITIONS-BROKER-LIMIT', 'medium', { ...measured, brokers: 6, existing_replicas_on_cluster: 20_000 }],
    ['PARTITIONS-CANNOT-SHRINK', 'info', { ...measured, current_partitions: 40 }],
    ['PARTITIONS-CLIENT-HASH', 'info', measured],
    ['PARTITIONS-CLIENT-HASH', 'high', { ...measured, clients: ['java', 'librdkafka'] }],
    [
      'PARTITIONS-CLIENT-HASH',
      'high',
      { ...measured, ordering: 'none', cleanup_policy: 'compact', clients: ['java', 'sarama'] },
    ],
    ['PARTITIONS-CLUSTER-LIMIT', 'high', { ...measured, brokers: 100, existing_replicas_on_cluster: 200_000 }],
    ['PARTITIONS-CLUSTER-LIMIT', 'critical', { ...measured, brokers: 1_000, existing_replicas_on_cluster: 2_000_000 }],
    ['PARTITIONS-COMPACT-NEEDS-KEY', 'high', { ...unkeyed, cleanup_policy: 'compact' }],
    ['PARTITIONS-COMPACT-NEEDS-KEY', 'high', { ...measured, keyed: false, cleanup_policy: 'compact' }],
    [
      'PARTITIONS-CONSUMERS-TOO-FEW',
      'high',
      { target_messages_per_s: 10_000, processing_ms_per_message: 20, expected_consumers: 4, ordering: 'none' },
    ],
    ['PARTITIONS-CREATE-LIMIT', 'high', { ...measured, target_mb_per_s: 100_000 }],
    ['PARTITIONS-FEW-KEYS', 'high', { ...measured, key_cardinality: 7 }],
    ['PARTITIONS-FEW-KEYS', 'medium', { ...measured, key_cardinality: 127 }],
    [
      'PARTITIONS-FEW-KEYS',
      'low',
      { target_mb_per_s: 1, growth_factor: 1, key_cardinality: 50, expected_consumers: 40 },
    ],
    ['PARTITIONS-BROKER-BANDWIDTH', 'high', { target_mb_per_s: 13_500, brokers: 3 }],
    [
      'PARTITIONS-BROKER-BANDWIDTH',
      'medium',
      { ...measured, target_mb_per_s: 1_800, brokers: 5, expected_consumers: 9 },
    ],
    ['PARTITIONS-BROKER-BANDWIDTH', 'medium', { target_mb_per_s: 800, brokers: 3, growth_factor: 3 }],
    ['PARTITIONS-FEW-REPLICAS', 'high', { ...measured, brokers: 3, replication_factor: 1 }],
    ['PARTITIONS-FEW-REPLICAS', 'medium', { ...measured, brokers: 3, replication_factor: 2 }],
    ['PARTITIONS-FEW-REPLICAS', 'high', { ...measured, brokers: 2 }],
    ['PARTITIONS-FEW-REPLICAS', 'high', { ...measured, brokers: 1 }],
    ['PARTITIONS-FOR-ELASTICITY', 'info', { target_mb_per_s: 1, expected_consumers: 4 }],
    ['PARTITIONS-GROWTH-MOVES-KEYS', 'high', { ...measured, current_partitions: 4 }],
    ['PARTITIONS-GROWTH-MOVES-KEYS', 'critical', { ...measured, current_partitions: 4, cleanup_policy: 'compact' }],
    ['PARTITIONS-GROWTH-MOVES-KEYS', 'medium', { ...measured, current_partitions: 10, growth_factor: 2 }],
    ['PARTITIONS-HOT-KEY-IMPOSSIBLE', 'critical', { ...measured, hottest_key_share: 0.2 }],
    ['PARTITIONS-HOT-KEY-IMPOSSIBLE', 'high', { target_mb_per_s: 60, hottest_key_share: 0.2 }],
    ['PARTITIONS-HOT-KEY-OUT-OF-PROPORTION', 'high', { ...measured, hottest_key_share: 0.125 }],
    ['PARTITIONS-HOT-KEY-RAISES-COUNT', 'medium', { ...measured, hottest_key_share: 0.1 }],
    ['PARTITIONS-HOT-KEY-RAISES-COUNT', 'low', { ...measured, target_mb_per_s: 144, hottest_key_share: 0.019 }],
    ['PARTITIONS-HOT-KEY-TODAY-ONLY', 'high', { ...measured, hottest_key_share: 0.1, growth_factor: 2 }],
    ['PARTITIONS-HOT-KEY-MEMBER', 'medium', crowded],
    [
      'PARTITIONS-LATENCY-LIMIT',
      'medium',
      { ...measured, brokers: 3, existing_replicas_on_cluster: 3_000, latency_sensitive: true },
    ],
    ['ANTI-NO-KEY', 'high', { ...measured, keyed: false }],
    ['PARTITIONS-NO-RATE', 'low', { expected_consumers: 4 }],
    ['PARTITIONS-NO-RATE', 'medium', {}],
    ['ANTI-OVER-50-PARTITIONS', 'low', { ...measured, target_mb_per_s: 600 }],
    ['ANTI-OVER-50-PARTITIONS', 'low', { ...measured, current_partitions: 60 }],
    ['ANTI-OVER-50-PARTITIONS', 'low', { expected_consumers: 80 }],
    ['ANTI-OVER-50-PARTITIONS', 'medium', { target_mb_per_s: 600 }],
    ['ANTI-OVER-50-PARTITIONS', 'medium', { target_messages_per_s: 5_000, processing_ms_per_message: 100 }],
    ['ANTI-OVER-50-PARTITIONS', 'low', { target_messages_per_s: 500, processing_ms_per_message: 100 }],
    ['ANTI-LARGE-PAYLOAD', 'high', { target_messages_per_s: 1, average_message_bytes: 5_000_000 }],
    ['PARTITIONS-PRODUCER-BUFFER', 'medium', { ...measured, target_mb_per_s: 20_000 }],
  ];
  it.each(cases)('%s (%s)', (rule, severity, demand) => {
    const finding = planPartitions(demand).findings.find((one) => one.rule === rule);
    expect(finding?.severity).toBe(severity);
    expect(finding?.evidence.length).toBeGreaterThan(0);
    expect(finding?.guideline).toMatch(
      /^kafka:\/\/guidelines\/(anti-patterns(#[a-z0-9-]+)?|cluster-sizing#(network|minimum-safe-settings)|partitioning-and-keys#(partition-count-formulas|hot-keys|limits-per-broker-and-cluster|growing-a-topic-later|which-clients-hash-keys-differently))$/,
    );
  });

  it('a sound plan says nothing but how clients hash', () => {
    const plan = planPartitions({ ...measured, brokers: 3, key_cardinality: 100_000, hottest_key_share: 0.001 });
    expect(plan.findings.map(({ rule }) => rule)).toEqual(['PARTITIONS-CLIENT-HASH']);
  });

  it('a hot key that only nudges the count within the same rounding is no finding', () => {
    const plan = planPartitions({ ...measured, hottest_key_share: 0.02 });
    expect([plan.binding_constraint.id, plan.partitions]).toEqual(['hot-key', 12]);
    expect(plan.findings.map(({ rule }) => rule)).toEqual(['PARTITIONS-CLIENT-HASH']);
  });

  it('without order a hot key does not count, and growing is free', () => {
    const plan = planPartitions({ ...unkeyed, hottest_key_share: 0.9, key_cardinality: 2, current_partitions: 4 });
    expect(plan.hot_key).toBeUndefined();
    expect(plan.key_spread).toBeUndefined();
    expect(plan.growing_later.steps).toEqual([]);
    expect(plan.findings).toEqual([]);
    expect(plan.assumptions.join()).toContain('hottest_key_share');
  });
});

describe('the hot key', () => {
  it.each([
    ['fits', { hottest_key_share: 0.05 }, 12],
    ['fits_today_only', { hottest_key_share: 0.1, growth_factor: 2 }, 27],
    ['impossible', { hottest_key_share: 0.2 }, undefined],
    ['impossible', { hottest_key_share: 0.13333 }, undefined],
  ] as const)('%s', (verdict, more, needed) => {
    const { hot_key } = planPartitions({ ...measured, ...more });
    expect([hot_key?.verdict, hot_key?.partitions_needed]).toEqual([verdict, needed]);
  });

  it('leaves its partition no more than full at the planned count where it fits', () => {
    expect(planPartitions({ ...measured, hottest_key_share: 0.1 }).hot_key?.hottest_partition_load).toBeLessThanOrEqual(
      1,
    );
  });
});

describe('the consumers that were given', () => {
  const saying = (demand: PartitionDemand, rule: string) =>
    planPartitions(demand).findings.find((one) => one.rule === rule);

  it('fall behind where one has the hottest key and four or five partitions more', () => {
    const plan = planPartitions(crowded);
    const says = 'With 8 consumers the one that has the hottest key is 110–120 % busy: its lag grows.';
    expect(plan.partitions).toBe(44);
    expect(plan.summary).toContain(says);
    expect(plan.hot_key?.says).toMatch(/^Fits: .* But with 8 consumers .* its lag grows\.$/);
    expect(saying(crowded, 'PARTITIONS-HOT-KEY-MEMBER')?.remedy).toMatch(
      /^Run 11 consumers or more; 44 keep it within 70 %/,
    );
  });

  it.each([11, 22, 44])('%i keep up with the hottest key', (expected_consumers) => {
    expect(saying({ ...crowded, expected_consumers }, 'PARTITIONS-HOT-KEY-MEMBER')).toBeUndefined();
  });

  it.each([
    [9, /100–110 % busy: above 100 % its lag grows/],
    [10, /100–110 % busy: above 100 % its lag grows/],
  ])('%i may not', (expected_consumers, says) => {
    expect(saying({ ...crowded, expected_consumers }, 'PARTITIONS-HOT-KEY-MEMBER')?.says).toMatch(says);
  });

  it('and nobody else is accused', () => {
    const { expected_consumers: _, ...unknown } = crowded;
    expect(saying(unknown, 'PARTITIONS-HOT-KEY-MEMBER')).toBeUndefined();
    expect(saying({ ...crowded, expected_consumers: 5 }, 'PARTITIONS-CONSUMERS-TOO-FEW')).toBeUndefined();
  });

  it('are too few, whatever the partitions', () => {
    const few: PartitionDemand = { ...crowded, expected_consumers: 4, hottest_key_share: 0.001 };
    expect(saying(few, 'PARTITIONS-CONSUMERS-TOO-FEW')?.says).toContain('do 400 of 500 messages/s');
    expect(saying(few, 'PARTITIONS-HOT-KEY-MEMBER')).toBeUndefined();
  });

  it('are no reason to grow a topic that carries its load', () => {
    const plan = planPartitions({ target_mb_per_s: 2, current_partitions: 400, expected_consumers: 500, brokers: 3 });
    expect(plan.summary).toContain('Staying at 400 is fine');
    expect(plan.summary).toContain('100 of 500 consumers stand by, idle');
  });
});

describe('partitions wanted out of proportion', () => {
  it.each<readonly [string, PartitionDemand]>([
    ['without a hot key', measured],
    ['where they are planned', { ...measured, hottest_key_share: 0.1 }],
    ['where no count helps', { ...measured, hottest_key_share: 0.2 }],
    ['where it fits today', { ...measured, hottest_key_share: 0.1, growth_factor: 2 }],
  ])('are none %s', (_what, demand) => expect(wantedOutOfProportion(planPartitions(demand))).toBeNull());

  it('fit where rounding up gives as many all the same', () => {
    const plan = planPartitions({
      ...{ target_mb_per_s: 28, consumer_mb_per_s_per_partition: 1, producer_mb_per_s_per_partition: 10 },
      ...{ growth_factor: 1.107, brokers: 60, hottest_key_share: 0.02 },
    });
    expect([plan.partitions, plan.hot_key?.verdict, wantedOutOfProportion(plan)]).toEqual([120, 'fits', null]);
  });
});

describe('a hot key that hundreds of partitions would keep the others away from', () => {
  const handler: PartitionDemand = { target_messages_per_s: 2_000, processing_ms_per_message: 30, brokers: 5 };

  // 2,000 × 30 ms ÷ 0.7 = 85.7: 86, × 2 growth = 172, up to a multiple of 5 brokers.
  it.each([
    [0.0005, 'fits', 190],
    [0.004, 'fits_today_only', 175],
    [0.0057, 'fits_today_only', 175],
    [0.0058, 'fits_today_only', 175],
    [0.0115, 'impossible', 175],
    [0.0117, 'impossible', 175],
  ] as const)('does not make the plan explode: a share of %d', (hottest_key_share, verdict, partitions) => {
    const plan = planPartitions({ ...handler, hottest_key_share });
    expect([plan.hot_key?.verdict, plan.partitions]).toEqual([verdict, partitions]);
    expect(
      plan.findings.some(
        ({ severity, rule }) => severity !== 'low' && severity !== 'medium' && rule.includes('HOT-KEY'),
      ),
    ).toBe(verdict !== 'fits');
  });

  it('says what it would take, and what is planned', () => {
    const plan = planPartitions({ ...handler, hottest_key_share: 0.0057 });
    expect(plan.hot_key?.partitions_needed).toBe(7_458);
    expect(plan.hot_key?.says).toBe(
      'Fits today, not after × 2 growth: the hottest key (0.57 %) brings 22.8 messages/s after × 2 growth and its partition carries 23.33, and the 7,458 partitions that keep the other keys out of its way are out of proportion.',
    );
    expect(wantedOutOfProportion(plan)).toBe(7_458);
    expect(plan.findings[0]).toMatchObject({
      rule: 'PARTITIONS-HOT-KEY-OUT-OF-PROPORTION',
      evidence: [
        'the hottest key (0.57 %) brings 22.8 messages/s after × 2 growth and its partition carries 23.33',
        '7,458 partitions would keep the other keys out of its way; 175 are planned for the load',
      ],
    });
  });
});

describe('the hot key, of which only the number of keys is known', () => {
  const mb = { target_mb_per_s: 1_000, consumer_mb_per_s_per_partition: 5, producer_mb_per_s_per_partition: 10 };

  it.each([
    ['does not fit', { ...mb, key_cardinality: 10 }, 'impossible', 'PARTITIONS-HOT-KEY-IMPOSSIBLE'],
    [
      'fits today only',
      { ...measured, key_cardinality: 10, growth_factor: 2 },
      'fits_today_only',
      'PARTITIONS-HOT-KEY-TODAY-ONLY',
    ],
  ] as const)('%s', (_what, demand, verdict, rule) => {
    const plan = planPartitions(demand);
    expect(plan.hot_key?.verdict).toBe(verdict);
    expect(plan.hot_key?.says).toContain('one of 10, so 10 % or more) brings at least');
    expect(plan.hot_key?.partitions_needed).toBeUndefined();
    expect(plan.findings.map((finding) => finding.rule)).toContain(rule);
    expect(plan.hot_key?.says).not.toContain('Fits today');
  });

  it('is exact where there is one key', () => {
    const plan = planPartitions({ ...measured, target_mb_per_s: 6, key_cardinality: 1, growth_factor: 2 });
    expect(plan.hot_key?.says).toMatch(/^Fits today, not after × 2 growth: the only key brings 12 MB\/s/);
  });

  it('proves nothing by itself, and raises no count', () => {
    const plan = planPartitions({ ...measured, key_cardinality: 10 });
    expect([plan.hot_key, plan.partitions]).toEqual([undefined, 8]);
    expect(planPartitions({ ...mb, key_cardinality: 10 }).binding_constraint.id).toBe('F1-consumer');
  });

  it('shows what stays in one partition', () => {
    const plan = planPartitions({ ...mb, key_cardinality: 10 });
    expect(plan.hot_key?.formula).toBe('1,000 MB/s ÷ 10 keys = 100 at least, of 5 MB/s that one partition carries');
    expect(plan.figures.find(({ name }) => name === 'hottest_partition_load')?.inputs[0]).toBe(
      'hottest_key_share = 0.1 at least (1 ÷ key_cardinality)',
    );
  });
});

describe('more than 50 partitions', () => {
  const says = (demand: PartitionDemand) =>
    planPartitions(demand).findings.find(({ rule }) => rule === 'ANTI-OVER-50-PARTITIONS')?.says;

  it.each<readonly [string, PartitionDemand, string]>([
    ['are there already', { ...measured, current_partitions: 60 }, 'the topic exists with them, and its load needs 8.'],
    [
      'come from a handler and more consumers than it needs',
      { target_messages_per_s: 300, processing_ms_per_message: 100, expected_consumers: 90 },
      '90 consumers ask for 90.',
    ],
    [
      'come from consumers and an assumed rate',
      { target_mb_per_s: 600, expected_consumers: 90 },
      '90 consumers ask for 90, the rest comes from an assumed rate.',
    ],
    ['come from a handler', { target_messages_per_s: 500, processing_ms_per_message: 100 }, 'handler asks for 144.'],
    ['come from a hot key', thinnedOut, 'the hottest key asks for 54'],
    ['come from an assumed rate', { target_mb_per_s: 600 }, 'no measured number asks for so many.'],
  ])('%s', (_what, demand, expected) => {
    expect(says(demand)).toContain(expected);
  });
});

describe('words and numbers that fit each other', () => {
  it('of a single key', () => {
    const { findings, figures } = planPartitions({ ...measured, key_cardinality: 1, hottest_key_share: 1 });
    const text = JSON.stringify([findings, figures]);
    expect(text).toContain('1 key can never use 8 partitions.');
    expect(text).toContain('at most 1 partition"');
    expect(text).not.toMatch(/\b1 (keys|partitions|brokers|followers)\b/);
  });

  it('of a single broker', () => {
    const plan = planPartitions({ ...measured, target_mb_per_s: 600, brokers: 1, latency_sensitive: true });
    expect(JSON.stringify(plan)).not.toMatch(/\b1 brokers\b/);
  });

  it('of a compacted topic without a key, planned as keyed', () => {
    const { assumptions } = planPartitions({ target_mb_per_s: 5, keyed: false, cleanup_policy: 'compact' });
    expect(assumptions[0]).toBe(
      'ordering = none: not given, and keyed is false; compaction needs keys all the same, so the count is that of a keyed topic',
    );
  });

  it('of the latency that two followers add', () => {
    const plan = planPartitions({
      ...{ ...measured, brokers: 7, latency_sensitive: true, current_partitions: 12 },
      existing_replicas_on_cluster: 33_006,
    });
    expect(plan.findings.find(({ rule }) => rule === 'PARTITIONS-LATENCY-LIMIT')?.evidence.join()).toContain(
      'about 10.5 ms added by replication: 1,572 leaders × 2 followers ÷ 6 other brokers',
    );
  });
});

describe('growing later', () => {
  it('shows the way from today, to the next step and to twice as many', () => {
    expect(
      planPartitions({ ...measured, brokers: 3, current_partitions: 6, growth_factor: 2 }).growing_later.steps,
    ).toEqual([
      { step: 'current to planned', from: 6, to: 18, moved_share_of_keys: 0.6667, formula: '1 − 6 ÷ 18' },
      { step: 'next step', from: 18, to: 21, moved_share_of_keys: 0.8571, formula: '1 − 3 ÷ 21' },
      { step: 'doubling', from: 18, to: 36, moved_share_of_keys: 0.5, formula: '1 − 18 ÷ 36' },
    ]);
  });

  it('counts a keyed topic twice until the old one is gone, and an unkeyed one once', () => {
    const replicas = (ordering: 'per_key' | 'none') =>
      planPartitions({
        ...measured,
        ordering,
        brokers: 4,
        current_partitions: 4,
        existing_replicas_on_cluster: 100,
      }).limits.find(({ limit }) => limit === 'replicas of the cluster')?.value;
    expect([replicas('per_key'), replicas('none')]).toEqual([100 + 8 * 3, 100 + 4 * 3]);
  });
});

describe('growth by the year', () => {
  it('is compounded over the horizon, with the formula in sight', () => {
    const plan = planPartitions({ ...growing, consumer_mb_per_s_per_partition: 1 });
    // (1 + 0.5)^(18 ÷ 12) = 1.837; 5 × 1.837 = 9.19
    expect(plan.candidates.find(({ id }) => id === 'F4-growth')).toMatchObject({
      formula: '⌈5 × 1.837⌉, 1.837 = (1 + 50 %)^(18 months ÷ 12)',
      partitions: 10,
    });
    expect(plan.figures).toContainEqual({
      name: 'growth_factor',
      value: 1.8371,
      formula: '(1 + 50 %)^(18 months ÷ 12)',
      inputs: ['growth_percent_per_year = 50 (given)', 'horizon_months = 18 (given)'],
      source: 'derived: compound growth',
    });
  });

  it('looks 24 months ahead when no horizon is given, and says so', () => {
    const plan = planPartitions({ target_mb_per_s: 5, growth_percent_per_year: 100 });
    expect(plan.candidates.find(({ id }) => id === 'F4-growth')?.partitions).toBe(4);
    expect(plan.assumptions.join()).toContain('horizon_months = 24');
  });

  it('agrees with a factor that says the same', () => {
    expect(planPartitions({ ...growing, growth_factor: 1.8 }).partitions).toBe(planPartitions(growing).partitions);
  });
});

describe('the clients that write', () => {
  const clients = (...list: WritingClient[]) => planPartitions({ ...measured, clients: list, sample_key: 'order-1' });
  const hashRule = (plan: ReturnType<typeof planPartitions>) =>
    plan.findings.find(({ rule }) => rule === 'PARTITIONS-CLIENT-HASH');

  it.each([
    [['java']],
    [['java', 'kafkajs', 'librdkafka_murmur2']],
    [['librdkafka']],
    [['librdkafka', 'librdkafka']],
  ] as WritingClient[][][])('%j agree on every key', (list) => {
    expect(hashRule(clients(...list))).toBeUndefined();
  });

  it('of two families are told how to agree before the first record', () => {
    const finding = hashRule(clients('librdkafka', 'java', 'kafkajs_legacy'));
    expect(finding?.remedy).toBe(
      'Before the first record, set createPartitioner: Partitioners.DefaultPartitioner in kafkajs, and partitioner=murmur2_random in librdkafka.',
    );
    expect(finding?.evidence[0]).toMatch(
      /^key order-1 of 12 partitions: Java \(murmur2\) → \d+, kafkajs with LegacyPartitioner \(old kafkajs hash\) → \d+, librdkafka .* → \d+$/,
    );
  });

  it('of Sarama clear the sign before the modulo, as Java does', () => {
    expect(hashRule(clients('java', 'sarama'))?.remedy).toContain(
      'NewCustomPartitioner(WithAbsFirst(), WithCustomHashFunction(murmur2)) in Sarama',
    );
  });

  it('of an existing topic have to move to a new one', () => {
    const plan = planPartitions({ ...measured, clients: ['java', 'librdkafka'], current_partitions: 12 });
    expect(hashRule(plan)?.remedy).toContain('in a new topic');
  });

  it('do not matter without keys or order', () => {
    expect(hashRule(planPartitions({ ...measured, keyed: false, clients: ['java', 'librdkafka'] }))).toBeUndefined();
    expect(
      hashRule(planPartitions({ ...measured, ordering: 'none', clients: ['java', 'librdkafka'] })),
    ).toBeUndefined();
  });

  it('give the same answer in any order', () => {
    expect(clients('sarama', 'librdkafka', 'java')).toEqual(clients('java', 'librdkafka', 'sarama', 'java'));
  });
});

describe('the sample key', () => {
  // From node-rdkafka issue 616; the vectors of all clients are beside the hashes.
  const sample_key = '354afe16-939a-4ea8-8e17-8bb0840b6886';

  it('is placed at the planned and the current count, under each way of hashing', () => {
    const plan = planPartitions({ ...measured, sample_key, brokers: 10, current_partitions: 5 });
    expect(plan.partitions).toBe(10);
    expect(plan.sample_key?.choices.map(({ hash, planned }) => [hash, planned])).toEqual([
      ['murmur2', 4],
      ['old kafkajs hash', expect.any(Number)],
      ['CRC32', 9],
      ['FNV-1a', expect.any(Number)],
    ]);
    for (const { planned, current } of plan.sample_key?.choices ?? []) expect(planned % 5).toBe(current);
  });

  it('is placed once where the count stays, and only for the clients that write', () => {
    const plan = planPartitions({ ...measured, sample_key, current_partitions: 10, clients: ['librdkafka'] });
    expect(plan.sample_key?.choices).toEqual([
      { hash: 'CRC32', clients: 'librdkafka (C, Go, Python, .NET, Node)', planned: 9 },
    ]);
  });
});

describe('too little still gets an answer', () => {
  it.each([
    ['nothing', {}, 'expected_consumers = 2'],
    ['a message rate alone', { target_messages_per_s: 100 }, 'average_message_bytes = 1000'],
    ['no key', { target_mb_per_s: 5, keyed: false }, 'ordering = none'],
  ] as const)('%s', (_what, demand, assumption) => {
    const plan = planPartitions(demand);
    expect(plan.partitions).toBe(6);
    expect(plan.assumptions.join()).toContain(assumption);
  });
});

describe('what can not be planned from', () => {
  const numbers = [
    ...([
      'target_mb_per_s',
      'target_messages_per_s',
      'average_message_bytes',
      'producer_mb_per_s_per_partition',
    ] as const),
    ...(['consumer_mb_per_s_per_partition', 'processing_ms_per_message', 'target_utilisation'] as const),
    ...(['expected_consumers', 'growth_factor', 'growth_percent_per_year', 'horizon_months', 'brokers'] as const),
    ...(['replication_factor', 'existing_replicas_on_cluster', 'key_cardinality', 'hottest_key_share'] as const),
    'current_partitions',
  ] as const;
  const cases: readonly (readonly [readonly string[], PartitionDemand])[] = [
    [['processing_ms_per_message', 'target_messages_per_s'], { target_mb_per_s: 5, processing_ms_per_message: 5 }],
    [
      ['consumer_mb_per_s_per_partition', 'target_mb_per_s'],
      { expected_consumers: 3, consumer_mb_per_s_per_partition: 5 },
    ],
    [['hottest_key_share', 'target_mb_per_s'], { expected_consumers: 3, hottest_key_share: 0.2 }],
    [['hottest_key_share', 'key_cardinality'], { target_mb_per_s: 5, hottest_key_share: 0.01, key_cardinality: 10 }],
    [['replication_factor', 'brokers'], { target_mb_per_s: 5, replication_factor: 4, brokers: 3 }],
    [['existing_replicas_on_cluster', 'brokers'], { target_mb_per_s: 5, existing_replicas_on_cluster: 9 }],
    [
      ['target_messages_per_s', 'average_message_bytes', 'target_mb_per_s'],
      { target_mb_per_s: 5, target_messages_per_s: 100, average_message_bytes: 100 },
    ],
    [['unit', 'MB/s'], { target_mb_per_s: 1e6, consumer_mb_per_s_per_partition: 0.1 }],
    [['growth_percent_per_year', 'growth_factor', 'horizon_months'], { ...growing, growth_factor: 3 }],
    [['horizon_months', 'growth_percent_per_year'], { target_mb_per_s: 5, horizon_months: 12 }],
    [['sample_key', 'keyed'], { target_mb_per_s: 5, sample_key: 'a', keyed: false }],
    [['sample_key', 'characters'], { target_mb_per_s: 5, sample_key: '' }],
    [['sample_key', 'characters'], { target_mb_per_s: 5, sample_key: 'x'.repeat(5_000) }],
    ...numbers.flatMap((field) =>
      [-1, Number.NaN, Number.POSITIVE_INFINITY].map(
        (value) => [[field, 'got'], { target_mb_per_s: 5, [field]: value }] satisfies [string[], PartitionDemand],
      ),
    ),
    ...numbers
      .filter((field) => field !== 'growth_percent_per_year' && field !== 'existing_replicas_on_cluster')
      .map((field) => [[field, 'got 0'], { target_mb_per_s: 5, [field]: 0 }] satisfies [string[], PartitionDemand]),
    ...(['expected_consumers', 'brokers', 'current_partitions', 'key_cardinality'] as const).map(
      (field) => [[field, 'whole', '2.5'], { target_mb_per_s: 5, [field]: 2.5 }] satisfies [string[], PartitionDemand],
    ),
  ];
  it.each(cases)('names %j', (fields, demand) => {
    let failure: unknown;
    try {
      planPartitions(demand);
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(KnownFailure);
    for (const field of fields) expect(String(failure)).toMatch(new RegExp(field));
  });

  it.each([
    ['MB against MiB', { target_mb_per_s: 1, target_messages_per_s: 1_000, average_message_bytes: 1_048.576 }],
    ['a rounded share', { target_mb_per_s: 10, hottest_key_share: 0.33, key_cardinality: 3 }],
  ] as const)('bears with %s', (_, demand) => {
    expect(() => planPartitions(demand)).not.toThrow();
  });
});

describe('defaults', () => {
  it('are all said aloud', () => {
    expect(planPartitions({ target_mb_per_s: 60 }).assumptions.map((one) => one.split(':')[0])).toEqual([
      'ordering = per_key',
      'producer_mb_per_s_per_partition = 10',
      'consumer_mb_per_s_per_partition = 5',
      'growth_factor = 2',
      'replication_factor = 3',
    ]);
  });

  it('take no rate for a consumer whose handler time is known', () => {
    const plan = planPartitions({ target_mb_per_s: 2, average_message_bytes: 1_000, processing_ms_per_message: 1 });
    expect(plan.candidates.map(({ id }) => id)).toEqual(['F1-producer', 'F2-processing', 'F4-growth', 'F5-rounding']);
  });

  it('put no more replicas than there are brokers', () => {
    expect(planPartitions({ target_mb_per_s: 5, brokers: 2 }).assumptions).toContain(
      'replication_factor = 2: more needs more brokers',
    );
  });
});

const finding = (demand: PartitionDemand, rule: string) =>
  planPartitions(demand).findings.find((one) => one.rule === rule);
const limit = (demand: PartitionDemand, name: string) =>
  planPartitions(demand).limits.find((one) => one.limit === name);

describe('room for consumers', () => {
  const idle: PartitionDemand = { target_messages_per_s: 0.1, processing_ms_per_message: 0.5 };
  it.each<readonly [string, PartitionDemand, number]>([
    ['three each without a rate', { expected_consumers: 16 }, 48],
    ['no more than owes a reason, without a rate', { expected_consumers: 17 }, 48],
    ['one each beyond that', { expected_consumers: 80 }, 84],
    ['one each for a load that needs 1', { ...idle, expected_consumers: 25 }, 30],
    ['one each on two brokers', { ...idle, expected_consumers: 30, brokers: 2 }, 30],
    ['what costs next to nothing, whatever the load', { ...idle, expected_consumers: 8 }, 24],
    [
      'three times what the load needs',
      { target_messages_per_s: 600, processing_ms_per_message: 10, growth_factor: 1, expected_consumers: 14 },
      30,
    ],
    ['what the keys fill evenly', { expected_consumers: 12, key_cardinality: 400 }, 20],
    ['one each where the keys fill less', { expected_consumers: 40, key_cardinality: 400, brokers: 3 }, 40],
    ['no rounding beyond the keys', { target_mb_per_s: 1, key_cardinality: 5 }, 1],
    ['growth in full with the keys for it', { target_mb_per_s: 1, key_cardinality: 40 }, 2],
    ['no rounding over 50', { expected_consumers: 49, brokers: 3 }, 49],
    [
      'one each, a consumer rate being measured',
      { target_mb_per_s: 1, consumer_mb_per_s_per_partition: 1, expected_consumers: 150, brokers: 6 },
      150,
    ],
  ])('%s', (_what, demand, partitions) => expect(planPartitions(demand).partitions).toBe(partitions));

  it('says what caps it', () => {
    expect(planPartitions({ expected_consumers: 20 }).binding_constraint.says).toBe(
      '3 × 20 expected consumers, at most 48: no number asks for more',
    );
    expect(planPartitions({ expected_consumers: 12, key_cardinality: 400 }).binding_constraint.says).toBe(
      '3 × 12 expected consumers, at most 20: 400 keys spread evenly over no more, not rounded up, for its few keys',
    );
  });

  it.each<readonly [string, PartitionDemand, RegExp]>([
    ['consumers that have no work', { ...idle, expected_consumers: 150 }, /^Run fewer consumers: the load needs 2\./],
    ['consumers, the rate unknown', { expected_consumers: 150 }, /^Give the rate and the handler time/],
    [
      'an assumed rate',
      { target_mb_per_s: 900, expected_consumers: 400, growth_factor: 3 },
      /^Measure what one partition carries for the slowest group: the 5 MB\/s .* assumed/,
    ],
    [
      'producers',
      { ...measured, producer_mb_per_s_per_partition: 1 },
      /^Raise what a producer brings into one partition/,
    ],
    ['a handler', { target_messages_per_s: 500, processing_ms_per_message: 100 }, /^Make what asks for them faster/],
    ['a hot key', thinnedOut, /^In this order: a faster handler/],
    [
      'a handler that needs no order',
      { target_messages_per_s: 1_000, processing_ms_per_message: 500, ordering: 'none', keyed: false },
      /^Order is not needed, .* its 715 members need no partition each, with group.share.max.size raised from 200\.$/,
    ],
    [
      'a handler that needs no order and few members',
      { target_messages_per_s: 100, processing_ms_per_message: 500, ordering: 'none' },
      /its 72 members need no partition each\.$/,
    ],
    [
      'a handler that needs no order and more members than a share group takes',
      { target_messages_per_s: 2_000, processing_ms_per_message: 500, ordering: 'none' },
      /half the count\.$/,
    ],
  ])('is remedied where it binds: %s', (_what, demand, remedy) => {
    expect(finding(demand, 'ANTI-OVER-50-PARTITIONS')?.remedy).toMatch(remedy);
  });

  it('finds no fault with keys that are near enough, and names a hot key that asks for more than the load', () => {
    const near = { target_messages_per_s: 900, processing_ms_per_message: 8, key_cardinality: 500, brokers: 3 };
    expect(planPartitions({ ...near, hottest_key_share: 0.01 }).partitions).toBe(26);
    expect(finding({ ...near, hottest_key_share: 0.01 }, 'PARTITIONS-FEW-KEYS')).toBeUndefined();
    expect(finding({ ...near, hottest_key_share: 0.025 }, 'PARTITIONS-FEW-KEYS')?.evidence).toContain(
      'the load after growth needs 22 partitions, its hottest key 42',
    );
  });

  it('sends nobody to a finer key where fewer partitions do', () => {
    const remedy = (demand: PartitionDemand) => finding(demand, 'PARTITIONS-FEW-KEYS')?.remedy;
    expect(remedy({ ...idle, expected_consumers: 40, key_cardinality: 400 })).toMatch(
      /^The load fits 20 partitions: run fewer/,
    );
    expect(remedy({ ...idle, current_partitions: 12, key_cardinality: 10, growth_factor: 1 })).toMatch(
      /^Nothing is lost/,
    );
    expect(remedy({ ...measured, key_cardinality: 10 })).toMatch(/^Choose a finer key/);
    expect(remedy({ expected_consumers: 6, key_cardinality: 10 })).toMatch(/^Give the rate/);
  });
});

describe('a topic that exists', () => {
  it.each<readonly [string, PartitionDemand, number]>([
    [
      'covers its load after growth, however small',
      { target_messages_per_s: 0.07, average_message_bytes: 500, current_partitions: 1, brokers: 3 },
      1,
    ],
    ['covers its load exactly', { ...measured, growth_factor: 2, current_partitions: 15 }, 15],
    ['is not grown for room', { ...measured, expected_consumers: 8, current_partitions: 8 }, 8],
    ['is grown for consumers that run', { ...measured, expected_consumers: 9, current_partitions: 8 }, 12],
    [
      'is grown for consumers by no more than one each',
      { target_messages_per_s: 0.5, expected_consumers: 2, current_partitions: 1, brokers: 3 },
      3,
    ],
    [
      'and on its exact load after growth',
      { target_messages_per_s: 0.5, expected_consumers: 2, current_partitions: 1 },
      6,
    ],
    [
      'gets room where its load asks for a new count',
      { ...measured, expected_consumers: 9, current_partitions: 7 },
      24,
    ],
    ['is not grown where nothing is known', { current_partitions: 1 }, 1],
    ['is grown for its load', { ...measured, growth_factor: 2, current_partitions: 14 }, 24],
  ])('%s', (_what, demand, partitions) => {
    const plan = planPartitions(demand);
    expect(plan.partitions).toBe(partitions);
    const asked = plan.candidates.filter(({ id }) => id !== 'current').map((one) => one.partitions);
    expect(Math.max(...asked)).toBeLessThanOrEqual(partitions);
  });

  it('shows growth on the exact load where it is kept', () => {
    const { binding_constraint, candidates } = planPartitions({
      ...measured,
      growth_factor: 2,
      current_partitions: 15,
    });
    expect(binding_constraint.says).toContain(
      'covers the 15 it needs (the slowest group needs ⌈60 ÷ 8 MB/s × 2 growth⌉ = 15)',
    );
    expect(candidates.find(({ id }) => id === 'F4-growth')).toMatchObject({ formula: '⌈7.5 × 2⌉', partitions: 15 });
  });

  it('is not said to need a number that was only assumed', () => {
    expect(planPartitions({ current_partitions: 12 }).findings.map(({ rule }) => rule)).not.toContain(
      'PARTITIONS-CANNOT-SHRINK',
    );
    expect(finding({ current_partitions: 60 }, 'ANTI-OVER-50-PARTITIONS')?.says).not.toContain('its load needs');
  });
});

describe('a tie', () => {
  const tie: PartitionDemand = { target_mb_per_s: 5, producer_mb_per_s_per_partition: 10 };
  it('is decided before rounding', () => {
    expect(planPartitions({ ...tie, consumer_mb_per_s_per_partition: 5 }).binding_constraint).toEqual({
      id: 'F1-consumer',
      says: 'the slowest group needs ⌈5 ÷ 5 MB/s⌉ = 1, × 2 growth = 2, rounded up to a number with many divisors',
    });
  });

  it('with an assumed rate is that of the assumed rate', () => {
    const demand = { target_mb_per_s: 40, producer_mb_per_s_per_partition: 5, brokers: 4 };
    expect(planPartitions(demand).binding_constraint.id).toBe('F1-consumer');
    expect(finding(demand, 'PARTITIONS-ASSUMED-RATE')?.evidence[1]).toBe(
      'at half of it the plan is 32 partitions, at a tenth the plan is 160 partitions',
    );
  });

  it('a topic that exists may rest on an assumed rate as well', () => {
    const demand = { target_mb_per_s: 4, growth_factor: 1, current_partitions: 1 };
    expect(planPartitions(demand).partitions).toBe(1);
    expect(finding(demand, 'PARTITIONS-ASSUMED-RATE')?.evidence[1]).toBe(
      'at half of it the plan is 6 partitions, at a tenth the plan is 12 partitions',
    );
  });

  it('an assumed rate that ten times as slow a handler leaves alone is no finding', () => {
    expect(finding({ target_mb_per_s: 0.4 }, 'PARTITIONS-ASSUMED-RATE')).toBeUndefined();
    expect(finding({ target_mb_per_s: 5 }, 'PARTITIONS-ASSUMED-RATE')?.evidence[1]).toBe(
      'at a tenth the plan is 24 partitions',
    );
  });
});

describe('keys without order', () => {
  const hashed: PartitionDemand = { ...measured, ordering: 'none', keyed: true };
  it('place records all the same, so a hot key counts', () => {
    const plan = planPartitions({
      ...hashed,
      target_mb_per_s: 72,
      consumer_mb_per_s_per_partition: 1,
      hottest_key_share: 0.02,
    });
    expect(plan.hot_key?.verdict).toBe('impossible');
    expect(plan.findings.find(({ rule }) => rule === 'PARTITIONS-HOT-KEY-IMPOSSIBLE')?.remedy).toContain(
      'partitioner.ignore.keys=true',
    );
    expect(plan.assumptions.join()).not.toContain('do not count');
    expect(plan.growing_later.steps).toEqual([]);
  });

  it('may be few', () => {
    expect(finding({ ...hashed, key_cardinality: 10 }, 'PARTITIONS-FEW-KEYS')?.remedy).toContain(
      'partitioner.ignore.keys',
    );
  });

  it.each<readonly [PartitionDemand, string]>([
    [
      { ...measured, ordering: 'none', keyed: false, hottest_key_share: 0.5 },
      'without a key, a record may go anywhere',
    ],
    [{ ...measured, ordering: 'none', hottest_key_share: 0.5 }, 'give keyed = true'],
  ])('and what does not count says why: %j', (demand, why) =>
    expect(planPartitions(demand).assumptions.join()).toContain(why),
  );
});

describe('what brokers and producers bear', () => {
  const BATCHES = 'MiB of batches in a producer that writes to all partitions';
  const CARD = 'MB/s through the network card of a broker';

  it('a producer reserves a whole record where it is larger than a batch', () => {
    const large: PartitionDemand = { target_messages_per_s: 3_000, average_message_bytes: 1_500_000, brokers: 3 };
    expect(limit(large, BATCHES)).toMatchObject({
      value: 2574.92,
      status: 'over',
      formula: '1,800 × 1,500,000 bytes ÷ 2²⁰',
    });
    expect(finding(large, 'PARTITIONS-PRODUCER-BUFFER')?.remedy).toContain('claim check');
    expect(finding(large, 'ANTI-OVER-50-PARTITIONS')?.evidence).toContain(
      'a producer that writes to all of them wants 2,575 MiB for a batch of each (a record of 1.5 MB a partition), buffer.memory is 32 MiB by default: sends block',
    );
    expect(limit({ ...large, average_message_bytes: 300, target_messages_per_s: 1e6 }, BATCHES)?.formula).toMatch(
      /16 KiB/,
    );
  });

  it('a lone replica is placed nowhere else', () => {
    const one: PartitionDemand = { ...measured, brokers: 3, replication_factor: 1 };
    expect(limit(one, 'replicas per broker, one broker down')).toBeUndefined();
    expect(finding(one, 'PARTITIONS-FEW-REPLICAS')?.evidence).toEqual([
      'replication_factor = 1: up to 3 of 9 partitions (33.3 %) are offline while one of 3 brokers is down',
    ]);
  });

  it.each<readonly [string, PartitionDemand]>([
    ['assumed', measured],
    ['three', { ...measured, brokers: 3, replication_factor: 3 }],
  ])('few replicas are no finding: %s', (_what, demand) =>
    expect(finding(demand, 'PARTITIONS-FEW-REPLICAS')).toBeUndefined(),
  );

  it('few brokers come before more replicas', () => {
    const few = finding({ ...measured, brokers: 1, current_partitions: 12 }, 'PARTITIONS-FEW-REPLICAS');
    expect(few?.evidence[0]).toBe('replication_factor = 1: all partitions are offline while the one broker is down');
    expect(few?.remedy).toMatch(/^Run at least three brokers .* raise it to RF 3 with kafka-reassign-partitions.sh/);
  });

  it('a network card carries the growth that was given, and is not accused of one that was assumed', () => {
    const grown = { target_mb_per_s: 800, brokers: 3, growth_factor: 3 };
    expect(limit(grown, CARD)).toMatchObject({
      value: 2_400,
      status: 'over',
      formula: '2,400 MB/s × RF 3 ÷ 3 brokers, in, after × 3 growth',
    });
    expect(finding(grown, 'PARTITIONS-BROKER-BANDWIDTH')).toMatchObject({
      says: 'After × 3 growth this topic alone would make each broker take in 2,400 MB/s; a network card of 10 Gbit/s carries 1,250.',
      evidence: expect.arrayContaining(['today 800 MB/s']),
    });
    expect(limit({ target_mb_per_s: 800, brokers: 3 }, CARD)).toMatchObject({
      value: 800,
      status: 'ok',
      formula: '800 MB/s × RF 3 ÷ 3 brokers, in, today: × 2 growth is assumed',
    });
    expect(finding({ ...grown, target_mb_per_s: 1_300 }, 'PARTITIONS-BROKER-BANDWIDTH')).toMatchObject({
      severity: 'high',
      says: expect.stringMatching(/^This topic alone makes each broker take in 1,300 MB/),
      evidence: expect.arrayContaining(['after × 3 growth 3,900 MB/s']),
    });
  });

  it.each<readonly [string, PartitionDemand, number | undefined, boolean]>([
    ['fits', { ...measured, target_mb_per_s: 500, brokers: 3, expected_consumers: 9 }, 500, false],
    ['fits exactly', { target_mb_per_s: 1_250, brokers: 3 }, 1_250, false],
    ['does not fit', { target_mb_per_s: 1_251, brokers: 3 }, 1_251, true],
    ['is not known without brokers', { target_mb_per_s: 13_500 }, undefined, false],
    [
      'is not known where the size of a record is assumed',
      { target_messages_per_s: 1e8, brokers: 300 },
      undefined,
      false,
    ],
  ])('a network card: %s', (_what, demand, value, found) => {
    expect(limit(demand, CARD)?.value).toBe(value);
    expect(finding(demand, 'PARTITIONS-BROKER-BANDWIDTH') !== undefined).toBe(found);
  });
});

describe('words', () => {
  it('keep a small share and a single message', () => {
    const plan = planPartitions({
      target_messages_per_s: 1,
      average_message_bytes: 1_000,
      processing_ms_per_message: 5,
      hottest_key_share: 0.0001,
    });
    const text = JSON.stringify(plan);
    expect(text).not.toMatch(/\(0 %\)|\b1 messages/);
    expect(plan.hot_key?.says).toContain('the hottest key (0.01 %)');
  });

  it('of growth from a single partition', () => {
    const says = finding(
      { ...measured, target_mb_per_s: 6, growth_factor: 2, current_partitions: 1 },
      'PARTITIONS-GROWTH-MOVES-KEYS',
    );
    expect(says?.evidence).toContain("what is there carries today's load up to × 1.333");
    expect(says?.remedy).toMatch(/^No hurry: plan it before growth gets there\. /);
  });

  it('of consumers that wait for a partition, which is no hurry', () => {
    const waiting = { target_messages_per_s: 0.5, expected_consumers: 3, current_partitions: 1, brokers: 3 };
    expect(finding(waiting, 'PARTITIONS-GROWTH-MOVES-KEYS')).toMatchObject({
      severity: 'medium',
      remedy: expect.stringMatching(/^No hurry: until then 2 of 3 consumers stand by, idle\. /),
    });
    expect(finding(waiting, 'PARTITIONS-FOR-ELASTICITY')?.remedy).toMatch(/^Leave it at 1 partition unless/);
    expect(planPartitions(waiting).summary).toBe(
      'Plan 3 partitions: 3 expected consumers take one partition each. Staying at 1 is fine: the load fits, at an assumed rate, and 2 of 3 consumers stand by, idle.',
    );
  });
});

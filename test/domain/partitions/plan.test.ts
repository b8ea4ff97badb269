import { describe, expect, it } from 'vitest';
import type { WritingClient } from '../../../src/domain/partitions/clients.ts';
import type { PartitionDemand } from '../../../src/domain/partitions/demand.ts';
import { planPartitions } from '../../../src/domain/partitions/plan.ts';
import { KnownFailure } from '../../../src/failure.ts';

const measured: PartitionDemand = {
  target_mb_per_s: 60,
  producer_mb_per_s_per_partition: 10,
  consumer_mb_per_s_per_partition: 8,
  growth_factor: 1,
  ordering: 'per_key',
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
    ['the number of consumers', { ...measured, expected_consumers: 9 }, 'F3-consumers', 30],
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
    ['a large topic on a large cluster', { ...measured, brokers: 40, target_mb_per_s: 330 }, 'F1-consumer', 80],
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
    ['PARTITIONS-CLUSTER-LIMIT', 'critical', { ...measured, brokers: 100, existing_replicas_on_cluster: 200_000 }],
    ['PARTITIONS-COMPACT-NEEDS-KEY', 'high', { ...unkeyed, cleanup_policy: 'compact' }],
    ['PARTITIONS-COMPACT-NEEDS-KEY', 'high', { ...measured, keyed: false, cleanup_policy: 'compact' }],
    ['PARTITIONS-CREATE-LIMIT', 'high', { ...measured, target_mb_per_s: 100_000 }],
    ['PARTITIONS-FEW-KEYS', 'high', { ...measured, key_cardinality: 10 }],
    ['PARTITIONS-FEW-KEYS', 'medium', { ...measured, key_cardinality: 239 }],
    ['PARTITIONS-FOR-ELASTICITY', 'info', { target_mb_per_s: 1, expected_consumers: 4 }],
    ['PARTITIONS-GROWTH-MOVES-KEYS', 'high', { ...measured, current_partitions: 4 }],
    ['PARTITIONS-GROWTH-MOVES-KEYS', 'critical', { ...measured, current_partitions: 4, cleanup_policy: 'compact' }],
    ['PARTITIONS-GROWTH-MOVES-KEYS', 'medium', { ...measured, current_partitions: 10, growth_factor: 2 }],
    ['PARTITIONS-HOT-KEY-IMPOSSIBLE', 'critical', { ...measured, hottest_key_share: 0.2 }],
    ['PARTITIONS-HOT-KEY-IMPOSSIBLE', 'high', { target_mb_per_s: 60, hottest_key_share: 0.2 }],
    ['PARTITIONS-HOT-KEY-RAISES-COUNT', 'medium', { ...measured, hottest_key_share: 0.1 }],
    ['PARTITIONS-HOT-KEY-TODAY-ONLY', 'high', { ...measured, hottest_key_share: 0.1, growth_factor: 2 }],
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
    ['ANTI-OVER-50-PARTITIONS', 'medium', { expected_consumers: 20 }],
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
      /^kafka:\/\/guidelines\/(anti-patterns(#[a-z0-9-]+)?|partitioning-and-keys#(partition-count-formulas|hot-keys|limits-per-broker-and-cluster|growing-a-topic-later|which-clients-hash-keys-differently))$/,
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
    expect([plan.hot_key, plan.partitions]).toEqual([undefined, 12]);
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
      'come from a handler and from consumers',
      { target_messages_per_s: 300, processing_ms_per_message: 100, expected_consumers: 50 },
      'the slowest handler asks for 86, the rest comes from 3 × 50 consumers.',
    ],
    [
      'come from consumers alone',
      { target_messages_per_s: 30, processing_ms_per_message: 100, expected_consumers: 50 },
      'no measured number asks for so many.',
    ],
    ['come from a handler', { target_messages_per_s: 500, processing_ms_per_message: 100 }, 'handler asks for 144.'],
    ['come from a hot key', { ...measured, hottest_key_share: 0.125 }, 'the hottest key asks for'],
    ['come from an assumed rate', { target_mb_per_s: 600 }, 'no measured number asks for so many.'],
  ])('%s', (_what, demand, expected) => {
    expect(says(demand)).toContain(expected);
  });
});

describe('words and numbers that fit each other', () => {
  it('of a single key', () => {
    const { findings, figures } = planPartitions({ ...measured, key_cardinality: 1, hottest_key_share: 1 });
    const text = JSON.stringify([findings, figures]);
    expect(text).toContain('1 key can never use 12 partitions.');
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
    ['a rounded share', { target_mb_per_s: 1, hottest_key_share: 0.33, key_cardinality: 3 }],
  ] as const)('bears with %s', (_, demand) => {
    expect(planPartitions(demand).partitions).toBe(6);
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

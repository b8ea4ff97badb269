import { describe, expect, it } from 'vitest';
import type { PartitionDemand } from '../../../src/domain/partitions/demand.ts';
import { measured } from '../../../src/domain/partitions/measured.ts';
import { withMeasured } from '../../../src/domain/partitions/measured-demand.ts';
import type { PartitionThroughput, TopicThroughput } from '../../../src/domain/partitions/observation.ts';
import { planPartitions } from '../../../src/domain/partitions/plan.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = 1_795_161_600_000;

/** End offsets three hours, one hour and a minute ago, and now; null: not known. */
const partition = (index: number, ends: readonly (number | null)[], more: Partial<PartitionThroughput> = {}) => {
  const times = [NOW_MS - 3 * HOUR_MS, NOW_MS - HOUR_MS, NOW_MS - 60_000, NOW_MS];
  const end = ends.at(-1) ?? null;
  return {
    partition: index,
    logStart: 0n,
    end: end === null ? null : BigInt(end),
    leaderBytes: end === null ? null : BigInt(end) * 500n,
    points: ends.flatMap((offset, at) =>
      offset === null ? [] : [{ atMs: times[at] ?? NOW_MS, endOffset: BigInt(offset) }],
    ),
    ...more,
  };
};

const topic = (more: Partial<TopicThroughput> = {}): TopicThroughput => ({
  ...{ observedAtMs: NOW_MS, topic: 'orders', brokers: 3, clusterReplicas: 120, replicationFactor: 3 },
  ...{
    cleanupPolicy: 'delete',
    remoteStorage: null,
    gaps: [],
    requests: 9,
    fullestBroker: { broker: 2, replicas: 41 },
  },
  partitions: [partition(0, [0, 720_000, 1_074_000, 1_080_000]), partition(1, [0, 720_000, 1_074_000, 1_080_000])],
  ...more,
});

describe('rates', () => {
  it('are those of the last and of the busiest interval, over all partitions', () => {
    const { now, peak } = measured(topic());
    expect(now).toEqual({ perSecond: 200, records: 12_000n, fromMs: NOW_MS - 60_000, toMs: NOW_MS });
    // 708,000 records in 59 minutes, 200 a second; the same as now, so the later counts.
    expect(peak).toEqual(now);
  });

  it.each<[what: string, partitions: readonly PartitionThroughput[], now: number | null, peak: number | null]>([
    ['a partition of which nothing is known does not count', [partition(0, [0, 0, 0, 600]), partition(1, [])], 10, 10],
    [
      'an interval that one partition does not know is left out',
      [partition(0, [0, 720_000, 720_000, 720_000]), partition(1, [null, 0, 0, 60])],
      1,
      1,
    ],
    ['nothing written is no peak', [partition(0, [5, 5, 5, 5])], 0, null],
    ['nothing known is no rate', [], null, null],
  ])('%s', (_what, partitions, now, peak) => {
    const rates = measured(topic({ partitions }));
    expect([rates.now?.perSecond ?? null, rates.peak?.perSecond ?? null]).toEqual([now, peak]);
  });
});

describe('bytes of a record', () => {
  it.each<[what: string, more: Partial<TopicThroughput>, bytes: number | null]>([
    ['the logs of the leaders by their records', {}, 500],
    [
      'a partition without a size is left out',
      { partitions: [partition(0, [0, 0, 0, 10]), partition(1, [0, 0, 0, 9], { leaderBytes: null })] },
      500,
    ],
    ['not of a compacted topic', { cleanupPolicy: 'compact,delete' }, null],
    ['not when the policy is unknown', { cleanupPolicy: null }, null],
    ['not when older segments lie elsewhere', { remoteStorage: true }, null],
    ['not of an empty log', { partitions: [partition(0, [0, 0, 0, 0])] }, null],
  ])('%s', (_what, more, bytes) => expect(measured(topic(more)).averageBytes).toBe(bytes));
});

describe('the demand', () => {
  const fill = (given: PartitionDemand, more: Partial<TopicThroughput> = {}) =>
    withMeasured(given, measured(topic(more)));
  const cluster = [
    'brokers',
    'cleanup_policy',
    'current_partitions',
    'existing_replicas_on_cluster',
    'replication_factor',
  ];

  it('takes what was not given', () => {
    const { demand, fields, differences } = fill({ growth_factor: 2 });
    expect(demand).toMatchObject({
      ...{ target_messages_per_s: 200, average_message_bytes: 500, brokers: 3, replication_factor: 3 },
      ...{ existing_replicas_on_cluster: 120, current_partitions: 2, cleanup_policy: 'delete', growth_factor: 2 },
    });
    expect([...fields].sort()).toEqual(['average_message_bytes', ...cluster, 'target_messages_per_s'].sort());
    expect(differences).toEqual([]);
  });

  it.each<[given: PartitionDemand, filled: readonly string[]]>([
    [{ target_mb_per_s: 1 }, ['average_message_bytes']],
    [{ target_messages_per_s: 150 }, ['average_message_bytes']],
    [{ target_messages_per_s: 150, target_mb_per_s: 0.1 }, []],
    [{ average_message_bytes: 400 }, ['target_messages_per_s']],
  ])('states no rate twice beside %j', (given, filled) => {
    expect([...fill(given).fields].filter((field) => !cluster.includes(field))).toEqual(filled);
    expect(() => planPartitions(given, topic())).not.toThrow();
  });

  it('never has more replicas than the brokers that were given', () => {
    expect(fill({ brokers: 2 }).demand.replication_factor).toBeUndefined();
  });

  it.each<[given: PartitionDemand, differs: readonly string[]]>([
    [{ target_messages_per_s: 400 }, []],
    [{ target_messages_per_s: 401 }, ['target_messages_per_s']],
    [{ target_mb_per_s: 0.01 }, ['target_mb_per_s']],
    [{ brokers: 4, average_message_bytes: 100 }, ['average_message_bytes', 'brokers']],
  ])('keeps what was given, and says what is more than twice away: %j', (given, differs) => {
    const { demand, differences } = fill(given);
    expect(demand).toMatchObject(given);
    expect(differences.map(({ field }) => field)).toEqual(differs);
    const finding = planPartitions(given, topic()).findings.find(({ rule }) => rule === 'PARTITIONS-MEASURED-DIFFERS');
    expect(finding?.evidence.length ?? 0).toBe(differs.length);
  });
});

describe('what the topic is', () => {
  const six = topic({ partitions: [0, 1, 2, 3, 4, 5].map((index) => partition(index, [7, 7, 7, 7])) });

  it.each<[given: PartitionDemand, partitions: number, says: string | undefined]>([
    [
      { target_messages_per_s: 5, current_partitions: 9 },
      6,
      'The live topic has current_partitions = 6, not 9: the plan counts with 6.',
    ],
    [
      { target_messages_per_s: 5, current_partitions: 3 },
      6,
      'The live topic has current_partitions = 6, not 3: the plan counts with 6.',
    ],
    [
      { target_messages_per_s: 5, replication_factor: 2, brokers: 4 },
      6,
      'The live topic has replication_factor = 3, not 2: the plan counts with 3. The plan counts with brokers = 4 (measured 3).',
    ],
    [{ target_messages_per_s: 5, current_partitions: 6, replication_factor: 3 }, 6, undefined],
  ])('is what was measured, whatever was given: %j', (given, partitions, says) => {
    const plan = planPartitions(given, six);
    expect([plan.partitions, plan.binding_constraint.id]).toEqual([partitions, 'current']);
    expect(plan.findings.find(({ rule }) => rule === 'PARTITIONS-MEASURED-DIFFERS')?.says).toBe(says);
  });

  it('bears with fewer brokers than it has replicas', () => {
    const plan = planPartitions({ brokers: 2, replication_factor: 2 }, six);
    expect(plan.findings.find(({ rule }) => rule === 'PARTITIONS-MEASURED-DIFFERS')?.evidence).toEqual([
      'brokers: given 2, measured 3',
      'replication_factor: given 2, measured 3',
    ]);
  });
});

describe('the plan of a live topic', () => {
  it('counts with the measured rate, and shows each number', () => {
    const plan = planPartitions({ processing_ms_per_message: 20 }, topic());
    // 200 messages/s × 20 ms ÷ 0.7 = 5.7: 6, × 2 growth = 12, of which the topic has 2.
    expect([plan.partitions, plan.binding_constraint.id]).toEqual([12, 'F2-processing']);
    expect(plan.summary).toContain('The rate was measured on orders.');
    expect(plan.measured).toMatchObject({
      ...{ topic: 'orders', messages_per_s_now: 200, messages_per_s_peak: 200, average_message_bytes: 500 },
      ...{ partitions: 2, brokers: 3, replicas_on_cluster: 120, replication_factor: 3, cleanup_policy: 'delete' },
    });
    expect(plan.measured?.used).toContain('target_messages_per_s = 200');
    expect(plan.figures.map(({ name, formula }) => `${name}: ${formula}`)).toEqual([
      'messages_per_s_now: 12,000 records ÷ 60 s',
      'messages_per_s_peak: 12,000 records ÷ 60 s',
      'average_message_bytes: 1,080,000,000 bytes on the leaders ÷ 2,160,000 records',
    ]);
  });

  it('finds a partition that takes most', () => {
    const uneven = [10, 1, 1, 1].map((share, index) => partition(index, [0, 0, 0, 1_000 * share]));
    const rule = (partitions: readonly PartitionThroughput[]) =>
      planPartitions({}, topic({ partitions })).findings.find((one) => one.rule === 'PARTITIONS-MEASURED-SKEW');
    expect(rule(uneven)).toMatchObject({ severity: 'medium' });
    expect(rule(uneven)?.says).toMatch(/^Partition 0 takes 76.9 % of the records, × 3.077 its even share/);
    expect(rule(uneven.map((one) => partition(one.partition, [0, 0, 0, 100])))).toBeUndefined();
    expect(rule(uneven.map((one) => partition(one.partition, [0, 0, 0, 10])))).toBeUndefined();
  });

  it('keeps an idle topic as it is', () => {
    const idle = topic({ partitions: [0, 1, 2, 3, 4, 5].map((index) => partition(index, [7, 7, 7, 7])) });
    const plan = planPartitions({}, idle);
    expect([plan.partitions, plan.binding_constraint.id]).toEqual([6, 'current']);
    expect(plan.summary).toContain('Nothing was written to orders');
    expect(plan.measured?.says).toContain('No record came in');
    expect(plan.measured).not.toHaveProperty('messages_per_s_peak');
  });

  it('holds the fullest broker against the limit', () => {
    const plan = (replicas: number) => planPartitions({}, topic({ fullestBroker: { broker: 2, replicas } }));
    expect(plan(41).limits).toContainEqual(
      expect.objectContaining({ limit: 'replicas of the fullest broker now', value: 41, status: 'ok' }),
    );
    expect(plan(4_001).findings.find(({ rule }) => rule === 'PARTITIONS-BROKER-LIMIT')).toMatchObject({
      severity: 'high',
      says: 'The fullest broker already holds 4,001 replicas, above 4,000.',
    });
  });

  it('does not take a rate that nobody told for none', () => {
    const { summary, measured: told } = planPartitions({}, topic({ partitions: [partition(0, []), partition(1, [])] }));
    expect(summary).toContain('The rate of orders could not be measured; see gaps.');
    expect(told?.says).toMatch(/^The rate could not be measured/);
  });

  it('says that rates are lower bounds where a partition did not answer', () => {
    const partial = topic({ partitions: [partition(0, [0, 0, 0, 600]), partition(1, [])] });
    expect(planPartitions({}, partial).measured?.says).toContain('Only 1 of 2 partitions answered');
  });
});

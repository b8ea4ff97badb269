import { describe, expect, test } from 'vitest';
import { observeTransactionSupport } from '../../src/kafka/transaction-support.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { scenario, ZERO_MS } from '../simulator/build.ts';
import { lookout } from './look.ts';

type Transaction = NonNullable<ScenarioInput['transactions']>[number];
const transaction = (more: Partial<Transaction>): Transaction => ({
  transactional_id: 'billing-0',
  producer_id: 4_000,
  topic: 'orders',
  partition: 1,
  records: 5,
  from_s: -100,
  outcome: 'open',
  timeout_ms: 600_000,
  ...more,
});

const STATE = { name: '__transaction_state', partitions: 4, replication_factor: 3 };
const cluster = (more: Partial<ScenarioInput> = {}) =>
  scenario({
    topics: [{ name: 'orders', partitions: 3, rates: [{ from_s: -3_600, per_s: 30 }] }, STATE],
    ...more,
  });

async function observe(input: ScenarioInput) {
  const { startCall, takeRequests } = await lookout(input);
  const seen = await observeTransactionSupport(startCall(), () => ZERO_MS);
  return { seen, requests: takeRequests() };
}

describe('what a cluster offers to transactions', () => {
  test('brokers, their settings and the topic of the coordinators', async () => {
    const { seen } = await observe(cluster({ broker_configs: { 'transaction.max.timeout.ms': '300000' } }));
    expect(seen.gaps).toEqual([]);
    expect(seen.observedAtMs).toBe(ZERO_MS);
    expect(seen.brokers.map(({ nodeId, release }) => [nodeId, release])).toEqual([
      [1, '4.3'],
      [2, '4.3'],
      [3, '4.3'],
    ]);
    expect(seen.brokers[0]?.settings).toMatchObject({
      maxTimeoutMs: 300_000,
      partitionVerification: true,
      defaultMinInsyncReplicas: 1,
    });
    expect(seen.stateTopic).toMatchObject({ kind: 'present', minInsyncReplicas: 1 });
    expect(
      seen.stateTopic.kind === 'present' && seen.stateTopic.partitions.map(({ replicas }) => replicas.length),
    ).toEqual([3, 3, 3, 3]);
    expect([seen.running, seen.open]).toEqual([[], []]);
  });

  test('a topic that is not there yet', async () => {
    const { seen } = await observe(cluster({ topics: [] }));
    expect(seen.stateTopic).toEqual({ kind: 'absent' });
    expect(seen.gaps).toEqual([]);
  });

  test('transactions under way and those that hold readers back', async () => {
    const { seen } = await observe(
      cluster({
        transactions: [
          transaction({}),
          transaction({ transactional_id: 'billing-1', producer_id: 4_001, partition: 0, outcome: 'hanging' }),
          transaction({ transactional_id: 'billing-2', producer_id: 4_002, partition: 2, outcome: 'committed' }),
        ],
      }),
    );
    expect(seen.gaps).toEqual([]);
    expect(seen.running).toEqual([
      {
        transactionalId: 'billing-0',
        coordinator: expect.any(Number),
        state: 'Ongoing',
        timeoutMs: 600_000,
        startedMs: ZERO_MS - 100_000,
        partitions: 1,
      },
    ]);
    expect(
      seen.open.map(({ partition, coordinatorHasPartition }) => [partition, coordinatorHasPartition]).sort(),
    ).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  test('few requests: at most fourteen for three brokers on which nothing is open, and none that writes', async () => {
    const { requests } = await observe(cluster());
    const counted = new Map<string, number>();
    for (const { api } of requests) counted.set(api, (counted.get(api) ?? 0) + 1);
    expect(Object.fromEntries(counted)).toEqual({
      Metadata: 1,
      DescribeConfigs: 4,
      ListTransactions: 3,
      ListOffsets: expect.any(Number),
    });
    expect(counted.get('ListOffsets')).toBeLessThanOrEqual(6);
  });
});

describe('what may not be read is a gap', () => {
  test.each<[what: string, more: Partial<ScenarioInput>, gap: string]>([
    [
      'settings of brokers',
      { denied: [{ resource: 'cluster', operations: ['describe_configs'] }] },
      'transaction settings of broker 1',
    ],
    [
      'the topic of the coordinators',
      { denied: [{ resource: 'topic', name: '__transaction_state', operations: ['describe'] }] },
      'replicas of __transaction_state',
    ],
    [
      'transactions of a coordinator',
      { faults: [{ api: 'ListTransactions', broker: 2, action: { kind: 'drop' } }] },
      'transactions coordinated by broker 2',
    ],
    [
      'offsets',
      { faults: [{ api: 'ListOffsets', action: { kind: 'error', error: 'NOT_LEADER_OR_FOLLOWER' } }] },
      'high watermark of ',
    ],
  ])('%s', async (_what, more, gap) => {
    const { seen } = await observe(cluster(more));
    expect(seen.gaps.map(({ what }) => what)).toContainEqual(expect.stringContaining(gap));
    expect(seen.brokers).toHaveLength(3);
  });

  test('a topic that may not be described is not taken for absent', async () => {
    const { seen } = await observe(
      cluster({ denied: [{ resource: 'topic', name: '__transaction_state', operations: ['describe'] }] }),
    );
    expect(seen.stateTopic).toEqual({ kind: 'unreadable' });
  });
});

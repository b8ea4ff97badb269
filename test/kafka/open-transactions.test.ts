import { describe, expect, test } from 'vitest';
import type { OpenTransaction } from '../../src/domain/lag/observation.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { scenario, ZERO_MS } from '../simulator/build.ts';
import { lookout } from './look.ts';

type Transaction = NonNullable<ScenarioInput['transactions']>[number];

const transaction = (outcome: Transaction['outcome'], more: Partial<Transaction> = {}): Transaction => ({
  transactional_id: `${outcome}-tx`,
  producer_id: 4_000,
  topic: 'orders',
  partition: 1,
  records: 5,
  from_s: -100,
  outcome,
  timeout_ms: 600_000,
  ...more,
});

const withTransactions = (transactions: readonly Transaction[], more: Partial<ScenarioInput> = {}) =>
  scenario({
    topics: [{ name: 'orders', partitions: 3, rates: [{ from_s: -3_600, per_s: 30 }] }],
    groups: [{ name: 'g', topics: ['orders'], read_committed: true, members: [{ client_id: 'w', per_s: 50 }] }],
    transactions: [...transactions],
    ...more,
  });

const expected = (more: Partial<OpenTransaction>): Partial<OpenTransaction> => ({
  topic: 'orders',
  partition: 1,
  producerId: 4_000n,
  lastTimestampMs: ZERO_MS - 100_000,
  ...more,
});

describe('what holds a last stable offset back', () => {
  test.each<[what: string, transactions: readonly Transaction[], expected: readonly Partial<OpenTransaction>[]]>([
    ['nothing', [], []],
    ['one that was committed', [transaction('committed')], []],
    [
      'open: its coordinator counts the partition to it',
      [transaction('open')],
      [
        expected({
          transactionalId: 'open-tx',
          state: 'Ongoing',
          timeoutMs: 600_000,
          startedMs: ZERO_MS - 100_000,
          coordinatorHasPartition: true,
        }),
      ],
    ],
    [
      'open, beside one that is over on the same partition',
      [transaction('open'), transaction('committed', { producer_id: 4_005, from_s: -300 })],
      [expected({ transactionalId: 'open-tx', state: 'Ongoing' })],
    ],
    [
      'hanging: its coordinator knows the id and not the partition',
      [transaction('hanging')],
      [
        expected({
          transactionalId: 'hanging-tx',
          state: 'Empty',
          startedMs: null,
          coordinatorHasPartition: false,
        }),
      ],
    ],
    [
      'several, on several partitions',
      [
        transaction('open'),
        transaction('hanging', { producer_id: 4_001, partition: 2, from_s: -200 }),
        transaction('aborted', { producer_id: 4_002, partition: 0 }),
      ],
      [
        expected({ transactionalId: 'open-tx', coordinatorHasPartition: true }),
        expected({
          partition: 2,
          producerId: 4_001n,
          lastTimestampMs: ZERO_MS - 200_000,
          transactionalId: 'hanging-tx',
          coordinatorHasPartition: false,
        }),
      ],
    ],
  ])('%s', async (_what, transactions, found) => {
    const { study, cluster } = await lookout(withTransactions(transactions));
    const { openTransactions, gaps } = await study('g');
    expect(gaps).toEqual([]);
    const sorted = openTransactions.toSorted((a, b) => a.partition - b.partition);
    expect(sorted).toMatchObject(found);
    expect(sorted).toHaveLength(found.length);
    for (const { topic, partition, startOffset } of sorted) {
      const held = cluster.state.topic(topic);
      const where = cluster.state.partition(topic, partition);
      if (held === null || where === null) throw new Error(`no ${topic}-${partition}`);
      expect(startOffset).toBe(held.lastStable(where, ZERO_MS));
    }
  });

  test('is not asked about where nothing is held back', async () => {
    const { study, takeRequests } = await lookout(withTransactions([transaction('committed')]));
    await study('g');
    const asked = takeRequests().map(({ api }) => api);
    expect(asked.filter((api) => /Producers|Transactions/.test(api))).toEqual([]);
  });

  test('many groups: those that hold any of their partitions back', async () => {
    const { look, background } = await lookout(withTransactions([transaction('open')]));
    const { openTransactions } = await background(await look({ kind: 'all' }), { deep: false });
    expect(openTransactions).toMatchObject([{ transactionalId: 'open-tx' }]);
  });
});

describe('what can not be asked', () => {
  test.each<[what: string, more: Partial<ScenarioInput>, expected: readonly object[], gap: string | null]>([
    [
      'the topic may not be read: no producer is told',
      { denied: [{ resource: 'topic', name: 'orders', operations: ['read'] }] },
      [],
      'open transactions on orders-1',
    ],
    [
      'a coordinator does not answer: it might know it',
      { faults: [{ api: 'ListTransactions', action: { kind: 'drop' } }] },
      [{ transactionalId: null, state: null, coordinatorHasPartition: null }],
      'transactions coordinated by broker 1',
    ],
    [
      'its owner can not be described',
      { faults: [{ api: 'DescribeTransactions', action: { kind: 'error', error: 'NOT_COORDINATOR' } }] },
      [{ transactionalId: 'open-tx', state: 'Ongoing', timeoutMs: null, coordinatorHasPartition: null }],
      'transactions coordinated by broker',
    ],
    [
      'its coordinator no longer knows it',
      { faults: [{ api: 'DescribeTransactions', action: { kind: 'error', error: 'TRANSACTIONAL_ID_NOT_FOUND' } }] },
      [{ transactionalId: 'open-tx', state: null, coordinatorHasPartition: false }],
      null,
    ],
    [
      'the id is hidden: it looks as if no coordinator had it',
      { denied: [{ resource: 'transactional_id', operations: ['describe'] }] },
      [{ transactionalId: null, state: null, coordinatorHasPartition: false }],
      null,
    ],
  ])('%s', async (_what, more, found, gap) => {
    const { study } = await lookout(withTransactions([transaction('open')], more));
    const { openTransactions, gaps, curves } = await study('g');
    expect(openTransactions).toMatchObject(found);
    expect(openTransactions).toHaveLength(found.length);
    const whats = gaps.map(({ what }) => what);
    if (gap === null) expect(whats).toEqual([]);
    else expect(whats).toContainEqual(expect.stringContaining(gap));
    expect(curves).toHaveLength(3);
  });
});

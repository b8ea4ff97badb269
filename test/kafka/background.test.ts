import { describe, expect, test } from 'vitest';
import type { GroupSelection } from '../../src/domain/lag/observation.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { scenario, ZERO_MS } from '../simulator/build.ts';
import { lookout } from './look.ts';

/** Every broker leads some of the partitions, and every one of 40 groups lags. */
const spread = (brokers: number, more: Partial<ScenarioInput> = {}) =>
  scenario({
    brokers: Array.from({ length: brokers }, (_, index) => ({ id: index + 1 })),
    offsets_partitions: 50,
    topics: [
      { name: 'orders', partitions: 24, replication_factor: 2, rates: [{ from_s: -3_600, per_s: 240 }] },
      { name: 'payments', partitions: 24, replication_factor: 2, rates: [{ from_s: -3_600, per_s: 24 }] },
    ],
    groups: [
      {
        name: 'slow-{n}',
        count: 40,
        topics: ['orders', 'payments'],
        members: [{ client_id: 'w', per_s: 200 }],
        commit_every_s: 60,
      },
    ],
    ...more,
  });
const onOrders = { topic: 'orders', partition: 0 };
const open = {
  ...onOrders,
  transactional_id: 'tx',
  producer_id: 1,
  from_s: -100,
  outcome: 'open' as const,
  timeout_ms: 900_000,
};

const LOOK = /^(FindCoordinator|ListGroups|DescribeGroups|ConsumerGroupDescribe|StreamsGroupDescribe|OffsetFetch)$/;

/** A look and its background, with what the brokers saw of the latter. */
async function counted(input: ScenarioInput, selection: GroupSelection, deep: boolean) {
  const { look, background, takeRequests } = await lookout(input);
  const first = await look(selection);
  expect(takeRequests()).toHaveLength(first.requests);
  const { requests, gaps, curves, histories, firstUnread } = await background(first, { deep });
  const seen = takeRequests().map(({ api }) => api);
  expect(gaps).toEqual([]);
  expect(seen.filter((api) => LOOK.test(api))).toEqual([]);
  expect(seen).toHaveLength(requests.history + requests.others);
  const count = (api: string) => seen.filter((each) => each === api).length;
  return { look: first.requests, ...requests, count, curves, histories, firstUnread };
}

describe.each([3, 12])('requests on %d brokers', (brokers) => {
  test.each(['classic', 'consumer', 'share', 'streams'] as const)(
    'one %s group: 3·B + 6 and the past',
    async (type) => {
      const groups = [
        { ...spread(brokers).groups?.[0], count: 1, type, topics: ['orders', 'payments'], name: 'slow-{n}' },
      ];
      const input = spread(brokers, { groups });
      const { look, others, history, count, curves, firstUnread } = await counted(
        input,
        { kind: 'named', group: 'slow-1' },
        true,
      );
      expect(look + others).toBeLessThanOrEqual(3 * brokers + 6);
      // Metadata, three ListOffsets and one Fetch at the leader of the group's partition; six points of the curve a leader.
      expect(history).toBeLessThanOrEqual(1 + 4 + 6 * brokers);
      expect(count('Fetch')).toBeLessThanOrEqual(1 + brokers);
      expect({ curves: curves.length, unread: firstUnread.length > 0 }).toEqual({ curves: 48, unread: true });
    },
  );

  test('all groups: 4·B + 2 and the past', async () => {
    const { look, others, history, count, histories } = await counted(spread(brokers), { kind: 'all' }, false);
    expect(look + others).toBeLessThanOrEqual(4 * brokers + 2);
    expect(history - count('Fetch')).toBeLessThanOrEqual(1 + 3 * brokers + 6 * brokers);
    expect(count('Fetch')).toBeLessThanOrEqual(2 * brokers);
    expect(histories.size).toBe(40);
  });

  test('those of a pattern: one more', async () => {
    const { look, others } = await counted(spread(brokers), { kind: 'pattern', pattern: 'slow-1*' }, false);
    expect(look + others).toBeLessThanOrEqual(4 * brokers + 3);
  });

  test('an open transaction costs 3·B more, at most', async () => {
    const group: GroupSelection = { kind: 'named', group: 'slow-1' };
    const without = await counted(spread(brokers), group, true);
    const { look, others, count } = await counted(spread(brokers, { transactions: [open] }), group, true);
    expect(look + others - (without.look + without.others)).toBeLessThanOrEqual(3 * brokers);
    expect([count('DescribeProducers'), count('ListTransactions'), count('DescribeTransactions')]).toEqual([
      1,
      brokers,
      1,
    ]);
  });
});

test('a longer window has more points, and nothing else', async () => {
  const { look, background } = await lookout(spread(3, { commit_history_s: 7_200 }));
  const first = await look('slow-1');
  const [short, long] = [await background(first), await background(first, { sinceMs: ZERO_MS - 3_600_000 })];
  expect(long.requests.others).toBe(short.requests.others);
  expect(long.requests.history - short.requests.history).toBeLessThanOrEqual(3 * 11 + 2);
  expect(long.curves[0]?.points).toHaveLength(17);
});

test('of many groups, a topic that lags on one partition has the curve of every partition', async () => {
  const { look, background } = await lookout(
    scenario({
      topics: [
        {
          name: 'hot',
          partitions: 4,
          shares: [97, 1, 1, 1],
          rates: [
            { from_s: -3_600, per_s: 100 },
            { from_s: -30, per_s: 0 },
          ],
        },
        {
          name: 'read',
          partitions: 4,
          rates: [
            { from_s: -3_600, per_s: 100 },
            { from_s: -60, per_s: 0 },
          ],
        },
      ],
      groups: [
        { name: 'slow', topics: ['hot'], members: [{ client_id: 's', per_s: 40 }], commit_every_s: 5 },
        { name: 'fast', topics: ['read'], members: [{ client_id: 'f', per_s: 400 }], commit_every_s: 1 },
      ],
    }),
  );
  const { curves } = await background(await look({ kind: 'all' }));
  expect(curves.map(({ topic, partition }) => `${topic}-${partition}`).sort()).toEqual([
    'hot-0',
    'hot-1',
    'hot-2',
    'hot-3',
  ]);
  expect(curves.every(({ points }) => points.length > 1)).toBe(true);
});

describe('nothing to ask', () => {
  test('a group that does not exist', async () => {
    const { study, takeRequests } = await lookout(spread(3));
    const { requests, gaps, histories } = await study('nobody');
    takeRequests();
    expect({ requests, gaps, histories: histories.size }).toEqual({
      requests: { history: 0, others: 0 },
      gaps: [],
      histories: 0,
    });
  });

  test('many groups without lag: no settings', async () => {
    const groups = [
      { name: 'done-{n}', count: 2, topics: ['orders'], committed: { orders: [36_000] }, protocol_type: '' },
    ];
    const { look, background } = await lookout(spread(3, { groups }));
    const { requests, topics, cluster } = await background(await look({ kind: 'all' }), { deep: false });
    expect(requests.others).toBe(0);
    expect(topics.size).toBe(0);
    expect(cluster).toMatchObject({ brokers: 3, offsetsRetentionMinutes: null });
  });
});

describe('a part that fails', () => {
  test.each<[api: string, lost: RegExp, left: readonly string[]]>([
    // Then the age of what is unread is narrowed down by offsets for times.
    ['Fetch', /commit history/, ['curves', 'settings', 'unread']],
    ['ListOffsets', /commit history|produce curve/, ['settings', 'unread']],
    ['DescribeConfigs', /settings/, ['history', 'curves', 'unread']],
  ])('%s is not answered: a gap, and the rest is there', async (api, lost, left) => {
    const { cluster, look, background } = await lookout(spread(3));
    const first = await look('slow-1');
    cluster.fault({ api, action: { kind: 'error', code: 35 } });
    const { gaps, histories, curves, topics, firstUnread, historyMissing } = await background(first);
    // Nobody is blamed for what a broker did not say.
    if (historyMissing !== null) expect(historyMissing).toContain('UNSUPPORTED_VERSION');
    const parts = {
      history: histories.size > 0 && historyMissing === null,
      curves: curves.some(({ points }) => points.length > 1),
      settings: topics.get('orders')?.retentionMs != null,
      unread: firstUnread.length > 0,
    };
    expect(
      Object.entries(parts)
        .flatMap(([name, there]) => (there ? [name] : []))
        .sort(),
    ).toEqual([...left].sort());
    expect(gaps.some(({ what }) => lost.test(what))).toBe(true);
  });

  test('no broker answers any more: nothing is known, and nothing is thrown', async () => {
    const { cluster, look, background } = await lookout(spread(3));
    const first = await look('slow-1');
    for (const id of [1, 2, 3]) await cluster.killBroker(id, false);
    const { gaps, historyMissing, histories } = await background(first);
    expect(historyMissing).toBe('the cluster metadata could not be read');
    expect(histories.size).toBe(0);
    expect(gaps).toMatchObject([{ what: 'the past and the surroundings of the groups' }]);
  });

  test('one broker is gone: what the others have is there', async () => {
    const { cluster, look, background } = await lookout(spread(3));
    const first = await look('slow-1');
    const gone = [1, 2, 3].find((id) => id !== first.groups[0]?.coordinator) ?? 0;
    await cluster.killBroker(gone, false);
    const { gaps, curves, histories, topics } = await background(first);
    expect(histories.get('slow-1')?.partitions).toHaveLength(48);
    expect(topics.get('orders')?.retentionMs).toBe(604_800_000);
    expect(curves.filter(({ points }) => points.length > 1)).toHaveLength(32);
    expect(new Set(gaps.map(({ broker }) => broker))).toEqual(new Set([gone]));
  });
});

describe('cancellation', () => {
  test.each(['Metadata', 'ListOffsets', 'Fetch', 'DescribeConfigs', 'DescribeProducers'])(
    'while %s hangs',
    async (api) => {
      const { cluster, look, background, signal } = await lookout(spread(3, { transactions: [open] }));
      const first = await look('slow-1');
      cluster.fault({ api, action: { kind: 'hang' } });
      const before = cluster.requests.length;
      const reading = background(first);
      while (!cluster.requests.slice(before).some((request) => request.api === api)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      const reason = new Error('enough');
      signal.abort(reason);
      await expect(reading).rejects.toThrow();
      expect(signal.signal.reason).toBe(reason);
    },
  );
});

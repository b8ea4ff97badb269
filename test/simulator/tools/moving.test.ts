import { describe, expect, it } from 'vitest';
import type { Release, ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { type Expected, holds, lag, leavesNothingBehind, neverLooksWell, type Plant, withBroken } from './broken.ts';

leavesNothingBehind();

const complete: Expected = { only: true, text: [/^(5 of 5 groups lag, \d|\w+: \w+, lag \d)/] };

/** Something happens just before broker 2 answers its first request to an API. */
const during =
  (api: string, happens: Plant): Plant =>
  (cluster) =>
    cluster.fault({ broker: 2, api, times: 1, action: { kind: 'event', run: () => void happens(cluster) } });

const leaderMoves: Plant = (cluster) => cluster.moveLeader('orders', 1, 3);
const coordinatorMoves: Plant = (cluster) => cluster.moveLeader('__consumer_offsets', 1, 3);

describe.each<[string, string | undefined]>([
  ['all groups', undefined],
  ['one group', 'billing'],
])('%s', (_, group) => {
  it.each<[string, Plant, Expected]>([
    ['a leader moves before its offsets are asked for', during('ListOffsets', leaderMoves), complete],
    ['a leader moves before its bounds are asked for', during('Fetch', leaderMoves), complete],
    ['the coordinator moves before it lists its groups', during('ListGroups', coordinatorMoves), complete],
    [
      'a partition loses its leader',
      (cluster) => cluster.moveLeader('orders', 1, null),
      { text: [/^(5 of 5 groups lag|billing: \w+, lag) at least|5 of 5 groups lag, at least/, /leader/] },
    ],
  ])('%s', (__, plant, expected) =>
    withBroken(plant, async (server) => {
      const answer = await lag(server, group);
      holds(answer, expected);
      neverLooksWell(answer);
    }),
  );
});

describe('a coordinator that moves in the middle', () => {
  it('leaves its groups unknown, by name, and the next answer has them', () =>
    withBroken(during('OffsetFetch', coordinatorMoves), async (server) => {
      const answer = await lag(server);
      holds(answer, {
        gaps: [
          'committed offsets of group billing | broker 2 answered NOT_COORDINATOR | 2',
          'committed offsets of group search | broker 2 answered NOT_COORDINATOR | 2',
          'share offsets of group shipping | broker 2 answered NOT_COORDINATOR | 2',
        ],
        text: [/^2 of 5 groups lag, .* the lag of 3 groups is unknown/],
      });
      neverLooksWell(answer);
      holds(await lag(server), complete);
    }));

  it('leaves the members of one group unknown', () =>
    withBroken(during('DescribeGroups', coordinatorMoves), async (server) => {
      const answer = await lag(server, 'billing');
      holds(answer, {
        gaps: ['members of group billing | broker 2 answered NOT_COORDINATOR | 2'],
        text: [/^billing: unknown, which is not a lag of zero/],
      });
      holds(await lag(server, 'billing'), complete);
    }));

  it('that is nowhere: its groups are in no list, and the answer says so', () =>
    withBroken(
      (cluster) => cluster.moveLeader('__consumer_offsets', 1, null),
      async (server) => {
        const all = await lag(server);
        holds(all, {
          gaps: [/^every group that is kept in __consumer_offsets-1 \| these partitions have no leader/],
          text: [/^2 of 2 groups lag, .* Partial: 1 part/],
        });
        neverLooksWell(all);
        holds(await lag(server, 'billing'), {
          gaps: [/^group billing \| its coordinator is not available: __consumer_offsets-1.* has no leader/],
          text: [/^billing: unknown, which is not a lag of zero/],
        });
      },
    ));
});

describe('partitions without a leader', () => {
  it('are named, with the brokers that have their replicas', () =>
    withBroken(
      (cluster) => cluster.moveLeader('orders', 1, null),
      async (server) => {
        const answer = await server.call('kafka_describe_cluster');
        holds(answer, { text: ['CLUSTER-LEADERLESS-PARTITION', 'orders-1', '1 partition without a leader'] });
        expect(answer.content.leaderless_partitions).toEqual(['orders-1']);
        holds(await lag(server, 'billing'), {
          text: ['LAG-LEADERLESS-PARTITION', "orders-1: its end offset can't be had: leaderless"],
        });
      },
    ));
});

const brokersOf = (...releases: readonly Release[]): Partial<ScenarioInput> => ({
  brokers: releases.map((release, index) => ({ id: index + 1, release })),
  // A share group can't be kept by a broker that knows none.
  groups: (['invoices', 'billing', 'fraud'] as const).map((name) => ({
    ...{ name, topics: [name === 'fraud' ? 'payments' : 'orders'], commit_every_s: 1 },
    members: [{ client_id: `${name}-{n}`, count: 2, per_s: 20 }],
  })),
});

describe.each<readonly [Release, Release, Release]>([
  ['3.0', '3.9', '4.3'],
  ['4.3', '3.0', '3.9'],
  ['3.9', '4.3', '3.0'],
  ['4.4', '4.4', '4.0'],
])('brokers of %s, %s and %s, as in a rolling upgrade', (...releases) => {
  it('are each asked in versions that they know, and nothing is missing', () =>
    withBroken(
      () => {},
      async (server) => {
        const all = await lag(server);
        holds(all, { only: true, text: [/^3 of 3 groups lag, \d/] });
        neverLooksWell(all);
        for (const group of ['invoices', 'billing', 'fraud']) holds(await lag(server, group), { only: true });
        const cluster = await server.call('kafka_describe_cluster');
        holds(cluster, { only: true, text: ['3 of 3 brokers answer'] });
        expect(cluster.content.brokers.map((row: { release: string }) => row.release)).toEqual(releases);
      },
      brokersOf(...releases),
    ));
});

it('a broker that was upgraded since the last answer is asked anew what it speaks', () =>
  withBroken(
    () => {},
    async (server) => {
      holds(await lag(server), { only: true });
      await server.cluster.upgradeBroker(2, '3.9');
      await server.cluster.upgradeBroker(1, '4.4');
      const answer = await lag(server);
      holds(answer, { only: true, text: [/^3 of 3 groups lag/] });
      const cluster = await server.call('kafka_describe_cluster');
      expect(cluster.content.brokers.map((row: { release: string }) => row.release)).toEqual(['4.4', '3.9', '4.3']);
    },
    brokersOf('4.3', '4.3', '4.3'),
  ));

describe('a share group on a broker that knows no share groups', () => {
  it('is a gap, not a group that never read', () =>
    withBroken(
      () => {},
      async (server) => {
        holds(await lag(server), {
          gaps: ['share offsets of group shipping | broker 2 does not offer DescribeShareGroupOffsets | 2'],
          text: [/^4 of 5 groups lag, .* the lag of 1 group is unknown/],
        });
      },
      { brokers: [{ id: 1 }, { id: 2, release: '3.9' }, { id: 3 }] },
    ));
});

describe('transactions of which something is hidden', () => {
  const hanging: Partial<ScenarioInput> = {
    transactions: [
      { transactional_id: 'tx', producer_id: 7, topic: 'orders', partition: 1, from_s: -60, outcome: 'hanging' },
    ],
  };

  it.each<[string, number, RegExp]>([
    ['DescribeProducers', 29, /^open transactions on orders-1 \| broker 2 answered TOPIC_AUTHORIZATION_FAILED \| 2$/],
    [
      'ListTransactions',
      15,
      /^transactions coordinated by broker 2 \| broker 2 answered COORDINATOR_NOT_AVAILABLE \| 2$/,
    ],
    ['DescribeTransactions', 53, /^transactions coordinated by broker \d \| broker \d answered TRANSACTIONAL_ID_AUTH/],
  ])('%s answers an error: a gap, and no verdict about what hangs', (api, code, gap) =>
    withBroken(
      (cluster) => cluster.fault({ api, action: { kind: 'error', code } }),
      async (server) => {
        const answer = await lag(server, 'billing');
        holds(answer, { gaps: [gap] });
        neverLooksWell(answer);
        expect(answer.text).not.toContain('HANGING');
      },
      hanging,
    ),
  );
});

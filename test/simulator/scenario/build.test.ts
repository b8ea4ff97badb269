import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { clusterOf, scriptOf, ZERO_MS } from '../build.ts';

type Topic = NonNullable<ScenarioInput['topics']>[number];

const partitionsOf = (topic: Partial<Topic>) =>
  (clusterOf({ topics: [{ name: 't', ...topic }] }).topic('t')?.partitions ?? []).map(
    ({ leader, replicas, isr, offline }) => ({ leader, replicas, isr, offline }),
  );

describe('a topic', () => {
  it.each<[string, Partial<Topic>, ReturnType<typeof partitionsOf>]>([
    [
      'is spread over the brokers in turn',
      { partitions: 2, replication_factor: 2 },
      [
        { leader: 1, replicas: [1, 2], isr: [1, 2], offline: [] },
        { leader: 2, replicas: [2, 3], isr: [2, 3], offline: [] },
      ],
    ],
    [
      'is where it is put, leader first',
      { assignment: [[3, 1], [2]] },
      [
        { leader: 3, replicas: [3, 1], isr: [3, 1], offline: [] },
        { leader: 2, replicas: [2], isr: [2], offline: [] },
      ],
    ],
    [
      'without a leader has all its replicas offline, and one that may lead again',
      { replication_factor: 2, leaderless: [0] },
      [{ leader: null, replicas: [1, 2], isr: [1], offline: [1, 2] }],
    ],
    [
      'whose replica fell behind has it out of sync',
      { replication_factor: 3, out_of_sync: [{ partition: 0, replicas: [3] }] },
      [{ leader: 1, replicas: [1, 2, 3], isr: [1, 2], offline: [] }],
    ],
    [
      'whose first replica fell behind is led by the next',
      { replication_factor: 3, out_of_sync: [{ partition: 0, replicas: [1] }] },
      [{ leader: 2, replicas: [1, 2, 3], isr: [2, 3], offline: [] }],
    ],
  ])('%s', (_, topic, expected) => {
    expect(partitionsOf(topic)).toEqual(expected);
  });

  it.each<[string, Partial<Topic>, readonly bigint[]]>([
    ['evenly', { partitions: 4 }, [100n, 100n, 100n, 100n]],
    ['by shares', { partitions: 3, shares: [2, 1, 1] }, [200n, 100n, 100n]],
    ['nothing where a share is left out', { partitions: 3, shares: [3, 1] }, [300n, 100n, 0n]],
    ['nothing at all when nobody gets a share', { partitions: 2, shares: [0, 0] }, [0n, 0n]],
  ])('gets its records %s', (_, topic, expected) => {
    const cluster = clusterOf({ topics: [{ name: 't', rates: [{ from_s: -100, per_s: 4 }], ...topic }] });
    expect(cluster.topic('t')?.partitions.map(({ log }) => log.end(ZERO_MS))).toEqual(expected);
  });

  it('keeps its id, and no two have the same', () => {
    const ids = () =>
      [...clusterOf({ topics: [{ name: 'a' }, { name: 'b' }] }).topics.values()].map(({ topicId }) => topicId);
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(3);
    for (const id of ids()) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});

describe('"count"', () => {
  const cluster = clusterOf({
    topics: [{ name: 'orders.{n}', count: 3 }],
    groups: [
      {
        name: 'app-{n}',
        count: 2,
        topics: ['orders.{n}'],
        members: [{ client_id: 'worker-{group}-{n}', count: 2, per_s: 1 }],
      },
    ],
  });

  it('makes as many topics and groups, with the number in every name', () => {
    expect([...cluster.topics.keys()]).toEqual(['orders.1', 'orders.2', 'orders.3', '__consumer_offsets']);
    expect([...cluster.groups.keys()]).toEqual(['app-1', 'app-2']);
    expect(scriptOf(cluster, 'app-2').scenario.topics).toEqual(['orders.2']);
    const { members } = scriptOf(cluster, 'app-2').epochAt(ZERO_MS);
    expect(members.map(({ clientId }) => clientId)).toEqual(['worker-2-1', 'worker-2-2']);
  });
});

describe('history', () => {
  it.each<[string, Partial<ScenarioInput>, number]>([
    ['reaches back as far as commits are kept', { commit_history_s: 50 }, -50],
    ['reaches back to the first rate', { topics: [{ name: 't', rates: [{ from_s: -900, per_s: 1 }] }] }, -900],
    [
      'reaches back to the first transaction',
      {
        topics: [{ name: 't' }],
        transactions: [
          { transactional_id: 'x', producer_id: 1, topic: 't', partition: 0, from_s: -800, outcome: 'hanging' },
        ],
      },
      -800,
    ],
    [
      'reaches back to the first member',
      { groups: [{ name: 'g', topics: ['t'], members: [{ client_id: 'c', per_s: 1, from_s: -700 }] }] },
      -700,
    ],
  ])('%s', (_, more, seconds) => {
    const since = { name: 'since', topics: ['t'], members: [{ client_id: 'c', per_s: 1 }] };
    const cluster = clusterOf({ topics: [{ name: 't' }], ...more, groups: [...(more.groups ?? []), since] });
    const script = scriptOf(cluster, 'since');
    expect(script.epochAt(ZERO_MS + seconds * 1_000).members).toHaveLength(1);
    expect(script.epochAt(ZERO_MS + seconds * 1_000 - 1).members).toHaveLength(0);
  });
});

it('a cluster whose topic of commits does not exist yet has none', () => {
  expect(clusterOf({ offsets_partitions: null }).topic('__consumer_offsets')).toBeNull();
});

it('a broker speaks its own release, else that of the cluster', () => {
  const cluster = clusterOf({ release: '4.3', brokers: [{ id: 1, release: '3.9', rack: 'az1' }, { id: 2 }] });
  expect(cluster.brokers).toMatchObject([
    { id: 1, release: '3.9', rack: 'az1', alive: true },
    { id: 2, release: '4.3', rack: null, alive: true },
  ]);
});

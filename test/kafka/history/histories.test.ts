import { describe, expect, test } from 'vitest';
import type { GroupHistory } from '../../../src/domain/lag/observation.ts';
import type { Release, ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { scenario, scriptOf, ZERO_MS } from '../../simulator/build.ts';
import { lookout } from '../look.ts';

const WINDOW_MS = 600_000;
const at = (seconds: number) => ZERO_MS + seconds * 1_000;

type Group = NonNullable<ScenarioInput['groups']>[number];

const topic = { name: 'orders', partitions: 3, replication_factor: 3, rates: [{ from_s: -3_600, per_s: 30 }] };
const worker = { client_id: 'worker-{n}', count: 2, host: '10.0.0.7', per_s: 12 };
const flapping = { client_id: 'flaky', per_s: 5, flaps: { from_s: -300, up_s: 20, down_s: 10 } };

const readingGroup = (type: NonNullable<Group['type']>, more: Partial<Group> = {}): Group => ({
  name: `group-${type}`,
  type,
  topics: ['orders'],
  members: [worker, flapping],
  ...more,
});

/** What the scenario did in the window, in the words of the history. */
function acted(state: Awaited<ReturnType<typeof lookout>>['cluster']['state'], group: string) {
  const script = scriptOf(state, group);
  const commits = script.scenario.type === 'share' ? [] : script.commitsBetween(ZERO_MS - WINDOW_MS, ZERO_MS);
  const generations = script.changesBetween(ZERO_MS - WINDOW_MS, ZERO_MS);
  return {
    commits: [0, 1, 2].map((partition) =>
      commits.filter((each) => each.partition === partition).map(({ atMs, offset }) => ({ atMs, offset })),
    ),
    generations: generations.map(({ fromMs, generation, members }) => ({
      atMs: fromMs,
      generation,
      members: members.map(({ memberId, clientId, host }) => ({ memberId, clientId, host })),
    })),
  };
}

/** The same out of what was read. */
function read(history: GroupHistory | undefined) {
  return {
    commits: [0, 1, 2].map((partition) =>
      (history?.partitions.find((each) => each.partition === partition)?.commits ?? [])
        .filter(({ atMs }) => atMs > ZERO_MS - WINDOW_MS)
        .map(({ atMs, offset }) => ({ atMs, offset })),
    ),
    generations: history?.generations.map(({ atMs, generation, members }) => ({
      atMs,
      generation,
      members: members.map(({ memberId, clientId, host }) => ({ memberId, clientId, host })),
    })),
  };
}

describe.each<[type: NonNullable<Group['type']>, releases: readonly Release[]]>([
  ['classic', ['3.0', '3.9', '4.0', '4.3', '4.4']],
  ['consumer', ['4.0', '4.3', '4.4']],
  ['share', ['4.3', '4.4']],
  ['streams', ['4.3', '4.4']],
])('the history of a %s group', (type, releases) => {
  test.each(releases)('is what happened, on %s', async (release) => {
    const group = readingGroup(type);
    const { cluster, study } = await lookout(
      scenario({ release, commit_history_s: 1_200, topics: [topic], groups: [group] }),
    );
    const { histories, historyMissing, gaps } = await study(group.name);
    expect({ historyMissing, gaps }).toEqual({ historyMissing: null, gaps: [] });
    const history = histories.get(group.name);
    expect(history).toMatchObject({
      group: group.name,
      fromMs: ZERO_MS - WINDOW_MS,
      toMs: ZERO_MS,
      completeSinceMs: ZERO_MS - WINDOW_MS,
    });
    const expected = acted(cluster.state, group.name);
    expect(expected.generations.length).toBeGreaterThan(15);
    if (type !== 'share') expect(expected.commits[0]?.length).toBeGreaterThan(100);
    expect(read(history)).toEqual(expected);
  });
});

test('a longer window reads more of it', async () => {
  const group = readingGroup('classic');
  const { study } = await lookout(scenario({ commit_history_s: 1_800, topics: [topic], groups: [group] }));
  const counts: number[] = [];
  for (const sinceMs of [null, at(-1_200), at(-60)]) {
    const { histories } = await study(group.name, { sinceMs });
    const history = histories.get(group.name);
    expect(history?.completeSinceMs).toBe(sinceMs ?? ZERO_MS - WINDOW_MS);
    counts.push(history?.partitions[0]?.commits.length ?? 0);
  }
  expect(counts).toEqual([120, 240, 12]);
});

test('compaction before the window: complete since then, and one commit a partition from before', async () => {
  const group = readingGroup('classic', { members: [worker] });
  const { study } = await lookout(scenario({ commit_history_s: 120, topics: [topic], groups: [group] }));
  const { histories } = await study(group.name);
  const history = histories.get(group.name);
  expect(history?.completeSinceMs).toBe(at(-120));
  for (const { commits } of history?.partitions ?? []) {
    expect(commits.filter(({ atMs }) => atMs <= at(-120))).toHaveLength(1);
    expect(commits.filter(({ atMs }) => atMs > at(-120))).toHaveLength(24);
  }
});

test('all groups: each has its own history, and one that was silent an empty one', async () => {
  const groups = [
    ...Array.from({ length: 12 }, (_, index) =>
      readingGroup('classic', { name: `g-${index}`, commit_every_s: 5 + index }),
    ),
    readingGroup('consumer'),
    readingGroup('share'),
    { name: 'silent', topics: ['orders'], committed: { orders: [10, 10, 10] }, protocol_type: '' },
  ];
  const { cluster, look, background } = await lookout(
    scenario({ commit_history_s: 1_200, offsets_partitions: 5, topics: [topic], groups }),
  );
  const { histories, gaps } = await background(await look({ kind: 'all' }), { deep: false });
  expect(gaps).toEqual([]);
  expect([...histories.keys()].sort()).toEqual(groups.map(({ name }) => name).sort());
  for (const { name } of groups) expect([name, read(histories.get(name))]).toEqual([name, acted(cluster.state, name)]);
  expect(histories.get('silent')).toMatchObject({ partitions: [], generations: [], completeSinceMs: at(-600) });
});

describe('a topic that can not be read', () => {
  const group = readingGroup('classic');
  const denied = (operations: readonly ('read' | 'describe')[]) => ({
    denied: [{ resource: 'topic' as const, name: '__consumer_offsets', operations: [...operations] }],
  });
  test.each<[what: string, more: Partial<ScenarioInput>, why: RegExp]>([
    ['READ is denied', denied(['read']), /^this client may not READ the topic __consumer_offsets$/],
    [
      'DESCRIBE is denied',
      denied(['read', 'describe']),
      /^this client may not DESCRIBE and READ the topic __consumer_offsets$/,
    ],
  ])('%s: history says so, all else goes on', async (_what, more, why) => {
    const { study } = await lookout(scenario({ topics: [topic], groups: [group], ...more }));
    const background = await study(group.name);
    expect(background.historyMissing).toMatch(why);
    expect(background.histories.size).toBe(0);
    expect(background.gaps).toEqual([
      { what: `commit history of group ${group.name}`, why: background.historyMissing, broker: null },
    ]);
    expect(background.curves).toHaveLength(3);
    expect(background.firstUnread).toHaveLength(3);
    expect(background.topics.get('orders')?.retentionMs).toBe(604_800_000);
  });

  test('one of its partitions has no leader: the groups in the others have their history', async () => {
    const groups = Array.from({ length: 8 }, (_, index) => readingGroup('classic', { name: `g-${index}` }));
    const { cluster, look, background } = await lookout(
      scenario({ commit_history_s: 1_200, offsets_partitions: 2, topics: [topic], groups }),
    );
    const first = await look({ kind: 'all' });
    cluster.moveLeader('__consumer_offsets', 1, null);
    const { histories, historyMissing, gaps } = await background(first, { deep: false });
    expect(historyMissing).toBeNull();
    const unknown = [...histories.values()].filter(({ completeSinceMs, toMs }) => completeSinceMs === toMs);
    expect(unknown.length).toBeGreaterThan(0);
    expect(unknown.length).toBeLessThan(8);
    expect(unknown.flatMap(({ partitions, generations }) => [...partitions, ...generations])).toEqual([]);
    expect(gaps).toEqual([
      {
        what: `commit history of ${unknown.length} groups`,
        why: "__consumer_offsets-1 can't be read: it has no leader",
        broker: null,
      },
    ]);
    for (const history of histories.values()) {
      if (!unknown.includes(history)) expect(read(history)).toEqual(acted(cluster.state, history.group));
    }
  });

  test('a partition whose leader has moved since the look is not taken for one in which nothing happened', async () => {
    const groups = Array.from({ length: 12 }, (_, index) => readingGroup('classic', { name: `g-${index}` }));
    const { cluster, look, background } = await lookout(
      scenario({ commit_history_s: 1_200, offsets_partitions: 5, topics: [topic], groups }),
    );
    const first = await look({ kind: 'all' });
    const leader = cluster.state.partition('__consumer_offsets', 1)?.leader;
    cluster.moveLeader('__consumer_offsets', 1, [1, 2, 3].find((id) => id !== leader) ?? null);
    const { histories, historyMissing, gaps } = await background(first, { deep: false });
    expect(historyMissing).toBeNull();
    const unknown = [...histories.values()].filter(({ completeSinceMs, toMs }) => completeSinceMs === toMs);
    expect(gaps.map(({ what }) => what)).toEqual([`commit history of ${unknown.length} groups`]);
    expect(gaps[0]?.why).toMatch(/__consumer_offsets-1 .*another broker coordinates its groups/);
    expect(unknown.length).toBeGreaterThan(0);
    for (const { commits } of [...histories.values()].filter((each) => !unknown.includes(each)).map(read)) {
      expect(commits[0]?.length).toBeGreaterThan(50);
    }
  });

  test('a cluster that places groups by another rule', async () => {
    const { look, background } = await lookout(scenario({ topics: [topic], groups: [group] }));
    const first = await look(group.name);
    const other = [1, 2, 3].find((id) => id !== first.groups[0]?.coordinator) ?? null;
    const elsewhere = { ...first, groups: first.groups.map((each) => ({ ...each, coordinator: other })) };
    const { historyMissing, histories } = await background(elsewhere);
    expect(historyMissing).toMatch(/^this cluster does not keep its groups in the partitions/);
    expect(histories.size).toBe(0);
  });

  test.each<[what: string, fault: object, why: RegExp]>([
    ['its leader hangs up', { action: { kind: 'drop' } }, /its leader did not answer/],
    ['an error', { action: { kind: 'error', code: 6 }, topic: '__consumer_offsets' }, /NOT_LEADER_OR_FOLLOWER/],
  ])('%s: nothing is known, and nothing else is lost', async (_what, fault, why) => {
    const { cluster, look, background } = await lookout(scenario({ topics: [topic], groups: [group] }));
    const first = await look(group.name);
    cluster.fault({ ...fault, api: 'Fetch' } as Parameters<typeof cluster.fault>[0]);
    const { historyMissing, histories, curves, topics } = await background(first);
    expect(historyMissing).toMatch(why);
    expect({ histories: histories.size, curves: curves.length, topics: topics.size }).toEqual({
      histories: 0,
      curves: 3,
      topics: 1,
    });
  });
});

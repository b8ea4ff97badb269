import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import { ScriptedGroup } from '../../../src/simulator/state/scripted-group.ts';
import { clusterOf, scriptOf, ZERO_MS } from '../build.ts';

const SEED = 20261124;
type Group = NonNullable<ScenarioInput['groups']>[number];

const at = (seconds: number) => ZERO_MS + seconds * 1_000;
const where = (partition: number, topic = 'orders') => ({ topic, partition });

/** One topic `orders`, two partitions, 20 records a second since ten minutes ago; what reads it is up to the test. */
const reading = (group: Partial<Group>, more: Partial<ScenarioInput> = {}) => {
  const cluster = clusterOf({
    topics: [{ name: 'orders', partitions: 2, rates: [{ from_s: -600, per_s: 20 }] }],
    groups: [{ name: 'g', topics: ['orders'], ...group }],
    ...more,
  });
  const end = (partition: number, ms: number) => cluster.partition('orders', partition)?.log.end(ms) ?? -1n;
  return { cluster, script: scriptOf(cluster, 'g'), end };
};

const worker = { client_id: 'worker', per_s: 100 };

describe('a member that is fast enough', () => {
  it('stands at the end', () => {
    const { script, end } = reading({ members: [worker] });
    for (const ms of [at(-300), at(0), at(0) + 37, at(500)]) expect(script.position(where(1), ms)).toBe(end(1, ms));
  });

  it('commits at its ticks, what it has read by then', () => {
    const { script } = reading({ members: [worker], commit_every_s: 5 });
    const commits = script.commitsBetween(at(0), at(60));
    const ticks = [...new Set(commits.map(({ atMs }) => atMs))];
    expect(ticks).toHaveLength(12);
    expect(new Set(ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0)))).toEqual(new Set([5_000]));
    for (const commit of commits) {
      expect(commit.offset).toBe(script.position(commit, commit.atMs));
      expect(script.committed(commit, commit.atMs)).toEqual(commit);
      expect(script.committed(commit, commit.atMs + 4_999)).toEqual(commit);
    }
  });
});

describe('lag', () => {
  it.each<[string, Partial<Group>, number, bigint]>([
    ['of a member that is too slow grows', { members: [{ ...worker, per_s: 16 }] }, 0, 1_200n],
    ['goes on growing', { members: [{ ...worker, per_s: 16 }] }, 100, 1_400n],
    ['stays where nobody reads', { begins: 'end' }, 0, 6_000n],
    ['is the whole log from the start, where nobody reads', { begins: 'start' }, 0, 6_000n],
    [
      'is what the group was behind, and what came since',
      { begins: { behind: 400 }, members: [{ ...worker, per_s: 20 }] },
      0,
      200n,
    ],
    ['drains at what the member has left', { begins: { behind: 400 }, members: [{ ...worker, per_s: 20.5 }] }, 0, 50n],
    ['is gone when it is drained', { begins: { behind: 400 }, members: [{ ...worker, per_s: 20.5 }] }, 300, 0n],
    [
      'of a member that slowed down counts from then',
      {
        members: [
          {
            client_id: 'w',
            per_s: [
              { from_s: -600, per_s: 100 },
              { from_s: -100, per_s: 10 },
            ],
          },
        ],
      },
      0,
      500n,
    ],
    ['of a member that left is what came since', { members: [{ ...worker, until_s: -60 }] }, 0, 600n],
  ])('%s', (_, group, seconds, expected) => {
    const { script, end } = reading(group);
    expect(end(0, at(seconds)) - script.position(where(0), at(seconds))).toBe(expected);
  });
});

describe('a group whose members left', () => {
  const { script } = reading({ members: [{ ...worker, until_s: -60 }], commit_every_s: 5 });

  it('has nobody, in a generation of its own', () => {
    expect(script.epochAt(at(-61))).toMatchObject({ generation: 1, members: [{ clientId: 'worker' }] });
    expect(script.epochAt(at(0))).toMatchObject({ generation: 2, members: [] });
  });

  it('keeps its last commit for ever', () => {
    const last = script.committed(where(0), at(-60));
    expect(last?.atMs).toBeGreaterThan(at(-66));
    expect(script.committed(where(0), at(100_000))).toEqual(last);
    expect(script.commitsBetween(at(-60), at(1_000))).toEqual([]);
  });
});

describe('begins', () => {
  it.each<[string, Partial<Group>, bigint | null]>([
    ['at the end: what was there then is committed', { begins: 'end' }, 0n],
    ['at the start: nothing is committed before the first tick', { begins: 'start', members: [worker] }, null],
    ['at the end, with a member: committed before', { begins: 'end', members: [worker] }, 0n],
    ['behind, with a member: committed before', { begins: { behind: 10 }, members: [worker] }, 0n],
  ])('%s', (_, group, expected) => {
    const { script } = reading(group);
    expect(script.committed(where(0), at(-600))?.offset ?? null).toBe(expected);
  });

  it('at the start reads the whole log', () => {
    const { script, end } = reading({ begins: 'start', members: [{ ...worker, from_s: -60 }] });
    expect(end(0, at(-60)) - script.position(where(0), at(-60))).toBe(5_400n);
    // 50 a second for each of the two partitions, of which 10 are new.
    expect(end(0, at(-50)) - script.position(where(0), at(-50))).toBe(5_000n);
  });
});

describe('what is written down', () => {
  const { script } = reading({ committed: { orders: [42, null] }, members: [worker], begins: 'start' });

  it('wins over everything else, and never moves', () => {
    for (const ms of [at(-600), at(0), at(600)]) expect(script.committed(where(0), ms)?.offset).toBe(42n);
    expect(script.committed(where(1), at(0))).toBeNull();
    expect(script.committed(where(0, 'other'), at(0))).toBeNull();
    expect(script.partitions()).toEqual([where(0)]);
    expect(script.commitsBetween(at(-600), at(600))).toEqual([]);
  });
});

describe('a partition that is stuck', () => {
  const { script, end } = reading({
    members: [worker],
    stuck: [{ topic: 'orders', partition: 1, from_s: -10 }],
    commit_every_s: 1,
  });

  it('stays where it was, at every look, while the other goes on', () => {
    const stuckAt = script.position(where(1), at(-10));
    expect(stuckAt).toBe(end(1, at(-10)));
    for (let ms = at(-10); ms < at(5); ms += 7) {
      expect(script.position(where(1), ms)).toBe(stuckAt);
      expect(script.position(where(0), ms)).toBe(end(0, ms));
    }
  });

  it('is committed again and again, unchanged', () => {
    const commits = script.commitsBetween(at(0), at(10)).filter(({ partition }) => partition === 1);
    expect(commits).toHaveLength(10);
    expect(new Set(commits.map(({ offset }) => offset)).size).toBe(1);
  });

  it('is not committed again by a client that leaves out what has not changed', () => {
    const quiet = reading({
      members: [worker],
      stuck: [{ topic: 'orders', partition: 1, from_s: -10 }],
      commit_every_s: 1,
      commits_unchanged: false,
    }).script;
    const partitionsOf = (fromMs: number, toMs: number) => [
      ...new Set(quiet.commitsBetween(fromMs, toMs).map(({ partition }) => partition)),
    ];
    expect(partitionsOf(at(0), at(10))).toEqual([0]);
    // It does not matter in how many parts somebody asks.
    const whole = quiet.commitsBetween(at(-20), at(10));
    const inParts = Array.from({ length: 30 }, (_, index) => quiet.commitsBetween(at(index - 20), at(index - 19)));
    expect(inParts.flat()).toEqual(whole);
  });
});

describe('a read_committed group', () => {
  const open = { transactional_id: 'tx', producer_id: 9, topic: 'orders', partition: 0, records: 3, from_s: -100 };

  it('stops at the last stable offset of a hanging transaction, for ever', () => {
    const { cluster, script, end } = reading(
      { members: [worker], read_committed: true },
      { transactions: [{ ...open, outcome: 'hanging' }] },
    );
    const topic = cluster.topic('orders');
    const partition = topic?.partitions[0];
    const stable = topic && partition ? topic.lastStable(partition, at(0)) : null;
    expect(stable).toBeLessThan(end(0, at(0)));
    for (const ms of [at(-100), at(0), at(9_000)]) expect(script.position(where(0), ms)).toBe(stable);
    expect(script.position(where(1), at(0))).toBe(end(1, at(0)));
  });

  it('goes on when the transaction has timed out', () => {
    const { script, end } = reading(
      { members: [worker], read_committed: true },
      { transactions: [{ ...open, outcome: 'open', timeout_ms: 60_000 }] },
    );
    expect(script.position(where(0), at(-40) - 1)).toBeLessThan(end(0, at(-40) - 1));
    // The marker that ended it takes its time like any record.
    expect(script.position(where(0), at(-39))).toBe(end(0, at(-39)));
  });

  it('is not held back when it reads uncommitted', () => {
    const { script, end } = reading({ members: [worker] }, { transactions: [{ ...open, outcome: 'hanging' }] });
    expect(script.position(where(0), at(0))).toBe(end(0, at(0)));
  });
});

describe('members that come and go', () => {
  const { script } = reading({
    members: [worker, { client_id: 'flapping', per_s: 100, flaps: { from_s: -30, up_s: 10, down_s: 5 } }],
  });

  it('begin a generation each time, and the others take over', () => {
    const changes = script.changesBetween(at(-31), at(0));
    expect(changes.map(({ fromMs, members }) => [(fromMs - ZERO_MS) / 1_000, members.length])).toEqual([
      [-30, 1],
      [-25, 2],
      [-15, 1],
      [-10, 2],
      [0, 1],
    ]);
    expect(changes.map(({ generation }) => generation)).toEqual([2, 3, 4, 5, 6]);
    const owned = (ms: number) => [...script.epochAt(ms).assignment.values()].map((partitions) => partitions.length);
    expect([owned(at(-12)), owned(at(-5))]).toEqual([[2], [1, 1]]);
  });

  it('are the same however far somebody looked before', () => {
    const early = script.epochAt(at(100));
    const late = script.epochAt(at(5_000));
    expect(late.generation).toBeGreaterThan(early.generation);
    const facts = ({ fromMs, generation, members, assignment }: typeof early) => ({
      ...{ fromMs, generation, assignment },
      members: members.map(({ speed: _speed, ...member }) => member),
    });
    expect(facts(script.epochAt(at(100)))).toEqual(facts(early));
  });
});

it('members that come and go are worked out once for a while, however often somebody looks', () => {
  const { cluster, script } = reading({ members: [{ ...worker, flaps: { from_s: -30, up_s: 2.5, down_s: 1.5 } }] });
  let lookUps = 0;
  const counting = new ScriptedGroup(script.scenario, ZERO_MS, at(-600), (name) => {
    lookUps += 1;
    return cluster.topic(name);
  });
  counting.position(where(0), at(0));
  lookUps = 0;
  for (let look = 0; look < 50; look += 1) counting.position(where(0), at(0) + look);
  expect(lookUps).toBe(50);
});

it('a member that never commits leaves no commit, and holds its partitions', () => {
  const { script } = reading({ members: [{ ...worker, commits: false }] });
  expect(script.committed(where(0), at(0))).toBeNull();
  expect(script.commitsBetween(at(-600), at(0))).toEqual([]);
  expect([...script.epochAt(at(0)).assignment.values()]).toEqual([[where(0), where(1)]]);
});

it('a topic that does not exist is read by nobody', () => {
  const { script } = reading({ topics: ['orders', 'gone'], members: [worker] });
  expect(script.partitions()).toEqual([where(0), where(1)]);
  expect(script.position(where(0, 'gone'), at(0))).toBe(0n);
});

it('what a client writes in between counts as read, or as lag', () => {
  const { cluster, script, end } = reading({ members: [{ ...worker, per_s: 20 }] });
  cluster.partition('orders', 0)?.log.append({
    atMs: at(0),
    records: 50,
    bytes: () => Buffer.alloc(0),
    transactional: false,
    control: false,
    producerId: -1n,
  });
  // Its speed is what comes in steadily, so the burst stays.
  expect(end(0, at(10)) - script.position(where(0), at(10))).toBe(50n);
  expect(end(1, at(10)) - script.position(where(1), at(10))).toBe(0n);
});

it('of any group, the position of a live member never goes back, and never lies beyond the end', () => {
  const members = fc.array(
    fc.record({ speed: fc.nat({ max: 60 }), from: fc.integer({ min: -30, max: 0 }), flaps: fc.boolean() }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(
      members,
      fc.array(fc.record({ from_s: fc.integer({ min: -30, max: 10 }), per_s: fc.nat({ max: 70 }) }), { maxLength: 3 }),
      fc.constantFrom<Group['begins']>('start', 'end', { behind: 33 }),
      fc.boolean(),
      fc.array(fc.integer({ min: -31_000, max: 12_000 }), { minLength: 20, maxLength: 40 }),
      (people, rates, begins, readCommitted, looks) => {
        // Neighbouring milliseconds too: that is where rounding would show.
        const times = looks.flatMap((ms) => [ms, ms + 1, ms + 2]).sort((a, b) => a - b);
        const { script, end } = reading(
          {
            begins,
            read_committed: readCommitted,
            members: people.map(({ speed, from, flaps }, index) => ({
              client_id: `m${index}`,
              per_s: speed,
              from_s: from,
              ...(flaps ? { flaps: { from_s: from, up_s: 2.5, down_s: 1.5 } } : {}),
            })),
          },
          {
            topics: [{ name: 'orders', partitions: 2, shares: [2, 1], rates }],
            transactions: [
              {
                transactional_id: 't',
                producer_id: 1,
                topic: 'orders',
                partition: 0,
                records: 2,
                from_s: -5,
                outcome: 'committed',
                until_s: 3,
              },
            ],
          },
        );
        for (const partition of [0, 1]) {
          let before = 0n;
          for (const ms of times) {
            const position = script.position(where(partition), ZERO_MS + ms);
            expect(position).toBeGreaterThanOrEqual(before);
            expect(position).toBeLessThanOrEqual(end(partition, ZERO_MS + ms));
            before = position;
          }
        }
      },
    ),
    { seed: SEED, numRuns: 60 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnoseLag } from '../../../src/domain/lag/diagnosis.ts';
import type { GroupObservation, LagObservation } from '../../../src/domain/lag/observation.ts';
import { bounds, group, look, member, offset } from './build.ts';

type Offsets = readonly (number | null)[];
interface Look {
  readonly committed: Offsets;
  /** log start, last stable offset, high watermark of each partition; null: the partition has no leader */
  readonly logs: readonly (Offsets | null)[];
}

interface Case {
  readonly name: string;
  readonly group?: Partial<GroupObservation>;
  readonly first: Look;
  readonly second?: Look;
  readonly seconds?: number;
  readonly status: string;
  readonly confidence?: string;
  readonly lag: number | null;
  readonly rules?: readonly string[];
}

/** What one look says, or two. */
const diagnose = (first: LagObservation, second: LagObservation | null = null) =>
  diagnoseLag({ first, second, background: null }, { targetMinutes: null });

const empty = { state: 'Empty', members: [] };

const cases: readonly Case[] = [
  { name: 'nothing unread', first: { committed: [40], logs: [[0, 40, 40]] }, status: 'caught_up', lag: 0 },
  {
    name: 'nothing unread and no members: caught up all the same',
    group: empty,
    first: { committed: [40], logs: [[0, 40, 40]] },
    status: 'caught_up',
    lag: 0,
  },
  { name: 'one look at unread records', first: { committed: [10], logs: [[0, 40, 40]] }, status: 'lagging', lag: 30 },
  {
    name: 'healthy auto-commit: lag 30 at 10 records/s is 3 s of production',
    first: { committed: [1000], logs: [[0, 1020, 1020]] },
    second: { committed: [1050], logs: [[0, 1080, 1080]] },
    seconds: 6,
    status: 'caught_up',
    lag: 30,
  },
  {
    name: 'falls behind',
    first: { committed: [1000], logs: [[0, 5000, 5000]] },
    second: { committed: [1050], logs: [[0, 5600, 5600]] },
    seconds: 60,
    status: 'growing',
    confidence: 'high',
    lag: 4550,
    rules: ['LAG-FALLING-BEHIND'],
  },
  {
    name: 'drains',
    first: { committed: [1000], logs: [[0, 5000, 5000]] },
    second: { committed: [2000], logs: [[0, 5010, 5010]] },
    status: 'draining',
    confidence: 'medium',
    lag: 3010,
    rules: ['LAG-CATCHING-UP'],
  },
  {
    name: 'neither grows nor drains',
    first: { committed: [1000], logs: [[0, 5000, 5000]] },
    second: { committed: [1010], logs: [[0, 5010, 5010]] },
    status: 'steady',
    lag: 4000,
    rules: ['LAG-BACKLOG'],
  },
  {
    name: 'silent for 5 s: healthy batches are silent longer, so that is no stall',
    first: { committed: [1000], logs: [[0, 5000, 5000]] },
    second: { committed: [1000], logs: [[0, 5100, 5100]] },
    status: 'lagging',
    confidence: 'medium',
    lag: 4100,
    rules: ['LAG-BACKLOG'],
  },
  {
    name: 'silent for longer than any healthy consumer that was seen',
    first: { committed: [1000], logs: [[0, 5000, 5000]] },
    second: { committed: [1000], logs: [[0, 5100, 5100]] },
    seconds: 120,
    status: 'stalled',
    confidence: 'medium',
    lag: 4100,
    rules: ['LAG-STALLED'],
  },
  {
    name: 'round robin: one owner over two partitions moves on one of them only',
    group: { members: [member('c1', [0, 1])] },
    first: {
      committed: [1000, 1000],
      logs: [
        [0, 5000, 5000],
        [0, 5000, 5000],
      ],
    },
    second: {
      committed: [1600, 1000],
      logs: [
        [0, 5300, 5300],
        [0, 5300, 5300],
      ],
    },
    status: 'steady',
    lag: 8000,
    rules: ['LAG-BACKLOG'],
  },
  {
    name: 'empty group with unread records',
    group: empty,
    first: { committed: [10], logs: [[0, 40, 40]] },
    second: { committed: [10], logs: [[0, 60, 60]] },
    status: 'no_active_members',
    confidence: 'high',
    lag: 50,
    rules: ['LAG-NO-ACTIVE-MEMBERS'],
  },
  {
    name: 'Empty although offsets move: a crash loop or assign(), so not "no members"',
    group: empty,
    first: { committed: [1000], logs: [[0, 5000, 5000]] },
    second: { committed: [1100], logs: [[0, 5600, 5600]] },
    status: 'growing',
    lag: 4500,
    rules: ['LAG-EMPTY-BUT-COMMITTING', 'LAG-FALLING-BEHIND'],
  },
  {
    name: 'poison record in a crash loop: Empty at every look, one partition stuck, the others move',
    group: empty,
    first: {
      committed: [200, 1000],
      logs: [
        [0, 900, 900],
        [0, 2000, 2000],
      ],
    },
    second: {
      committed: [200, 1100],
      logs: [
        [0, 950, 950],
        [0, 2200, 2200],
      ],
    },
    status: 'growing',
    lag: 1850,
    rules: ['LAG-EMPTY-BUT-COMMITTING', 'LAG-FALLING-BEHIND'],
  },
  {
    name: 'retention deleted what was unread (g10 of the observed faults: C 40, start 100)',
    group: empty,
    first: { committed: [40], logs: [[100, 500, 500]] },
    status: 'offsets_lost_to_retention',
    confidence: 'high',
    lag: 460,
    rules: ['LAG-OFFSETS-LOST-TO-RETENTION'],
  },
  {
    name: 'committed exactly at the start: nothing lost',
    first: { committed: [100], logs: [[100, 500, 500]] },
    status: 'lagging',
    lag: 400,
  },
  {
    name: 'open transaction (observed: C = LSO 20, HW 1817)',
    first: { committed: [20], logs: [[0, 20, 1700]] },
    second: { committed: [20], logs: [[0, 20, 1817]] },
    status: 'blocked_by_transaction',
    confidence: 'medium',
    lag: 1797,
    rules: ['LAG-BLOCKED-BY-TRANSACTION'],
  },
  {
    name: 'read_uncommitted beside an open transaction goes on',
    first: { committed: [1500], logs: [[0, 20, 1700]] },
    second: { committed: [1800], logs: [[0, 20, 1810]] },
    status: 'caught_up',
    lag: 10,
  },
  {
    name: 'one look behind an open transaction proves nothing',
    first: { committed: [20], logs: [[0, 20, 1700]] },
    status: 'lagging',
    lag: 1680,
    rules: ['LAG-BACKLOG'],
  },
  {
    name: 'never committed: lag is unknown, not zero',
    first: { committed: [null], logs: [[0, 40, 40]] },
    status: 'never_committed',
    lag: null,
    rules: ['LAG-NEVER-COMMITTED'],
  },
  {
    name: 'Stable without any offset',
    group: { members: null, state: 'Stable' },
    first: { committed: [], logs: [] },
    status: 'never_committed',
    lag: null,
    rules: ['LAG-NEVER-COMMITTED'],
  },
  {
    name: 'committed beyond the end (recreated topic)',
    first: { committed: [500], logs: [[0, 50, 50]] },
    status: 'committed_beyond_end',
    confidence: 'low',
    lag: null,
    rules: ['LAG-COMMITTED-BEYOND-END'],
  },
  {
    name: 'leaderless partition: unknown there, no all-clear for the rest',
    first: { committed: [40, 7], logs: [[0, 40, 40], null] },
    status: 'unknown',
    lag: 0,
    rules: ['LAG-LEADERLESS-PARTITION'],
  },
  {
    name: 'share group that has not begun: start −1 is unknown, not zero',
    group: { type: 'share', members: [] },
    first: { committed: [null], logs: [[0, 40, 40]] },
    status: 'unknown',
    lag: null,
  },
  {
    name: 'offset went back',
    first: { committed: [900], logs: [[0, 5000, 5000]] },
    second: { committed: [100], logs: [[0, 5000, 5000]] },
    status: 'moved_backwards',
    lag: 4900,
    rules: ['LAG-MOVED-BACKWARDS'],
  },
];

const observe = (seconds: number, seen: Look, more: Partial<GroupObservation> = {}) =>
  look(
    seconds,
    [group({ ...more, offsets: seen.committed.map((at, partition) => offset(partition, at)) })],
    seen.logs.map((log, partition) =>
      log === null ? bounds(partition, [null, null, null], 'leaderless') : bounds(partition, log),
    ),
  );

describe('verdict of a group', () => {
  test.each(cases)('$name', ({ group: more, first, second, seconds = 5, status, confidence, lag, rules = [] }) => {
    const diagnosis = diagnose(observe(0, first, more), second === undefined ? null : observe(seconds, second, more));
    const [result] = diagnosis.groups;
    expect(result?.status).toBe(status);
    if (confidence !== undefined) expect(result?.confidence).toBe(confidence);
    expect(result?.lag).toBe(lag === null ? null : BigInt(lag));
    const findings = result?.primary == null ? [] : [result.primary, ...result.secondary];
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
  });

  test('offsets that could not be had are unknown', () => {
    const [result] = diagnose(look(0, [group({ offsets: null })], [])).groups;
    expect(result).toMatchObject({ status: 'unknown', lag: null });
  });

  test('a share group has the lag that its coordinator reports', () => {
    const share = group({
      type: 'share',
      members: [member('c1', [0])],
      offsets: [offset(0, 10, { reportedLag: 25n })],
    });
    expect(diagnose(look(0, [share], [bounds(0, [0, 40, 40])])).groups[0]).toMatchObject({
      status: 'lagging',
      lag: 25n,
    });
  });
});

describe('what two looks may not be taken for', () => {
  const twoOwners = { members: [member('c1', [0]), member('c2', [1])] };
  const judge = (more: Partial<GroupObservation>, first: Look, second: Look) =>
    diagnose(observe(0, first, more), observe(5, second, more)).groups[0];

  test('a quiet partition that falls behind is not hidden by a busy one', () => {
    const first = {
      committed: [0, 0],
      logs: [
        [0, 50_000, 50_000],
        [0, 5_000, 5_000],
      ],
    };
    const second = {
      committed: [50_000, 1],
      logs: [
        [0, 100_000, 100_000],
        [0, 5_050, 5_050],
      ],
    };
    expect(judge(twoOwners, first, second)?.status).toBe('growing');
  });

  test('a leaderless partition beside busy ones leaves no all-clear', () => {
    const first = { committed: [0, 0, 7], logs: [[0, 100, 100], [0, 100, 100], null] };
    const second = { committed: [190, 1, 7], logs: [[0, 300, 300], [0, 102, 102], null] };
    expect(judge(twoOwners, first, second)?.status).not.toBe('caught_up');
  });

  test('a record younger than the sample is no stall', () => {
    const [first, second] = [
      { committed: [40], logs: [[0, 40, 40]] },
      { committed: [40], logs: [[0, 41, 41]] },
    ];
    expect(judge({}, first, second)?.status).toBe('caught_up');
  });

  test('a transaction that began between the looks does not block', () => {
    const [first, second] = [
      { committed: [40], logs: [[0, 40, 40]] },
      { committed: [40], logs: [[0, 40, 60]] },
    ];
    expect(judge({}, first, second)?.status).not.toBe('blocked_by_transaction');
  });

  test('a group whose offsets the second look could not have is judged by the first alone', () => {
    const first = look(0, [group({ offsets: [offset(0, 10)] })], [bounds(0, [0, 50, 50])]);
    const second = look(5, [group({ offsets: null })], [bounds(0, [0, 60, 60])]);
    expect(diagnose(first, second).groups[0]).toMatchObject({ status: 'lagging', lag: 40n });
  });
});

describe('many groups', () => {
  const lagging = (name: string, lag: number) => group({ group: name, offsets: [offset(0, 1000 - lag)] });

  test('worst first, totals, counts', () => {
    const diagnosis = diagnose(
      look(0, [lagging('a', 5), lagging('b', 50), lagging('c', 0)], [bounds(0, [0, 1000, 1000])]),
    );
    expect(diagnosis.groups.map((entry) => entry.group.group)).toEqual(['b', 'a', 'c']);
    expect(diagnosis.lag).toBe(55n);
    expect([...diagnosis.byStatus]).toEqual([
      ['lagging', 2],
      ['caught_up', 1],
    ]);
  });

  test('lost records go before any lag', () => {
    const lost = group({ group: 'lost', offsets: [offset(1, 1)] });
    const partitions = [bounds(0, [0, 1000, 1000]), bounds(1, [2, 3, 3])];
    expect(diagnose(look(0, [lagging('b', 500), lost], partitions)).groups[0]?.group.group).toBe('lost');
  });

  test('an unknown group comes with the nearest names', () => {
    const observation = look(0, [], [], { unknownGroups: [{ group: 'ordres', knownGroups: ['orders', 'billing'] }] });
    expect(diagnose(observation).unknownGroups).toEqual([{ group: 'ordres', nearest: ['orders'] }]);
  });
});

describe('laws', () => {
  const anOffset = fc.option(fc.nat(1_000), { nil: null });
  const aLook = fc.record({
    committed: fc.array(anOffset, { minLength: 1, maxLength: 4 }),
    start: fc.nat(500),
    open: fc.nat(500),
    more: fc.nat(500),
  });

  test('caught up only when every lag is known', () => {
    fc.assert(
      fc.property(aLook, aLook, fc.integer({ min: 1, max: 120 }), fc.boolean(), (one, two, seconds, twice) => {
        const logs = (seen: typeof one) =>
          seen.committed.map(() => [seen.start, seen.start + seen.open, seen.start + seen.open + seen.more]);
        const second = twice ? observe(seconds, { committed: two.committed, logs: logs(two) }) : null;
        const [result] = diagnose(observe(0, { committed: one.committed, logs: logs(one) }), second).groups;
        if (result?.status === 'caught_up') expect(result.partitions.every(({ lag }) => lag !== null)).toBe(true);
        for (const { lag } of result?.partitions ?? []) if (lag !== null) expect(lag >= 0n).toBe(true);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { commitsByPartition, committedAt, endAtTime, lagCurve } from '../../../src/domain/lag/curve.ts';
import { indexBackground } from '../../../src/domain/lag/evidence.ts';
import { bent, NOW_S, readAt, scripted, secondsIntoWindow, WINDOW_S } from './curve-evidence.ts';

const curveOf = (...args: Parameters<typeof scripted>) => {
  const { group, index } = scripted(...args);
  return lagCurve(group, index);
};
const lagsAt = (points: readonly { readonly atMs: number; readonly lag: bigint | null }[], ...seconds: number[]) =>
  seconds.map((second) => points.find(({ atMs }) => secondsIntoWindow(atMs) === second)?.lag);

describe('the end of a log at a time', () => {
  const curve = {
    topic: 't',
    partition: 0,
    points: [
      { atMs: 0, endOffset: 0n },
      { atMs: 10_000, endOffset: 100n },
      { atMs: 20_000, endOffset: 100n },
    ],
  };

  test.each([
    ['at a point', 10_000, 100n],
    ['between two points it lies on the line', 4_000, 40n],
    ['nothing written meanwhile', 15_000, 100n],
    ['before the first point nobody knows', -1, null],
    ['a few requests after the last', 23_000, 100n],
    ['long after the last nobody knows', 30_000, null],
  ])('%s', (_, atMs, expected) => expect(endAtTime(curve, 0)(atMs)).toBe(expected));

  test('points of yesterday say nothing about what lies between', () => {
    expect(endAtTime(curve, 10_000)(9_000)).toBeNull();
    expect(endAtTime(curve, 10_000)(10_000)).toBe(100n);
  });
});

describe('the committed offset at a time', () => {
  const committed = (...commits: readonly (readonly [number, number, string?])[]) => {
    const partitions = [
      {
        topic: 't',
        partition: 0,
        commits: commits.map(([at, offset, topicId = null]) => ({
          atMs: at * 1_000,
          offset: BigInt(offset),
          leaderEpoch: 0,
          topicId,
        })),
        forgottenAtMs: null,
      },
    ];
    const history = scripted([]).index.history('g');
    if (history === null) throw new Error('no history');
    return committedAt(commitsByPartition({ ...history, partitions })({ topic: 't', partition: 0 }), 99n);
  };

  test.each([
    ['the last commit before it counts', 25, 20n],
    ['at the moment of a commit that one counts', 30, 5n],
    ['a rewind counts from its commit on', 40, 5n],
    ['before the first commit nobody knows', 5, null],
  ])('%s', (_, second, expected) => {
    expect(committed([10, 10], [20, 20], [30, 5])(second * 1_000)).toBe(expected);
  });

  test('commits to a topic that was recreated are of another log', () => {
    const at = committed([10, 500, 'old'], [20, 501, 'old'], [30, 5, 'new'], [40, 9, 'new']);
    expect([at(25_000), at(35_000), at(45_000)]).toEqual([null, 5n, 9n]);
  });

  test('without any commit in a complete history the present one counted all the time', () => {
    expect(committed()(0)).toBe(99n);
  });
});

describe('a curve', () => {
  const end = bent(900, 1, 4);

  test('is the distance of commits and ends at each time', () => {
    const curve = curveOf([{ end, committed: readAt(end, 1), commitEvery: 15 }]);
    expect(lagsAt(curve?.partitions[0]?.points ?? [], 300, 900, 1_200, 1_800)).toEqual([0n, 0n, 900n, 2_700n]);
    expect(curve?.total.at(-1)).toEqual({ atMs: NOW_S * 1_000, lag: 2_700n });
  });

  test('of a partition without commits grows with what is written', () => {
    const curve = curveOf([{ end, committed: () => 0, commitEvery: null }]);
    expect(lagsAt(curve?.total ?? [], 0, 900, WINDOW_S)).toEqual([0n, 900n, 4_500n]);
  });

  test('is unknown before the first commit and before the history is complete', () => {
    const committed = readAt(end, 1);
    const late = curveOf([{ end, committed, commitEvery: 300 }]);
    expect(lagsAt(late?.total ?? [], 0, 285, 300)).toEqual([null, null, 0n]);
    const cut = curveOf([{ end, committed, commitEvery: 15 }], { completeSinceS: 600 });
    expect(secondsIntoWindow(cut?.fromMs ?? 0)).toBe(600);
    expect(cut?.total[0]?.atMs).toBe(cut?.fromMs);
  });

  test('sums up partitions that are known most of the time, and says how many it leaves out', () => {
    const known = { end, committed: readAt(end, 1), commitEvery: 15 };
    const curve = curveOf([known, known, { ...known, commitEvery: 1_500 }]);
    expect(curve?.without).toBe(1);
    expect(curve?.partitions).toHaveLength(3);
    expect(curve?.total.at(-1)?.lag).toBe(5_400n);
    expect(lagsAt(curve?.total ?? [], 0)).toEqual([null]);
  });

  test('puts the partition with most lag first', () => {
    const curve = curveOf([
      { end, committed: readAt(end, 2), commitEvery: 15 },
      { end, committed: readAt(end, 1), commitEvery: 15 },
    ]);
    expect(curve?.partitions.map(({ partition }) => partition)).toEqual([1, 0]);
  });
});

describe('there is no curve', () => {
  const { group, index } = scripted([{ end: bent(900, 1, 4), committed: () => 0, commitEvery: null }]);

  test.each([
    ['of a share group, which commits no offsets', { ...group, type: 'share' as const }],
    ['when the offsets are unknown', { ...group, offsets: null }],
    ['of a group without history', { ...group, group: 'another' }],
    ['of a group that never committed', { ...group, offsets: [] }],
  ])('%s', (_, other) => expect(lagCurve(other, index)).toBeNull());

  test('when the history is complete for seconds only', () => {
    const short = scripted([{ end: bent(900, 1, 4), committed: () => 0, commitEvery: null }], {
      completeSinceS: WINDOW_S - 20,
    });
    expect(lagCurve(short.group, short.index)).toBeNull();
  });

  test('when nobody knows the ends', () => {
    const without = indexBackground({ ...index.background, curves: [] });
    expect(lagCurve(group, without)).toBeNull();
  });
});

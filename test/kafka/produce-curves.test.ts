import { describe, expect, test } from 'vitest';
import { curvePointsMs, endOffsets } from '../../src/kafka/produce-curves.ts';
import { scenario, ZERO_MS } from '../simulator/build.ts';
import { lookout } from './look.ts';

const MINUTE_MS = 60_000;
const minutes = (list: readonly number[]) => list.map((ms) => ms / MINUTE_MS);
const YESTERDAY = 24 * 60;

test.each<[window: number, expected: readonly number[]]>([
  [10, [YESTERDAY + 10, YESTERDAY, 10, 5, 2, 1]],
  [3, [YESTERDAY + 10, YESTERDAY, 3, 2, 1]],
  [60, [YESTERDAY + 60, YESTERDAY, 60, 55, 50, 45, 40, 35, 30, 25, 20, 15, 10, 5, 2, 1]],
  [12 * 60, [YESTERDAY + 60, YESTERDAY, 720, 660, 600, 540, 480, 420, 360, 300, 240, 180, 120, 60, 10, 5, 2, 1]],
  [YESTERDAY, [1500, YESTERDAY, 1320, 1200, 1080, 960, 840, 720, 600, 480, 360, 240, 120, 10, 5, 2, 1]],
])('points of a window of %d minutes', (window, expected) => {
  expect(minutes(curvePointsMs(window * MINUTE_MS))).toEqual(expected);
});

test.each<
  [
    what: string,
    firsts: readonly (number | null | 'error')[],
    ends: readonly (number | null)[],
    logStart?: bigint | null,
  ]
>([
  ['start unknown: the oldest answer may be it', [10, 10, 30], [null, null, 30], null],
  ['start unknown, nothing was deleted', [0, 0, 30], [0, 0, 30], null],
  ['the first record since then', [20, 40, 70], [20, 40, 70]],
  ['none since then: the end is where it was', [20, null, null], [20, 100, 100]],
  ['none at all', [null, null], [100, 100]],
  ['none since then, but one since later: the broker is wrong', [null, null, 70, null], [null, null, 70, 100]],
  ['the log begins later', [10, 10, 30], [null, null, 30]],
  ['written since the look', [90, 101], [90, 100]],
  ['an error', ['error', 50], [null, 50]],
])('end offsets: %s', (_what, firsts, ends, logStart = 10n) => {
  const answers = firsts.map((first) =>
    first === 'error'
      ? { offset: null, error: 'NOT_LEADER_OR_FOLLOWER' }
      : { offset: first === null ? null : BigInt(first), error: null },
  );
  expect(endOffsets(answers, logStart, 100n).map((end) => (end === null ? null : Number(end)))).toEqual(ends);
});

describe('the curve of a topic', () => {
  const rates = [
    { from_s: -100_000, per_s: 20 },
    { from_s: -86_700, per_s: 100 },
    { from_s: -86_000, per_s: 20 },
    { from_s: -180, per_s: 80 },
  ];
  const group = { name: 'g', topics: ['orders'], members: [{ client_id: 'w', per_s: 100 }] };
  const at = (seconds: number) => ZERO_MS - seconds * 1_000;

  test('has the end offset at each time, so its rates are those of the scenario', async () => {
    const topics = [{ name: 'orders', partitions: 2, shares: [3, 1], rates }];
    const { cluster, study } = await lookout(scenario({ topics, groups: [group] }));
    const { curves } = await study('g');
    expect(curves).toHaveLength(2);
    for (const { partition, points } of curves) {
      expect(points.map(({ atMs }) => (ZERO_MS - atMs) / 1_000)).toEqual([87_000, 86_400, 600, 300, 120, 60, 0]);
      for (const { atMs, endOffset } of points) {
        // The record of the very moment counts for the time after it.
        const truth = cluster.state.partition('orders', partition)?.log.end(atMs) ?? -1n;
        expect([truth - 1n, truth]).toContain(endOffset);
      }
    }
    const rate = (from: number, to: number) => {
      const ends = [from, to].map((seconds) =>
        curves.reduce((sum, { points }) => sum + Number(points.find(({ atMs }) => atMs === at(seconds))?.endOffset), 0),
      );
      return Math.round(((ends[1] ?? 0) - (ends[0] ?? 0)) / (from - to));
    };
    expect([rate(87_000, 86_400), rate(600, 300), rate(300, 120), rate(120, 60), rate(60, 0)]).toEqual([
      60, 20, 40, 80, 80,
    ]);
  });

  test.each<[what: string, more: object, seconds: readonly number[]]>([
    ['retention took what was there then', { configs: { 'retention.ms': '400000' } }, [300, 120, 60, 0]],
    ['records were deleted below', { deleted_below: [1_400_000] }, [600, 300, 120, 60, 0]],
    ['it is younger', { rates: [{ from_s: -90, per_s: 20 }] }, [87_000, 86_400, 600, 300, 120, 60, 0]],
  ])('%s: no point where nobody knows', async (_what, more, seconds) => {
    const topics = [{ name: 'orders', rates, ...more }];
    const { study } = await lookout(scenario({ topics, groups: [{ ...group, begins: 'end' as const }] }));
    const { curves } = await study('g');
    expect(curves[0]?.points.map(({ atMs }) => (ZERO_MS - atMs) / 1_000)).toEqual(seconds);
    if (_what === 'it is younger') {
      expect(curves[0]?.points.map(({ endOffset }) => Number(endOffset))).toEqual([0, 0, 0, 0, 0, 599, 1_800]);
    }
  });

  test('nothing was written for long: the end was where it is', async () => {
    const quiet = [
      { from_s: -90_000, per_s: 1 },
      { from_s: -89_900, per_s: 0 },
    ];
    const { study } = await lookout(scenario({ topics: [{ name: 'orders', rates: quiet }], groups: [group] }));
    const { curves } = await study('g');
    expect(curves[0]?.points.map(({ endOffset }) => Number(endOffset))).toEqual([100, 100, 100, 100, 100, 100, 100]);
  });

  test('many groups: only partitions that lag', async () => {
    const topics = ['a', 'b'].map((name) => ({ name, partitions: 2, rates: [{ from_s: -3_600, per_s: 10 }] }));
    const groups = [
      { name: 'slow', topics: ['a'], members: [{ client_id: 'w', per_s: 1 }] },
      { name: 'done', topics: ['b'], committed: { b: [18_000, 18_000] }, protocol_type: '' },
    ];
    const { look, background } = await lookout(scenario({ topics, groups }));
    const { curves, topics: settings } = await background(await look({ kind: 'all' }), { deep: false });
    expect(curves.map(({ topic, partition }) => `${topic}-${partition}`).sort()).toEqual(['a-0', 'a-1']);
    expect([...settings.keys()]).toEqual(['a']);
  });
});

import { expect, test } from 'vitest';
import { type LagTrend, lagTrend } from '../../../src/domain/lag/curve-trend.ts';

const points = (lags: readonly (number | null)[]) =>
  lags.map((lag, index) => ({ atMs: index * 10_000, lag: lag === null ? null : BigInt(lag) }));

const cases: readonly (readonly [string, readonly (number | null)[], Partial<LagTrend> | null])[] = [
  [
    'grows from the foot of the slope',
    [10, 12, 9, 11, 200, 400, 600],
    { kind: 'growing', sinceMs: 29_898, beganInWindow: true, from: 11n, to: 600n, perSecond: 589 / 30 },
  ],
  [
    'grew already when the window began',
    [100, 200, 300, 400, 500],
    { kind: 'growing', sinceMs: 0, beganInWindow: false, from: 100n, to: 500n, perSecond: 10 },
  ],
  [
    'that begins with the first points is older than they are',
    Array.from({ length: 41 }, (_, index) => 1_000 + Math.max(0, index - 1) * 100),
    { kind: 'growing', sinceMs: 0, beganInWindow: false, from: 1_000n, to: 4_900n },
  ],
  [
    'begins where its line meets the level before it, between two points',
    [0, 0, 0, 50, 150, 250, 350, 450, 550, 650, 750, 850, 950, 1_050],
    { kind: 'growing', sinceMs: 25_000, beganInWindow: true },
  ],
  [
    'stretches that nobody knows are passed over',
    [null, null, 10, null, 10, 500, null, 900],
    { kind: 'growing', sinceMs: 40_000, beganInWindow: true, from: 10n, to: 900n },
  ],
  [
    'the saw teeth of batches on a slope do not move its foot',
    [0, 50, 0, 50, 0, 300, 250, 550, 500, 800],
    { kind: 'growing', sinceMs: 40_000, beganInWindow: true },
  ],
  [
    'falls from its greatest',
    [100, 900, 800, 500, 200],
    { kind: 'falling', sinceMs: 10_000, beganInWindow: true, from: 900n, to: 200n },
  ],
  [
    'is flat where it goes up and down between commits',
    [20, 30, 0, 25, 10, 30],
    { kind: 'flat', sinceMs: 0, lowest: 0n, greatest: 30n },
  ],
  ['is flat at a high level too', [5_000, 5_050, 4_990, 5_020, 5_040], { kind: 'flat' }],
  ['has no direction with three points', [0, null, 500, null, 900], null],
  ['a rise after a fall counts when it is the greater', [300, 0, 10, 500, 900], { kind: 'growing', sinceMs: 19_775 }],
];

test.each(cases)('%s', (_, lags, expected) => {
  const trend = lagTrend(points(lags), 40);
  if (expected === null) expect(trend).toBeNull();
  else expect(trend).toMatchObject(expected);
});

test('what comes and goes between two commits is no trend', () => {
  expect(lagTrend(points([0, 10, 20, 30, 40]), 100)).toMatchObject({ kind: 'flat' });
});

import { expect, test } from 'vitest';
import { sparkline, thinned } from '../../../src/domain/lag/curve-thinning.ts';

const points = (lags: readonly (number | null)[]) =>
  lags.map((lag, index) => ({ atMs: index, lag: lag === null ? null : BigInt(lag) }));

test.each([
  ['the lowest bar is no lag, the highest the greatest', [0, 100, 200, 400, 700], '▁▂▃▅█'],
  ['any lag stands higher than none', [0, 1, 1_000_000], '▁▂█'],
  ['unknown stretches are marked', [null, null, 0, null, 7], '··▁·█'],
  ['no lag at all', [0, 0, 0], '▁▁▁'],
  ['nothing known', [null, null], '··'],
  ['nothing', [], ''],
])('a sparkline: %s', (_, lags, expected) => expect(sparkline(points(lags))).toBe(expected));

test.each([
  [5, 3, [0, 2, 4]],
  [121, 4, [0, 40, 80, 120]],
  [3, 24, [0, 1, 2]],
  [0, 24, []],
])('%i points thinned to %i keep the first and the last', (length, most, expected) => {
  const kept = thinned(points(Array.from({ length }, (_, index) => index)), most);
  expect(kept.map(({ atMs }) => atMs)).toEqual(expected);
});

import { describe, expect, test } from 'vitest';
import {
  createLookupTable,
  type Insertion,
  type Lookup,
  type LookupPoint,
} from '../../../src/domain/lag/lookup-table.ts';

const point = (atMs: number, offset: number): LookupPoint => ({ atMs, offset });

const filled = (points: readonly LookupPoint[], limit = 60) => {
  const table = createLookupTable(limit);
  const results = points.map((each) => table.add(each));
  return { table, results };
};

describe('what the table takes', () => {
  test.each<[string, readonly LookupPoint[], readonly Insertion[]]>([
    ['rising points', [point(100, 100), point(200, 200)], ['Inserted', 'Inserted']],
    ['a point of the same time', [point(100, 100), point(100, 200)], ['Inserted', 'OutOfOrder']],
    ['an older point', [point(100, 100), point(50, 200)], ['Inserted', 'OutOfOrder']],
    ['a smaller offset', [point(100, 100), point(200, 99)], ['Inserted', 'NonMonotonic']],
    [
      'a flat run keeps its two ends',
      [point(100, 100), point(200, 100), point(300, 100)],
      ['Inserted', 'Inserted', 'Updated'],
    ],
  ])('%s', (_, points, results) => {
    expect(filled(points).results).toEqual(results);
  });
});

describe('when an offset was the end', () => {
  const line = [point(100, 100), point(200, 200)];
  test.each<[string, readonly LookupPoint[], number, Lookup]>([
    ['an empty table', [], 100, 'TooFewPoints'],
    ['one point, another offset', [point(100, 100)], 50, 'TooFewPoints'],
    ['one point, its offset', [point(100, 100)], 100, 'LagIsZero'],
    ['the newest offset', line, 200, 'LagIsZero'],
    ['between two points', line, 150, { atMs: 150 }],
    ['the oldest point', line, 100, { atMs: 100 }],
    ['before the table: extrapolated', line, 50, { atMs: 50 }],
    ['before the time began', line, 0, { atMs: 0 }],
    ['beyond the table: extrapolated too', line, 250, { atMs: 250 }],
    ['the nearer bracket of three points', [...line, point(300, 1_000)], 600, { atMs: 250 }],
    [
      'extrapolation goes from the first to the last point',
      [point(100, 100), point(200, 110), point(300, 300)],
      50,
      { atMs: 50 },
    ],
    ['the right end of a flat run', [point(100, 10), point(200, 10), point(300, 20)], 10, { atMs: 200 }],
    ['a run that was compressed', [point(100, 10), point(200, 10), point(250, 10), point(300, 20)], 15, { atMs: 275 }],
    ['a flat table has no slope', [point(100, 10), point(200, 10)], 5, { atMs: -Infinity }],
  ])('%s', (_, points, offset, wanted) => {
    expect(filled(points).table.lookUp(offset)).toEqual(wanted);
  });

  test('the oldest points go when the table is full', () => {
    const { table } = filled([point(100, 100), point(200, 200), point(300, 400)], 2);
    // From the two that are left: 0.5 ms an offset.
    expect(table.lookUp(100)).toEqual({ atMs: 150 });
  });
});

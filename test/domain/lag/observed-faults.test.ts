import { describe, expect, test } from 'vitest';
import { observed } from './observed-faults.ts';
import { judge } from './scene.ts';

describe('faults seen on real brokers, and what only looks like them', () => {
  test.each(observed)('$row $name', ({ scene, primary, secondary, status }) => {
    const result = judge(scene);
    expect(result.primary?.rule ?? null).toBe(primary);
    if (status !== undefined) expect(result.status).toBe(status);
    if (secondary !== undefined) expect(result.secondary.map(({ rule }) => rule)).toEqual(secondary);
  });

  test('every row of the table has a case', () => {
    const rows = new Set(observed.map(({ row }) => Number.parseInt(row, 10)));
    // 28 is not in the table.
    const all = Array.from({ length: 29 }, (_, at) => at + 1).filter((row) => row !== 28);
    expect(all.filter((row) => !rows.has(row))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MAX_ANSWER_CHARS, shorten } from '../../src/mcp/limits.ts';

const size = (report: object) => JSON.stringify(report).length;
const small = (report: Readonly<Record<string, unknown>>) => shorten({ gaps: [], cut: [], ...report }, 'Narrow.', size);
const cutsOf = (report: unknown) =>
  z
    .object({
      cut: z.array(z.strictObject({ field: z.string(), shown: z.int(), of: z.int(), narrow: z.string() })),
    })
    .parse(report).cut;

test('what fits stays the very same', () => {
  const report = { summary: 's', rows: [1, 2], gaps: [], cut: [] };
  expect(shorten(report, 'Narrow.', size)).toBe(report);
});

test('the heaviest list gives way, its first entries stay, the others are left alone', () => {
  const fitted = small({ light: ['a', 'b'], heavy: Array.from({ length: 10_000 }, (_, row) => ({ row })) });
  const [cut] = cutsOf(fitted);
  expect(cut).toMatchObject({ field: 'heavy', of: 10_000, narrow: 'Narrow.' });
  expect(fitted.light).toEqual(['a', 'b']);
  expect(fitted.heavy).toEqual(Array.from({ length: cut?.shown ?? 0 }, (_, row) => ({ row })));
});

describe('what is heavy deep inside', () => {
  test('a list in an object', () => {
    const fitted = small({ later: { says: 'x', steps: Array.from({ length: 9_000 }, () => 'a step') } });
    expect(cutsOf(fitted)).toEqual([expect.objectContaining({ field: 'later.steps', of: 9_000 })]);
    expect(fitted.later).toMatchObject({ says: 'x' });
    expect(size(fitted)).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
  });

  test('a list in the only row', () => {
    const fitted = small({ rows: [{ name: 'a', evidence: Array.from({ length: 9_000 }, () => 'evidence') }] });
    expect(cutsOf(fitted)).toEqual([expect.objectContaining({ field: 'rows[0].evidence', of: 9_000 })]);
    expect(size(fitted)).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
  });

  test('a text, when no list is left', () => {
    const fitted = small({ rows: [{ text: '😀'.repeat(50_000) }] });
    const [cut] = cutsOf(fitted);
    expect(cut).toMatchObject({ field: 'rows[0].text (characters)', of: 100_000 });
    expect(JSON.stringify(fitted)).not.toMatch(/\\ud[89a-f]/);
    expect(size(fitted)).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
  });
});

test('what the tool had cut itself stays told, unless it is cut again', () => {
  const own = (field: string) => ({ field, shown: 3, of: 9, narrow: 'Own.' });
  const fitted = small({
    rows: Array.from({ length: 9_000 }, () => 'row'),
    cut: [own('rows'), own('other')],
  });
  expect(cutsOf(fitted).map(({ field, of }) => [field, of])).toEqual([
    ['other', 9],
    ['rows', 9_000],
  ]);
});

test('law: whatever lists and texts a report holds, it fits', () => {
  const text = fc.integer({ min: 0, max: 60_000 }).map((length) => 'x'.repeat(length));
  const list = fc
    .integer({ min: 0, max: 5_000 })
    .map((length) => Array.from({ length }, (_, index) => `entry ${index}`));
  const report = fc.record({
    summary: fc.constant('s'),
    text,
    list,
    deep: fc.record({ list, rows: fc.array(fc.record({ text, list }), { maxLength: 4 }) }),
  });
  fc.assert(
    fc.property(report, (generated) => {
      const fitted = small(generated);
      expect(size(fitted)).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
      for (const { shown, of } of cutsOf(fitted)) expect(shown).toBeLessThan(of);
    }),
    { numRuns: 50 },
  );
});

test('a list that the tool had shortened and that is shortened again counts from what there was', () => {
  const fitted = small({
    groups: Array.from({ length: 9_000 }, () => 'group'),
    cut: [{ field: 'groups', shown: 9_000, of: 12_345, narrow: 'Raise limit.' }],
  });
  expect(cutsOf(fitted)).toEqual([
    { field: 'groups', shown: z.array(z.string()).parse(fitted.groups).length, of: 12_345, narrow: 'Narrow.' },
  ]);
});

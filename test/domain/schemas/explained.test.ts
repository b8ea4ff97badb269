import { describe, expect, it } from 'vitest';
import type { DirectionCheck } from '../../../src/domain/schemas/check-history.ts';
import { explained, versionWords, whoBreaks } from '../../../src/domain/schemas/explained.ts';

const check = (
  version: number,
  direction: DirectionCheck['direction'],
  ...paths: readonly string[]
): DirectionCheck => ({
  version,
  direction,
  problem: null,
  incompatibilities: paths.map((path) => ({
    rule: 'TYPE_MISMATCH',
    path,
    message: `A reader cannot take this (${path}).`,
    reader: '"int"',
    writer: '"string"',
  })),
});

describe('explained', () => {
  it('tells what was found with several versions once', () => {
    const found = explained([check(3, 'backward', '/a', '/b'), check(2, 'backward'), check(1, 'backward', '/a')]);
    expect(found.map(({ path, versions }) => [path, versions])).toEqual([
      ['/a', [3, 1]],
      ['/b', [3]],
    ]);
    expect(found[0]?.breaks).toContain('versions 1, 3');
  });

  it('puts the pieces on the right side', () => {
    const [backward, forward] = explained([check(1, 'backward', '/a'), check(1, 'forward', '/a')]);
    expect([backward?.newer, backward?.older]).toEqual(['"int"', '"string"']);
    expect([forward?.newer, forward?.older]).toEqual(['"string"', '"int"']);
    expect(backward?.fix).not.toBe(forward?.fix);
  });
});

it('says who breaks', () => {
  expect(whoBreaks('backward', [2])).toBe(
    'Consumers on the new schema, when they read data of version 2: what is in the topic, and what producers write that still have it.',
  );
  expect(whoBreaks('backward', [2, 1])).toMatch(/versions 1, 2: .* one of them\.$/);
  expect(whoBreaks('forward', [3])).toBe(
    'Consumers still on version 3, as soon as a producer writes with the new schema.',
  );
});

it.each([
  [[], 'no version'],
  [[3], 'version 3'],
  [[3, 1], 'versions 1, 3'],
  [[9, 8, 7, 6, 5, 4, 2], '7 versions (2 to 9)'],
])('%j are %s', (versions, words) => {
  expect(versionWords(versions)).toBe(words);
});

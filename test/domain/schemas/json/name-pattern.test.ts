import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namePattern, patternBudget } from '../../../../src/domain/schemas/json/name-pattern.ts';
import { parseExpression } from '../../../../src/domain/schemas/json/regular-expression.ts';

const finds = (pattern: string, name: string) => namePattern(pattern, patternBudget())(name);

/** A pattern that the engine is not given: a group is repeated, and the name is long. */
const slowly = (pattern: string, name: string) => finds(`(?:${pattern})(?:){0,1}`, name);

describe('a pattern finds in a name what the engine of Node finds', () => {
  const name = fc.stringMatching(/^[ab_01-]{0,30}$/);
  const atom = fc.constantFrom(
    'a',
    'b',
    '_',
    '.',
    '\\d',
    '\\w',
    '[ab]',
    '[^a]',
    '[a-b_]',
    '\\-',
    '(?:ab|b)',
    '(a|)',
    '^',
    '$',
  );
  const piece = fc
    .tuple(atom, fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?'))
    .map(([one, count]) => (one === '^' || one === '$' ? one : one + count));
  const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));

  it('in one step and step by step', () => {
    fc.assert(
      fc.property(fc.tuple(pattern, pattern), name, ([one, other], text) => {
        const whole = `${one}|${other}`;
        const expected = new RegExp(whole).test(text);
        return finds(whole, text) === expected && slowly(whole, text) === expected;
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['^S_', 'S_x', true],
    ['^[a-z]+(_[a-z]+)*$', 'a_name_that_is_much_longer_than_twenty', true],
    ['^[a-z]+(_[a-z]+)*$', 'a_name_that_is_much_longer_than_twenty_', false],
    ['^(?!x-)', 'x-a', false],
    ['^(?!x-)', 'a name that is longer than twenty characters', true],
    ['^.$', '😀', true],
    ['日', '日本', true],
    ['(', '(', false],
    ['[', '[', false],
    ['a**', 'aa', false],
  ])('%j in %j: %j', (source, text, found) => {
    expect(finds(source, text)).toBe(found);
  });
});

describe('a pattern that could run for ages', () => {
  it.each([
    ['^(a+)+$', `${'a'.repeat(60)}!`],
    ['^((a*)*)*b$', 'a'.repeat(60)],
    ['^(a|a)*$', `${'a'.repeat(60)}!`],
    ['(.*)(.*)(.*)(.*)x', 'a'.repeat(900)],
    ['^(a+)+\\1$', `${'a'.repeat(60)}!`],
  ])('%j ends', (source, text) => {
    expect(finds(source, text)).toBe(false);
  });

  it('uses up a budget that all patterns of a schema share, and then nothing is found', () => {
    const budget = { steps: 100 };
    const one = namePattern('^(?:[a-z]_?)+$', budget);
    expect(one('short')).toBe(true);
    expect(one('a_name_that_is_much_longer_than_twenty')).toBe(false);
    expect(namePattern('a', budget)('a')).toBe(false);
  });
});

it.each([
  '(?=a)',
  '(?<=a)b',
  '(?<name>a)',
  '\\1',
  '\\bfoo',
  '\\p{L}',
  '(a',
  'a)',
  '*a',
  '[z-a]',
  '('.repeat(60) + ')'.repeat(60),
])('%j is left to the engine', (source) => {
  expect(parseExpression(source)).toBeNull();
});

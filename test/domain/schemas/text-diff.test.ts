import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDiff } from '../../../src/domain/schemas/text-diff.ts';

const diff = (older: string, newer: string) => textDiff([...older], [...newer]);

describe('textDiff', () => {
  it.each([
    ['abc', 'abc', []],
    ['', '', []],
    ['', 'a', ['+ a']],
    ['a', '', ['- a']],
    ['abc', 'axc', ['  a\n- b\n+ x\n  c']],
    ['abcdefgh', 'abcdefghi', ['  g\n  h\n+ i']],
    ['abcdefgh', 'xbcdefgy', ['- a\n+ x\n  b\n  c', '  f\n  g\n- h\n+ y']],
    ['abcdefg', 'abdefg', ['  a\n  b\n- c\n  d\n  e']],
    ['abcde', 'abXcYde', ['  a\n  b\n+ X\n  c\n+ Y\n  d\n  e']],
  ])('%s → %s', (older, newer, pieces) => {
    expect(diff(older, newer)).toEqual(pieces);
  });

  it('of texts with little in common is none', () => {
    const lines = (from: number) => Array.from({ length: 300 }, (_, index) => `${from + index}`);
    expect(textDiff(lines(0), lines(1_000))).toBeNull();
    expect(textDiff(lines(0), lines(10))).not.toBeNull();
  });

  it('leads from the old text to the new one', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 });
    fc.assert(
      fc.property(text, text, (older, newer) => {
        // No more than four unchanged lines lie between two changes, so that all of them are in one piece.
        const lines = (textDiff(older, newer) ?? []).flatMap((piece) => piece.split('\n'));
        const side = (mark: string) => lines.filter((line) => line[0] !== mark).map((line) => line.slice(2));
        const changed = lines.filter((line) => line[0] !== ' ').length;
        expect(newer.length - older.length).toBe(side('-').length - side('+').length);
        expect(changed === 0).toBe(older.join() === newer.join());
        expect(older.join('')).toContain(side('+').join(''));
        expect(newer.join('')).toContain(side('-').join(''));
      }),
      { numRuns: 1_000 },
    );
  });
});

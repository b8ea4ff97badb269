import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { KnownFailure } from '../../src/failure.ts';
import { parseInput } from '../../src/mcp/input.ts';

const schema = z.strictObject({
  name: z.string().min(1).max(5).optional(),
  count: z.int().positive().lt(10).optional(),
  share: z.number().gte(0).lte(1).optional(),
  step: z.number().multipleOf(5).optional(),
  on: z.boolean().optional(),
  level: z.enum(['BACKWARD', 'FULL']).optional(),
  url: z.url('expected a URL').optional(),
  pattern: z
    .string()
    .regex(/^[a-z]+$/, 'expected small letters')
    .optional(),
  topics: z.array(z.strictObject({ name: z.string(), keys: z.array(z.int()).min(1).optional() })).optional(),
});

function refusal(input: unknown, of: z.ZodObject = schema): KnownFailure {
  try {
    parseInput(of, 'kafka_test', input);
  } catch (error) {
    if (error instanceof KnownFailure) return error;
  }
  throw new Error('was not refused as it should');
}

describe('each kind of mistake names its argument and what was expected', () => {
  test.each<[unknown, string]>([
    [{ name: 1 }, 'Argument `name` must be of type string, got 1.'],
    [{ name: null }, 'Argument `name` must be of type string, got null.'],
    [{ name: '' }, 'Argument `name` must be at least 1 characters, got "".'],
    [{ name: 'abcdef' }, 'Argument `name` must be at most 5 characters, got "abcdef".'],
    [{ count: 1.5 }, 'Argument `count` must be of type int, got 1.5.'],
    [{ count: '3' }, 'Argument `count` must be of type number, got "3".'],
    [{ count: 0 }, 'Argument `count` must be more than 0, got 0.'],
    [{ count: 10 }, 'Argument `count` must be less than 10, got 10.'],
    [{ share: -0.1 }, 'Argument `share` must be at least 0, got -0.1.'],
    [{ share: 2 }, 'Argument `share` must be at most 1, got 2.'],
    [{ step: 7 }, 'Argument `step`: '],
    [{ on: 'yes' }, 'Argument `on` must be of type boolean, got "yes".'],
    [{ level: 'backward' }, 'Argument `level` must be one of "BACKWARD", "FULL", got "backward".'],
    [{ url: 'x' }, 'Argument `url`: expected a URL.'],
    [{ pattern: 'X' }, 'Argument `pattern`: expected small letters.'],
    [{ topics: 'orders' }, 'Argument `topics` must be of type array, got "orders".'],
    [{ topics: ['orders'] }, 'Argument `topics.0` must be of type object, got "orders".'],
    [{ topics: [{ name: 'a' }, {}] }, 'Argument `topics.1.name` is missing: expected string.'],
    [{ topics: [{ name: 'a', keys: [] }] }, 'Argument `topics.0.keys` must be at least 1 entries, got [].'],
    [{ topics: [{ name: 'a', keys: [1, 'x'] }] }, 'Argument `topics.0.keys.1` must be of type number, got "x".'],
    [{ topics: [{ name: 'a', kez: 1 }] }, 'Argument `topics.0.kez` is not known here.'],
    [{ nam: 'a', cuont: 1 }, 'Argument `nam` is not known here. Argument `cuont` is not known here.'],
    ['orders', 'The arguments must be of type object, got "orders".'],
    [[], 'The arguments must be of type object, got [].'],
  ])('%j', (input, sentence) => expect(refusal(input).what).toContain(sentence));

  test('what is missing is missing, also where only some values are allowed', () => {
    const required = z.strictObject({ name: z.string(), level: z.enum(['a', 'b']), only: z.literal('x') });
    expect(refusal(undefined, required).what).toBe(
      'Argument `name` is missing: expected string. Argument `level` is missing: expected one of "a", "b". Argument `only` is missing: expected one of "x".',
    );
  });

  test('all mistakes are told at once', () => {
    const { what } = refusal({ name: 1, count: 0, extra: true });
    for (const argument of ['name', 'count', 'extra']) expect(what).toContain(`\`${argument}\``);
  });
});

test('what an object takes is told once, however many are wrong', () => {
  const { likelyCause } = refusal({ topics: ['orders', { nam: 'a' }, { name: 'b', keyz: 1 }] });
  expect(likelyCause).toMatch(
    /^kafka_test takes: name, .*, topics\. Each of `topics` takes: name \(required\), keys\.$/,
  );
});

test('what the tool takes is told, and long or odd values are not repeated in full', () => {
  expect(refusal({ x: 1 }).likelyCause).toBe(
    'kafka_test takes: name, count, share, step, on, level, url, pattern, topics.',
  );
  expect(refusal({ x: 1 }, z.strictObject({})).likelyCause).toBe('kafka_test takes: no arguments.');
  expect(refusal({ level: 'x'.repeat(10_000) }).what.length).toBeLessThan(300);
  expect(refusal({ level: 'a\u202Eb\u{E0041}\u0000' }).what).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(refusal({ ['k'.repeat(10_000)]: 1 }).what.length).toBeLessThan(2_100);
});

test('no arguments are an empty object', () => {
  expect(parseInput(schema, 'kafka_test', undefined)).toEqual({});
  expect(parseInput(schema, 'kafka_test', null)).toEqual({});
});

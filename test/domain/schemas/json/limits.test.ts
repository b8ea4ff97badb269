import { describe, expect, it } from 'vitest';
import { COMPARISON_LIMIT } from '../../../../src/domain/schemas/checker.ts';
import { jsonSchemaChecker } from '../../../../src/domain/schemas/json/checker.ts';
import { jsonSchemaRisks } from '../../../../src/domain/schemas/json/risks.ts';
import { schemaOf, sourceOf } from './schemas.ts';

const times = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => one(index));

const nested = (levels: number, inside: unknown, around: (schema: unknown) => unknown) =>
  times(levels, () => null).reduce<unknown>((schema) => around(schema), inside);

/** Definitions d0, d1, …, each made of the one after it; the last is `end`. */
const chain = (length: number, link: (next: { $ref: string }, index: number) => unknown, end: unknown) => ({
  $ref: '#/definitions/d0',
  definitions: Object.fromEntries([
    ...times(length, (index) => [`d${index}`, link({ $ref: `#/definitions/d${index + 1}` }, index)] as const),
    [`d${length}`, end],
  ]),
});

describe('too much to read', () => {
  it.each<[string, string, string]>([
    ['too long', JSON.stringify({ description: 'x'.repeat(1_100_000) }), 'The schema has 1100018 characters.'],
    ['too deep', '['.repeat(100_000), 'The schema is nested more than 1000 levels deep.'],
    [
      'too deep and right',
      JSON.stringify(nested(1_001, {}, (schema) => ({ not: schema }))),
      'The schema is nested more than 1000 levels deep.',
    ],
  ])('%s', (_, text, message) => {
    expect(jsonSchemaChecker.parse(sourceOf(text), true).problem).toMatchObject({ kind: 'limit', message });
  });

  it('in a reference', () => {
    const problem = jsonSchemaChecker.parse(sourceOf({ $ref: 'a' }, { a: '['.repeat(2_000) }), true).problem;
    expect(problem).toMatchObject({
      kind: 'limit',
      message: 'The reference "a" is nested more than 1000 levels deep.',
    });
  });

  it('in all references together, whichever are needed', () => {
    const long = (next: string) => ({ $comment: 'x'.repeat(1_000_000), allOf: [{ $ref: next }] });
    const references = { a: long('b'), b: long('c'), c: long('d'), d: long('e'), e: {} };
    const { problem } = jsonSchemaChecker.parse(sourceOf({ $ref: 'a' }, references), true);
    expect(problem).toBeNull();
    const longer = jsonSchemaChecker.parse(
      sourceOf({ $ref: 'a' }, { ...references, e: long('f'), f: {} }),
      true,
    ).problem;
    expect(longer).toMatchObject({ kind: 'limit', message: expect.stringContaining('"e"') });
  });

  it('is not what brackets in a text are', () => {
    expect(jsonSchemaChecker.parse(sourceOf({ title: `\\"${'['.repeat(2_000)}` }), false).problem).toBeNull();
  });
});

/** Each is read, compared and looked through for risks without running out of stack or of time. */
describe('big schemas', () => {
  it.each<[string, (leaf: unknown) => unknown, string[]]>([
    ['deep properties', (leaf) => nested(490, leaf, (a) => ({ type: 'object', properties: { a } })), ['TYPE_NARROWED']],
    ['deep items', (leaf) => nested(990, leaf, (items) => ({ type: 'array', items })), ['TYPE_NARROWED']],
    [
      'deep combinations',
      (leaf) => nested(490, leaf, (one) => ({ anyOf: [one] })),
      ['COMBINED_TYPE_SUBSCHEMAS_CHANGED'],
    ],
    ['deep refusals', (leaf) => nested(980, leaf, (not) => ({ not })), ['NOT_TYPE_EXTENDED']],
    [
      'a long chain of references',
      (leaf) => chain(12_000, (next) => ({ type: 'array', items: next }), leaf),
      ['TYPE_NARROWED'],
    ],
    ['a long chain with nothing in it', (leaf) => chain(15_000, (next) => next, leaf), ['TYPE_NARROWED']],
    [
      'a long chain of single branches',
      (leaf) => chain(12_000, (next) => ({ anyOf: [next] }), leaf),
      ['COMBINED_TYPE_SUBSCHEMAS_CHANGED'],
    ],
    [
      'many ways to one place',
      (leaf) => chain(60, (next) => ({ type: 'object', properties: { l: next, r: next } }), leaf),
      times(1_000, () => 'TYPE_NARROWED'),
    ],
    [
      'many ways through branches',
      (leaf) =>
        chain(
          60,
          (next) => ({
            oneOf: [
              { type: 'array', items: next },
              { type: 'object', properties: { a: next } },
            ],
          }),
          leaf,
        ),
      ['COMBINED_TYPE_SUBSCHEMAS_CHANGED'],
    ],
    [
      'many properties',
      (leaf) => ({
        type: 'object',
        properties: Object.fromEntries(
          times(10_000, (index) => [`p${index}`, index === 5 ? leaf : { type: 'string' }]),
        ),
      }),
      ['TYPE_NARROWED'],
    ],
    [
      'many branches',
      (leaf) => ({ oneOf: [...times(5_000, (index) => ({ const: index })), leaf] }),
      ['COMBINED_TYPE_SUBSCHEMAS_CHANGED'],
    ],
    [
      'a web of recursive schemas',
      (leaf) =>
        chain(
          100,
          (next, index) => ({
            type: 'object',
            properties: {
              next,
              back: { $ref: `#/definitions/d${(index * 7) % 100}` },
              one: { oneOf: [next, { type: 'null' }] },
            },
          }),
          leaf,
        ),
      [],
    ],
  ])('%s', (_, schema, rules) => {
    const writer = schemaOf(schema({ type: 'number' }));
    const reader = schemaOf(schema({ type: 'integer' }), {}, false);
    expect(jsonSchemaChecker.compare(reader, reader, 'confluent')).toEqual([]);
    const told = jsonSchemaChecker.compare(reader, writer, 'confluent').map(({ rule }) => rule);
    expect(told).toEqual(rules.length === 0 ? expect.arrayContaining(['TYPE_NARROWED']) : rules);
    expect(jsonSchemaRisks(writer, reader).length).toBeLessThanOrEqual(1_000);
  });

  it('alternatives that multiply are given up with a limit, not with a verdict', () => {
    const web = (leaf: unknown) => ({
      $ref: '#/definitions/d0',
      definitions: Object.fromEntries(
        times(400, (index) => [
          `d${index}`,
          {
            oneOf: [
              ...times(12, (branch) => ({ $ref: `#/definitions/d${(index * 7 + branch * 13 + 1) % 400}` })),
              { type: 'array', items: { $ref: `#/definitions/d${(index + 1) % 400}` }, title: `t${index}` },
              index === 150 ? leaf : { type: 'string', title: `s${index}` },
            ],
          },
        ]),
      ),
    });
    const told = jsonSchemaChecker.compare(
      schemaOf(web({ type: 'integer' })),
      schemaOf(web({ type: 'number' })),
      'confluent',
    );
    expect(told.map(({ rule }) => rule)).toEqual([COMPARISON_LIMIT]);
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fullOutputJsonSchema, inputJsonSchema, outputJsonSchema } from '../../src/mcp/json-schema.ts';
import { report } from '../../src/mcp/report.ts';
import { clusterText } from '../../src/mcp/untrusted.ts';

const property = (schema: z.ZodType) => inputJsonSchema(z.strictObject({ a: schema })).properties;

describe('null is a type, never a union', () => {
  test.each<[string, z.ZodType, object]>([
    ['string', z.string().nullable(), { type: ['string', 'null'] }],
    ['described', z.string().nullable().describe('Why'), { type: ['string', 'null'], description: 'Why' }],
    ['described inside', z.string().describe('Why').nullable(), { type: ['string', 'null'], description: 'Why' }],
    ['bounded', z.int().min(1).max(9).nullable(), { type: ['integer', 'null'], minimum: 1, maximum: 9 }],
    ['enum', z.enum(['x', 'y']).nullable(), { type: ['string', 'null'], enum: ['x', 'y', null] }],
    ['literal', z.literal('x').nullable(), { type: ['string', 'null'], enum: ['x', null] }],
    ['list', z.array(z.string().nullable()), { type: 'array', items: { type: ['string', 'null'] } }],
    ['nullable list', z.array(z.int()).nullable(), { type: ['array', 'null'], items: { type: 'integer' } }],
    ['optional', z.boolean().nullable().optional(), { type: ['boolean', 'null'] }],
    ['with a default', z.string().nullable().default(null), { type: ['string', 'null'], default: null }],
  ])('%s', (_what, schema, expected) => expect(property(schema)).toEqual({ a: expected }));

  test('an object', () => {
    const schema = z.strictObject({ n: z.int().nullable() }).nullable();
    expect(property(schema)).toEqual({
      a: {
        type: ['object', 'null'],
        properties: { n: { type: ['integer', 'null'] } },
        required: ['n'],
        additionalProperties: false,
      },
    });
  });
});

test('nothing is said that a reader learns nothing from', () => {
  expect(inputJsonSchema(z.strictObject({ a: z.int(), b: z.int().min(0) }))).toEqual({
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: 'integer', minimum: 0 } },
    required: ['a', 'b'],
    additionalProperties: false,
  });
});

test('what has a default need not be given, and what is answered is always there', () => {
  const schema = z.strictObject({ a: z.int().default(5) });
  expect(inputJsonSchema(schema).required).toBeUndefined();
  expect(fullOutputJsonSchema(schema).required).toEqual(['a']);
});

test('a union that is not about null stays visible, for the surface test to refuse', () => {
  expect(JSON.stringify(property(z.union([z.string(), z.int()])))).toContain('anyOf');
  expect(JSON.stringify(property(z.union([z.string(), z.int(), z.null()])))).toContain('anyOf');
});

test('the outline of an answer names every field and nothing below', () => {
  const output = report({
    rows: z.array(z.strictObject({ name: clusterText() })),
    detail: z.strictObject({ n: z.int() }).nullable(),
    count: z.int().nullable().describe('How many'),
    note: z.string().optional(),
  });
  const outline = outputJsonSchema(output);
  expect(outline).toEqual({
    type: 'object',
    properties: { summary: {}, rows: {}, detail: {}, count: {}, note: {}, gaps: {}, cut: {} },
  });
  expect(JSON.stringify(fullOutputJsonSchema(output))).not.toMatch(/anyOf|oneOf|allOf|\$schema|\$ref/);
});

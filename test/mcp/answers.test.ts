import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { named } from '../../src/domain/named.ts';
import { KnownFailure } from '../../src/failure.ts';
import { answer, failure } from '../../src/mcp/answers.ts';
import { parseInput } from '../../src/mcp/input.ts';
import { inputJsonSchema, outputJsonSchema } from '../../src/mcp/json-schema.ts';
import { MAX_ANSWER_CHARS } from '../../src/mcp/limits.ts';
import { report } from '../../src/mcp/report.ts';
import { defineTool, OFFLINE } from '../../src/mcp/tool.ts';
import { clean, clusterText } from '../../src/mcp/untrusted.ts';

const tool = defineTool({
  name: 'kafka_test',
  title: 'Test',
  description: 'Test.',
  input: z.strictObject({
    n: z.int().min(1).max(9),
    mode: z.enum(['a', 'b']).optional(),
    deep: z
      .array(z.strictObject({ name: z.string().min(2) }))
      .max(2)
      .optional(),
  }),
  output: report({ rows: z.array(z.strictObject({ name: clusterText(), why: z.string().nullable() })) }),
  annotations: OFFLINE,
  example: { n: 1 },
  narrow: 'Ask for less.',
  run: () => ({ summary: '', rows: [], gaps: [], cut: [] }),
});
const lines: { level: string; message: string; fields: unknown }[] = [];
const context = {
  log: { write: (level: string, message: string, fields?: unknown) => void lines.push({ level, message, fields }) },
  redact: (text: string) => text.replaceAll('hunter2', '[redacted]'),
};
const rows = (count: number, name = 'group') =>
  Array.from({ length: count }, (_, index) => ({ name: `${name}-${index}`, why: null }));

describe('an answer', () => {
  test('is the same value twice: as data and as text', () => {
    const result = answer(tool, { summary: `${named('odd name')} is one.`, rows: rows(1), gaps: [], cut: [] }, context);
    expect(result.structuredContent).toMatchObject({
      summary: 'odd name is one.',
      rows: [{ name: 'group-0', why: null }],
    });
    expect(result.content[0]).toMatchObject({ type: 'text', text: expect.stringContaining('group-0') });
  });

  test('holds no secret and no invisible character', () => {
    const result = answer(
      tool,
      { summary: 'pass hunter2', rows: [{ name: 'a\u200bb\u0007hunter2', why: null }], gaps: [], cut: [] },
      context,
    );
    expect(JSON.stringify(result)).not.toMatch(/hunter2|\u200b|\\u0007/);
  });

  test('is never longer than the cap, and says what was cut and how to see it', () => {
    const result = answer(tool, { summary: 's', rows: rows(20_000), gaps: [], cut: [] }, context);
    const { rows: shown, cut } = z
      .object({ rows: z.array(z.unknown()), cut: z.array(z.unknown()) })
      .parse(result.structuredContent);
    expect(cut).toEqual([{ field: 'rows', shown: shown.length, of: 20_000, narrow: 'Ask for less.' }]);
    expect(JSON.stringify(result.structuredContent).length).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
    expect(JSON.stringify(result.content).length).toBeLessThanOrEqual(MAX_ANSWER_CHARS * 1.2);
  });

  test('that breaks its own schema is an unexpected failure', () => {
    expect(() => answer(tool, { summary: 's' }, context)).toThrow();
  });
});

describe('a failure', () => {
  test('that is known says what, why and what next', () => {
    const result = failure(new KnownFailure('What.', 'Why hunter2.', 'Next.'), context);
    expect(result).toEqual({
      isError: true,
      content: [{ type: 'text', text: 'What.\nLikely cause: Why [redacted].\nNext step: Next.' }],
    });
  });

  test('that is not known is one fixed sentence, with the detail in the log', () => {
    const result = failure(new Error('internal detail'), context);
    expect(JSON.stringify(result)).not.toContain('internal detail');
    expect(result).not.toHaveProperty('structuredContent');
    expect(lines.at(-1)).toMatchObject({
      level: 'error',
      fields: { error: expect.objectContaining({ message: 'internal detail' }) },
    });
  });
});

describe('bad arguments are named', () => {
  test.each<[unknown, string]>([
    [{}, 'Argument `n` is missing: expected'],
    [{ n: 'x' }, 'Argument `n` must be of type'],
    [{ n: 0 }, 'Argument `n` must be at least 1, got 0'],
    [{ n: 10 }, 'Argument `n` must be at most 9, got 10'],
    [{ n: 1, mode: 'c' }, 'Argument `mode` must be one of "a", "b", got "c"'],
    [{ n: 1, x: 1 }, 'Argument `x` is not known here'],
    [{ n: 1, deep: [{ name: 'a' }] }, 'Argument `deep.0.name` must be at least 2 characters'],
    [{ n: 1, deep: [{ name: 'ab', y: 1 }] }, 'Argument `deep.0.y` is not known here'],
    [{ n: 1, deep: [{ name: 'ab' }, { name: 'ab' }, { name: 'ab' }] }, 'Argument `deep` must be at most 2 entries'],
    ['text', 'must be of type'],
  ])('%j', (input, sentence) => {
    expect(() => parseInput(tool.input, tool.name, input)).toThrow(sentence);
  });
});

test('schemas have no unions, and null is a type', () => {
  expect(
    inputJsonSchema(z.strictObject({ a: z.string().nullable(), b: z.enum(['x']).nullable().optional() })),
  ).toMatchObject({
    properties: { a: { type: ['string', 'null'] }, b: { type: ['string', 'null'], enum: ['x', null] } },
    required: ['a'],
  });
  expect(outputJsonSchema(tool.output)).toEqual({
    type: 'object',
    properties: {
      summary: { type: 'string' },
      rows: { type: 'array' },
      gaps: { type: 'array' },
      cut: { type: 'array' },
    },
  });
});

test.each([
  ['a\u0000b\u001b[31mc', 'ab[31mc'],
  ['zero\u200bwidth\ufeff\u2060', 'zerowidth'],
  ['\u202eright\u2066to left', 'rightto left'],
  ['tag\u{e0041}\u{e007f}', 'tag'],
  ['soft\u00adhyphen', 'softhyphen'],
  ['line\u2028end\ttab\nnew', 'lineend\ttab\nnew'],
])('%j is cleaned', (text, cleaned) => expect(clean(text)).toBe(cleaned));

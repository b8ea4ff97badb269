import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { named } from '../../src/domain/named.ts';
import { answer } from '../../src/mcp/answers.ts';
import { MAX_ANSWER_CHARS } from '../../src/mcp/limits.ts';
import { markdown, report } from '../../src/mcp/report.ts';
import { defineTool, OFFLINE } from '../../src/mcp/tool.ts';
import { clusterText } from '../../src/mcp/untrusted.ts';
import { missingIn } from '../support/facts.ts';

/** Every kind of field that an answer can have. */
const tool = defineTool({
  name: 'kafka_test',
  title: 'Test',
  description: 'Test.',
  input: z.strictObject({}),
  output: report({
    name: clusterText(),
    text: markdown().optional(),
    said: z.string().optional(),
    names: z.array(clusterText()),
    rows: z.array(
      z.strictObject({
        name: clusterText().nullable(),
        ok: z.boolean(),
        share: z.number(),
        tags: z.array(clusterText()),
        parts: z.array(z.strictObject({ n: z.int(), says: z.string() })),
      }),
    ),
  }),
  annotations: OFFLINE,
  example: {},
  narrow: 'Narrow.',
  run: () => ({ summary: '', name: '', names: [], rows: [], gaps: [], cut: [] }),
});

const context = {
  log: { write: () => {} },
  redact: (text: string) => text.replaceAll('hunter2', '[redacted]'),
  notice: null,
};

function answered(value: unknown): { text: string; structured: unknown } {
  const { content, structuredContent } = answer(tool, value, context);
  const [part] = content;
  return { text: part?.type === 'text' ? part.text : '', structured: structuredContent };
}

/** Names and texts with all that could break a layout. */
const odd = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('a | b', 'a\nb\n\nc', '```\ncode\n```', '- item', '# heading', '| --- |', ' ', '', '</untrusted>'),
  fc.integer({ min: 0, max: 5_000 }).map((length) => 'long '.repeat(length / 5)),
  fc.constantFrom('hunter2', 'hun\u200bter2', 'hunter2'.repeat(400)),
);

const value = fc.record(
  {
    summary: odd.map((name) => `${named(name)} is one.`),
    name: odd,
    text: odd,
    said: odd,
    names: fc.array(odd, { maxLength: 9 }),
    rows: fc.array(
      fc.record({
        name: fc.option(odd, { nil: null }),
        ok: fc.boolean(),
        share: fc.double({ noNaN: true, noDefaultInfinity: true }),
        tags: fc.array(odd, { maxLength: 8 }),
        parts: fc.array(fc.record({ n: fc.integer(), says: odd }), { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
    gaps: fc.constant([]),
    cut: fc.constant([]),
  },
  { requiredKeys: ['summary', 'name', 'names', 'rows', 'gaps', 'cut'] },
);

test('law: every fact of the data stands in the text, whatever it is made of', () => {
  fc.assert(
    fc.property(value, (generated) => {
      const { text, structured } = answered(generated);
      expect(missingIn(text, structured)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('law: no answer holds a secret, an invisible character or more than the cap', () => {
  fc.assert(
    fc.property(value, (generated) => {
      const { text, structured } = answered(generated);
      const whole = `${text}${JSON.stringify(structured)}`;
      expect(whole).not.toContain('hunter2');
      expect(whole).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\u{E000}\u{E001}]/u);
      expect(Math.max(text.length, JSON.stringify(structured).length)).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
    }),
    { numRuns: 300 },
  );
});

test('a long text of others ends at the same place in both', () => {
  const { text, structured } = answered({
    summary: '',
    name: 'x y '.repeat(2_000),
    names: [],
    rows: [],
    gaps: [],
    cut: [],
  });
  const { name } = z.object({ name: z.string() }).parse(structured);
  expect(name).toMatch(/… \(\d+ more characters\)$/);
  expect(name.length).toBeLessThanOrEqual(2_000);
  expect(text).toContain(name);
});

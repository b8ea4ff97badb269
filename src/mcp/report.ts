import { z } from 'zod';

const markdownSchemas = z.registry<Record<string, never>>();

/** An output string of our own that is Markdown already and is shown as it is. */
export const markdown = () => {
  const schema = z.string();
  markdownSchemas.add(schema, {});
  return schema;
};

export const isMarkdown = (schema: z.core.$ZodType): boolean => markdownSchemas.has(schema);

/** What could not be had for an answer: part of every report. */
const gap = z.strictObject({
  what: z.string(),
  why: z.string(),
  broker: z.int().nullable().describe('The broker that owed it'),
});

const cut = z.strictObject({
  field: z.string(),
  shown: z.int(),
  of: z.int(),
  narrow: z.string().describe('How to see the rest'),
});

/**
 * The output schema of a tool: one summary line first, the tool's own fields, then what is missing and what was cut.
 * Both the text and the structured content of an answer come from one value of it.
 */
export const report = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    summary: z.string(),
    ...shape,
    gaps: z.array(gap).describe('Parts of the observation that could not be had'),
    cut: z.array(cut).describe('Lists that were shortened to keep the answer small'),
  });

/** A finding as a tool reports it; mirrors `domain/finding`. */
export const findingSchema = z.strictObject({
  rule: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  says: z.string(),
  evidence: z.array(z.string()),
  remedy: z.string(),
  command: z.string().optional(),
  verify: z.string().optional(),
  guideline: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
});

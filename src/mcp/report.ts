import { z } from 'zod';

const markdownSchemas = z.registry<Record<string, never>>();

/** An output string of our own that is Markdown already and is shown as it is. */
export const markdown = () => {
  const schema = z.string();
  markdownSchemas.add(schema, {});
  return schema;
};

export const isMarkdown = (schema: z.core.$ZodType): boolean => markdownSchemas.has(schema);

/** How the text shows one object in a line, and which of its fields stand in it. */
interface Brief {
  readonly shown: readonly string[];
  readonly line: (value: Readonly<Record<string, unknown>>) => string;
}

const briefSchemas = z.registry<Brief>();

/**
 * An object of which the text shows one line: where every entry carries its own proof, a reader wants the short form and
 * finds the rest in the structured content. `line` is given the checked value.
 */
function inBrief<S extends z.ZodObject>(schema: S, shown: readonly string[], line: Brief['line']): S {
  briefSchemas.add(schema, { shown, line });
  return schema;
}

/** null: the text shows all of it. */
export const briefOf = (schema: z.core.$ZodType): Brief | null => briefSchemas.get(schema) ?? null;

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

/** A number with where it comes from; mirrors `domain/advice/figure`. */
export const figureSchema = inBrief(
  z.strictObject({
    name: z.string(),
    of: z.string().optional(),
    value: z.number(),
    formula: z.string(),
    inputs: z.array(z.string()).describe('What went in; given, measured or assumed'),
    source: z.string(),
  }),
  ['name', 'of', 'value', 'formula'],
  ({ name, of, value, formula }) => `${name}${of === undefined ? '' : ` of ${of}`}: ${value} = ${formula}`,
);

const checkedSetting = inBrief(
  z.strictObject({
    name: z.string(),
    value: z.string(),
    default: z.string().nullable().describe('Of the target release; null: none'),
    is_default: z.boolean(),
    why: z.string(),
    source: z.string(),
  }),
  ['name', 'value', 'why'],
  ({ name, value, is_default, why }) => `${name}=${value}${is_default === true ? ' (the default)' : ''}: ${why}`,
);

/** One configuration with its checked settings; mirrors `domain/advice/setting`. */
export const settingGroupSchema = z.strictObject({
  family: z.string().describe('Kind of component'),
  applies_to: z.array(z.string()),
  settings: z.array(checkedSetting),
});

export const alertSchema = z.strictObject({ name: z.string(), condition: z.string(), why: z.string() });

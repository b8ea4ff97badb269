import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a tool's arguments. Some clients drop every tool when one schema holds a union, so `X | null` is
 * written as a type list; the surface test refuses anything else that would need anyOf, oneOf or allOf.
 */
export const inputJsonSchema = (schema: z.ZodObject): JsonSchema =>
  tidy(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }));

/** The whole shape of a tool's answer, for its page. */
export const fullOutputJsonSchema = (schema: z.ZodObject): JsonSchema =>
  tidy(z.toJSONSchema(schema, { target: 'draft-7', io: 'output' }));

/**
 * The outline of a tool's answer: the names of its fields. The full shape stands on the tool's page and is enforced here;
 * sending it with every list of tools would cost the client more tokens than it is worth.
 */
export function outputJsonSchema(schema: z.ZodObject): JsonSchema {
  return { type: 'object', properties: Object.fromEntries(Object.keys(schema.shape).map((name) => [name, {}])) };
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function tidy(schema: JsonSchema): JsonSchema {
  const tidied = Object.entries(schema)
    .filter(([key, value]) => key !== '$schema' && !isSafeIntegerBound(key, value))
    .map(([key, value]) => [key, tidyValue(value)]);
  return nullableAsTypeList(Object.fromEntries(tidied));
}

function tidyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidyValue);
  return isSchema(value) ? tidy(value) : value;
}

/** z.int() states the range of safe integers; a reader learns nothing from it. */
const isSafeIntegerBound = (key: string, value: unknown) =>
  (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) || (key === 'minimum' && value === Number.MIN_SAFE_INTEGER);

function nullableAsTypeList(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const options = anyOf.filter(isSchema);
  const other = options.find((option) => option.type !== 'null');
  if (other === undefined || !options.some((option) => option.type === 'null')) return schema;
  const { const: only, ...free } = other;
  const allowed = only === undefined ? other.enum : [only];
  const values = Array.isArray(allowed) ? { enum: [...allowed, null] } : {};
  return { ...free, type: [other.type, 'null'], ...values, ...rest };
}

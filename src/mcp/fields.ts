import { z } from 'zod';

/** The schema without optional, nullable and default around it. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap())
    : schema;
}

/** The schema of a field of an object or a record; null where it is not known. */
export function fieldOf(schema: z.core.$ZodType | null, key: string): z.core.$ZodType | null {
  const inner = schema === null ? null : unwrap(schema);
  if (inner instanceof z.ZodObject) return (inner.shape as Readonly<Record<string, z.core.$ZodType>>)[key] ?? null;
  return inner instanceof z.ZodRecord ? inner.valueType : null;
}

/** The schema of the entries of a list; null where it is not known. */
export function elementOf(schema: z.core.$ZodType | null): z.core.$ZodType | null {
  const inner = schema === null ? null : unwrap(schema);
  return inner instanceof z.ZodArray ? inner.element : null;
}

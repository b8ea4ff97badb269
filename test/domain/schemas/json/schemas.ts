import { jsonSchemaChecker } from '../../../../src/domain/schemas/json/checker.ts';
import { compareJsonSchemas } from '../../../../src/domain/schemas/json/compare.ts';
import type { Policy } from '../../../../src/domain/schemas/json/rules.ts';
import type { JsonSchema } from '../../../../src/domain/schemas/json/schema.ts';

export type References = Readonly<Record<string, unknown>>;

/** A text stays as it is, anything else is written as JSON. */
export const sourceOf = (schema: unknown, references: References = {}) => ({
  text: textOf(schema),
  references: Object.entries(references).map(([name, reference]) => ({
    name,
    text: textOf(reference),
    registered: null,
  })),
});

const textOf = (schema: unknown): string => (typeof schema === 'string' ? schema : JSON.stringify(schema));

/** Parsed as a registered schema is, unless `stored` is false. */
export function schemaOf(schema: unknown, references: References = {}, stored = true): JsonSchema {
  const parsed = jsonSchemaChecker.parse(sourceOf(schema, references), stored);
  if (parsed.problem !== null) throw new Error(`${parsed.problem.message} ${textOf(schema)}`);
  return parsed.schema;
}

/** `RULE path` of all that keeps the reader from reading the writer's data, sorted. */
export const differences = (writer: unknown, reader: unknown, policy: Policy = 'STRICT'): string[] =>
  compareJsonSchemas(schemaOf(reader), schemaOf(writer), policy)
    .map(({ rule, path }) => `${rule} ${path}`)
    .sort();

export const DRAFT = {
  4: 'http://json-schema.org/draft-04/schema#',
  6: 'http://json-schema.org/draft-06/schema#',
  7: 'http://json-schema.org/draft-07/schema#',
  2019: 'https://json-schema.org/draft/2019-09/schema',
  2020: 'https://json-schema.org/draft/2020-12/schema',
} as const;

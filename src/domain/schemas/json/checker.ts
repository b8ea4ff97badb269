import type { FormatChecker } from '../checker.ts';
import { compareJsonSchemas } from './compare.ts';
import { parseJsonSchema } from './parse.ts';
import type { JsonSchema } from './schema.ts';

/** JSON Schema as Confluent's registry compares it under STRICT; both profiles have the same rules for this format. */
export const jsonSchemaChecker: FormatChecker<JsonSchema> = {
  type: 'JSON',
  parse: parseJsonSchema,
  compare: (reader, writer) => compareJsonSchemas(reader, writer, 'STRICT'),
};

import type { SchemaFormat } from '../format.ts';
import { jsonSchemaChecker } from '../json/checker.ts';
import { compareJsonSchemas } from '../json/compare.ts';
import { jsonSchemaRisks } from '../json/risks.ts';
import type { JsonSchema } from '../json/schema.ts';
import { repairJson } from '../repair/json.ts';
import { layOut, treeOf } from '../repair/json-tree.ts';

export const jsonFormat: SchemaFormat<JsonSchema> = {
  checker: jsonSchemaChecker,
  risks: jsonSchemaRisks,
  repairs: [repairJson('both'), repairJson('old')],
  safeguard: () => null,
  without: (text) => text,
  linesOf: (text) => layOut(treeOf(text)).split('\n'),
};

/** As a registry of release 8.1.1 or later compares with `compatibilityPolicy` LENIENT. */
export const lenientJsonFormat: SchemaFormat<JsonSchema> = {
  ...jsonFormat,
  checker: { ...jsonSchemaChecker, compare: (reader, writer) => compareJsonSchemas(reader, writer, 'LENIENT') },
};

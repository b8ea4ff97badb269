import { avroChecker } from '../avro/checker.ts';
import type { AvroSchema } from '../avro/model.ts';
import { avroRisks } from '../avro/risks.ts';
import type { SchemaFormat } from '../format.ts';
import { repairAvro, withoutFields } from '../repair/avro.ts';
import { layOut, treeOf } from '../repair/json-tree.ts';

export const avroFormat: SchemaFormat<AvroSchema> = {
  checker: avroChecker,
  risks: avroRisks,
  repairs: [repairAvro('null'), repairAvro('empty')],
  safeguard: () => null,
  without: withoutFields,
  linesOf: (text) => layOut(treeOf(text)).split('\n'),
};

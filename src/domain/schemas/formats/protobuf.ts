import type { SchemaFormat } from '../format.ts';
import { protobufChecker } from '../protobuf/checker.ts';
import { protobufRisks } from '../protobuf/risks.ts';
import type { ProtobufSchema } from '../protobuf/schema.ts';
import { repairProtobuf } from '../repair/protobuf.ts';
import { statementsOf } from '../repair/protobuf-lines.ts';
import { reserveRemoved, withoutNumbers } from '../repair/protobuf-reserve.ts';

export const protobufFormat: SchemaFormat<ProtobufSchema> = {
  checker: protobufChecker,
  risks: protobufRisks,
  repairs: [repairProtobuf],
  safeguard: reserveRemoved,
  without: withoutNumbers,
  linesOf: statementsOf,
};

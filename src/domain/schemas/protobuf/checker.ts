import type { FormatChecker } from '../checker.ts';
import { compareSchemas } from './compare-schemas.ts';
import { parseSchema } from './parse-schema.ts';
import type { ProtobufSchema } from './schema.ts';

/** Protobuf as Confluent's registry parses and compares it. */
export const protobufChecker: FormatChecker<ProtobufSchema> = {
  type: 'PROTOBUF',
  parse: parseSchema,
  compare: compareSchemas,
};

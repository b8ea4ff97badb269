import type { FormatChecker } from '../checker.ts';
import { compareAvro } from './compare.ts';
import type { AvroSchema } from './model.ts';
import { parseAvro } from './parse.ts';

/** Avro: the rules did not change between the releases of the registry, so the profile does not matter. */
export const avroChecker: FormatChecker<AvroSchema> = { type: 'AVRO', parse: parseAvro, compare: compareAvro };

import type { SchemaRisk } from '../checker.ts';
import type { AvroField, AvroRecord, AvroType } from './model.ts';

/** A risk before its place is known. */
export type Risk = Omit<SchemaRisk, 'path'>;

/** The same part of both schemas. `inUnion`: it is a branch in at least one of them. */
export interface TypePair {
  readonly older: AvroType;
  readonly newer: AvroType;
  readonly inUnion: boolean;
}

/** A field of the newer schema, and the one of the older schema that it goes on with: same name, or an alias names it. */
export interface FieldPair {
  readonly older: AvroField | null;
  readonly newer: AvroField;
  readonly record: AvroRecord;
}

export const SPECIFICATION = 'https://avro.apache.org/docs/1.12.0/specification/';

import type { SchemaRisk } from '../../checker.ts';
import type { Enum, Field, Message, ProtobufSchema } from '../schema.ts';

/** The same thing in two versions of a schema. */
export interface Change<Of> {
  readonly older: Of;
  readonly newer: Of;
}

export interface FieldChange extends Change<Field> {
  readonly path: string;
  readonly schemas: Change<ProtobufSchema>;
  readonly messages: Change<Message>;
}

/** What one rule finds in a change that the registry accepts; null or nothing when all is well. */
export type FieldRisk = (change: FieldChange) => SchemaRisk | null;
export type MessageRisk = (change: Change<Message>) => readonly SchemaRisk[];
export type EnumRisk = (change: Change<Enum>) => readonly SchemaRisk[];
export type SchemaWideRisk = (change: Change<ProtobufSchema>) => readonly SchemaRisk[];

/** Who reads what under which of two schemas. */
export const NEW_READERS = 'consumers on the new schema that read data written with the old one';
export const OLD_READERS = 'consumers still on the old schema that read data written with the new one';
export const BY_NAME = 'whoever goes by the name: JSON, text format, SQL and Connect columns, generated code';

export const SOURCES = {
  updating: 'Protocol Buffers language guide, "Updating A Message Type"',
  deleting: 'Protocol Buffers language guide, "Deleting Fields" and "Consequences of Reusing Field Numbers"',
  json: 'Protocol Buffers documentation, "ProtoJSON Format"',
  enums: 'Protocol Buffers documentation, "Enum Behavior", and language guide, "Reserved Values"',
  presence: 'Protocol Buffers documentation, "Field Presence" and "Proto Best Practices"',
  registry: 'comparison by the rules of Confluent Schema Registry',
} as const;

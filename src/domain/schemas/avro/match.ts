import type { AvroField, AvroNamed, AvroRecord, AvroType } from './model.ts';

/**
 * Whether a reader's type goes by the name of a writer's: the same name without namespace, or an alias that is the writer's
 * full name. Source: Avro 1.12.1, SchemaCompatibility.schemaNameEquals; the specification asks for the same too.
 */
export const namesMatch = (reader: AvroNamed, writer: AvroNamed): boolean =>
  reader.name.simple === writer.name.simple || reader.aliases.includes(writer.name.full);

/** Types whose data another type can read. Source: Avro specification, "Schema Resolution". */
const PROMOTED: Readonly<Partial<Record<AvroType['kind'], readonly AvroType['kind'][]>>> = {
  long: ['int'],
  float: ['int', 'long'],
  double: ['int', 'long', 'float'],
  bytes: ['string'],
  string: ['bytes'],
};

export const promotes = (reader: AvroType, writer: AvroType): boolean =>
  PROMOTED[reader.kind]?.includes(writer.kind) ?? false;

/** The writer's fields that a reader's field takes its value from: one of its name, and one for each alias that is there. */
export function writerFields(writer: AvroRecord, { name, aliases }: AvroField): AvroField[] {
  if (aliases.length === 0) {
    const field = writer.fieldsByName.get(name);
    return field === undefined ? [] : [field];
  }
  return [name, ...aliases].flatMap((known) => writer.fieldsByName.get(known) ?? []);
}

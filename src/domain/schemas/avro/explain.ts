import type { Incompatibility } from '../checker.ts';
import { fieldPiece, inWords, pieceOf } from './describe.ts';
import type { AvroEnum, AvroField, AvroFixed, AvroNamed, AvroRecord, AvroType, AvroUnion } from './model.ts';
import { type Place, pathOf, whereOf } from './place.ts';

/** What keeps a reader from reading, before it is put into words. The rules are those of Avro's SchemaCompatibility. */
export type Finding = { readonly place: Place } & (
  | { readonly rule: 'NAME_MISMATCH'; readonly reader: AvroNamed; readonly writer: AvroNamed }
  | { readonly rule: 'FIXED_SIZE_MISMATCH'; readonly reader: AvroFixed; readonly writer: AvroFixed }
  | { readonly rule: 'MISSING_ENUM_SYMBOLS'; readonly reader: AvroEnum; readonly writer: AvroEnum }
  | {
      readonly rule: 'READER_FIELD_MISSING_DEFAULT_VALUE' | 'AMBIGUOUS_FIELD_ALIAS';
      readonly reader: AvroRecord;
      readonly writer: AvroRecord;
      readonly field: AvroField;
    }
  | { readonly rule: 'TYPE_MISMATCH'; readonly reader: AvroType; readonly writer: AvroType }
  | { readonly rule: 'MISSING_UNION_BRANCH'; readonly reader: AvroUnion; readonly writer: AvroType }
);

/** The finding in words, with path and pieces. */
export function explain(finding: Finding): Incompatibility {
  const { rule, place, reader, writer } = finding;
  const field = 'field' in finding ? finding.field : null;
  return {
    rule,
    path: pathOf(place),
    message: messageOf(finding),
    reader: field === null ? pieceOf(reader) : fieldPiece(field),
    writer: rule === 'READER_FIELD_MISSING_DEFAULT_VALUE' ? null : pieceOf(writer),
  };
}

function messageOf(finding: Finding): string {
  const { place } = finding;
  switch (finding.rule) {
    case 'NAME_MISMATCH': {
      const { reader, writer } = finding;
      return `The ${reader.kind} ${reader.name.full} of the reader is ${writer.name.full} in the data, and no alias says so.`;
    }
    case 'FIXED_SIZE_MISMATCH': {
      const { reader, writer } = finding;
      return `The fixed ${reader.name.full} has ${reader.size} bytes for the reader and ${writer.size} in the data.`;
    }
    case 'MISSING_ENUM_SYMBOLS': {
      const { reader, writer } = finding;
      const symbols = listOf(missingSymbols(reader, writer));
      return `The data may hold ${symbols} in ${writer.name.full}, which the enum of the reader does not know, and it has no default.`;
    }
    case 'READER_FIELD_MISSING_DEFAULT_VALUE': {
      const { reader, writer, field } = finding;
      const alias = field.aliases.length === 0 ? '' : ` and none named ${listOf(field.aliases)}`;
      return `Field ${field.name} of ${reader.name.full} has no default, and ${writer.name.full} in the data has no field of that name${alias}.`;
    }
    case 'AMBIGUOUS_FIELD_ALIAS': {
      const { reader, writer, field } = finding;
      const names = listOf([field.name, ...field.aliases].filter((name) => writer.fieldsByName.has(name)));
      return `Field ${field.name} of ${reader.name.full} goes by several fields in the data, ${names}, so Avro refuses to compare.`;
    }
    case 'TYPE_MISMATCH': {
      const { reader, writer } = finding;
      const absent = place.before?.field;
      if (absent?.absent === true && reader.kind === 'enum')
        return `Field ${absent.field.name} of ${absent.record.name.full} has no default and is not in the data; the default of its enum is for unknown symbols only.`;
      return `A reader cannot take ${inWords(writer)} for ${inWords(reader)} (${whereOf(place)}).`;
    }
    case 'MISSING_UNION_BRANCH': {
      const { reader, writer } = finding;
      return `The data may hold ${inWords(writer)}, which no branch of the reader's ${inWords(reader)} can read (${whereOf(place)}).`;
    }
  }
}

/** Symbols of the writer that the reader does not have. */
export function missingSymbols(reader: AvroEnum, writer: AvroEnum): string[] {
  const known = new Set(reader.symbols);
  return writer.symbols.filter((symbol) => !known.has(symbol));
}

const MAX_LISTED = 10;

const listOf = (names: readonly string[]): string =>
  names.length > MAX_LISTED
    ? `${names.slice(0, MAX_LISTED).join(', ')} and ${names.length - MAX_LISTED} more`
    : names.join(', ');

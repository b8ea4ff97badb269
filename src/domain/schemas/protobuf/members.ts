import type { Incompatibility } from '../checker.ts';
import { renderField, renderOneof } from './render.ts';
import { type Field, type Message, pathOf } from './schema.ts';

/** What the members of two messages have in common, and what is wrong with the rest. */
interface MemberComparison {
  readonly incompatibilities: readonly Incompatibility[];
  /** Fields of one number whose types have to be compared. */
  readonly pairs: readonly FieldPair[];
}

export interface FieldPair {
  readonly path: string;
  readonly reader: Field;
  readonly writer: Field;
}

/** How a registry of some release matches the members of two messages. */
export type CompareMembers = (reader: Message, writer: Message) => MemberComparison;

/** By number, members of oneofs too. */
export const byNumber = (fields: readonly Field[]): ReadonlyMap<number, Field> =>
  new Map(fields.map((field) => [field.number, field]));

export const requiredAdded = (reader: Message, field: Field): Incompatibility => ({
  rule: 'REQUIRED_FIELD_ADDED',
  path: pathOf(reader, field.number),
  message: `Required field ${nameOf(field)} is not in the schema of the data: what was written without it can't be read.`,
  reader: renderField(field),
  writer: null,
});

export const requiredRemoved = (reader: Message, field: Field): Incompatibility => ({
  rule: 'REQUIRED_FIELD_REMOVED',
  path: pathOf(reader, field.number),
  message: `Field ${nameOf(field)} is required in the schema of the data and missing in the one that reads.`,
  reader: null,
  writer: renderField(field),
});

export const oneofFieldRemoved = (reader: Message, oneof: string, field: Field): Incompatibility => ({
  rule: 'ONEOF_FIELD_REMOVED',
  path: pathOf(reader, oneof, field.number),
  message: `Oneof ${oneof} was written with ${nameOf(field)}, which the schema that reads does not have there: the oneof looks unset where it was chosen.`,
  reader: reader.oneofs.includes(oneof) ? renderOneof(reader, oneof) : null,
  writer: renderField(field),
});

export const severalMovedToOneof = (
  reader: Message,
  writer: Message,
  oneof: string,
  moved: readonly Field[],
): Incompatibility => ({
  rule: 'MULTIPLE_FIELDS_MOVED_TO_ONEOF',
  path: pathOf(reader, oneof),
  message: `Oneof ${oneof} takes in ${listed(moved)}, which were independent: of values that were written together only the last is read.`,
  reader: renderOneof(reader, oneof),
  writer: writtenAs(writer, moved),
});

export const movedToExistingOneof = (
  reader: Message,
  writer: Message,
  oneof: string,
  members: readonly Field[],
): Incompatibility => ({
  rule: 'FIELD_MOVED_TO_EXISTING_ONEOF',
  path: pathOf(reader, oneof),
  message: `Oneof ${oneof} joins ${listed(members)}, which could be set together: of values that were written together only the last is read.`,
  reader: renderOneof(reader, oneof),
  writer: writtenAs(writer, members),
});

/** More fields than these are only counted. */
const MOST_FIELDS_LISTED = 3;

function listed(fields: readonly Field[]): string {
  const shown = fields.slice(0, MOST_FIELDS_LISTED).map(nameOf);
  const more = fields.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(' and ');
}

/** `2 (amount)`. */
export const nameOf = ({ number, name }: Field): string => `${number} (${name})`;

function writtenAs(writer: Message, members: readonly Field[]): string {
  const numbers = new Set(members.map(({ number }) => number));
  return writer.fields
    .filter(({ number }) => numbers.has(number))
    .slice(0, MOST_FIELDS_LISTED)
    .map((field) => (field.oneof === null ? renderField(field) : `oneof ${field.oneof}: ${renderField(field)}`))
    .join(' ');
}

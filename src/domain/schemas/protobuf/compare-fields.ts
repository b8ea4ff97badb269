import type { Incompatibility } from '../checker.ts';
import { type FieldKind, kindOf, type PlainKind } from './field-kinds.ts';
import { type FieldPair, nameOf } from './members.ts';
import { renderField, renderType } from './render.ts';
import { localName, type Message, type Origin, type ProtobufSchema } from './schema.ts';

/** Two messages of one local name. */
export interface MessagePair {
  readonly reader: Message;
  readonly writer: Message;
}

interface FieldComparison {
  /** More than one only where both the keys and the values of a map clash. */
  readonly incompatibilities: readonly Incompatibility[];
  /** Messages that the two fields hold and that have to be compared as well, at most two for a map. */
  readonly held: readonly MessagePair[];
}

/** The two schemas that are compared, and the messages of theirs that hold the fields at hand. */
interface Sides {
  readonly reader: { readonly schema: ProtobufSchema; readonly message: Message };
  readonly writer: { readonly schema: ProtobufSchema; readonly message: Message };
}

/** What the registry finds in two fields of one number: first the kind, then the group of scalars, then label or name. */
export function compareFields({ reader, writer }: Sides, pair: FieldPair): FieldComparison {
  const read = kindOf(reader.schema, reader.message, pair.reader.type);
  const written = kindOf(writer.schema, writer.message, pair.writer.type);
  const parts: readonly (readonly [FieldKind, FieldKind])[] =
    read.kind === 'map' && written.kind === 'map'
      ? [
          [read.key, written.key],
          [read.value, written.value],
        ]
      : [[read, written]];
  const rules = new Set(
    parts.map(([readPart, writtenPart]) => typeRule(readPart, writtenPart)).filter((rule) => rule !== null),
  );
  if (rules.size === 0 && read.kind === 'scalar' && read.group !== 'bytes' && labelsClash(pair))
    rules.add('FIELD_NUMERIC_LABEL_CHANGED');
  return {
    incompatibilities: [...rules].map((rule) => fieldIncompatibility(pair, rule, MESSAGES[rule](pair))),
    held: parts.flatMap(([readPart, writtenPart]) => heldMessages(readPart, writtenPart)),
  };
}

type FieldRule =
  | 'FIELD_KIND_CHANGED'
  | 'FIELD_SCALAR_KIND_CHANGED'
  | 'FIELD_NAMED_TYPE_CHANGED'
  | 'FIELD_NUMERIC_LABEL_CHANGED';

function typeRule(read: FieldKind, written: FieldKind): FieldRule | null {
  if (read.kind === 'scalar' && written.kind === 'scalar')
    return read.group === written.group ? null : 'FIELD_SCALAR_KIND_CHANGED';
  if (read.kind === 'message' && written.kind === 'message')
    return sameName(read, written) ? null : 'FIELD_NAMED_TYPE_CHANGED';
  return 'FIELD_KIND_CHANGED';
}

type MessageKind = Extract<PlainKind, { readonly kind: 'message' }>;

/** Names that can't be looked up are compared as they are written. */
const sameName = (read: MessageKind, written: MessageKind): boolean =>
  read.known === null || written.known === null
    ? read.name === written.name
    : localName(read.known.definition) === localName(written.known.definition);

function heldMessages(read: FieldKind, written: FieldKind): readonly MessagePair[] {
  if (read.kind !== 'message' || written.kind !== 'message') return [];
  const [reader, writer] = [read.known, written.known];
  if (reader?.definition.kind !== 'message' || writer?.definition.kind !== 'message') return [];
  if (!sameName(read, written)) return [];
  return sameOrigin(reader.origin, writer.origin) ? [] : [{ reader: reader.definition, writer: writer.definition }];
}

/** The messages of the text itself are compared where they are declared; a registered version does not change. */
function sameOrigin(one: Origin, other: Origin): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === 'own' && other === 'own';
  return one.subject === other.subject && one.version === other.version;
}

/** Only labels that both texts write; proto3 writes none for most fields. */
const labelsClash = ({ reader, writer }: FieldPair): boolean =>
  reader.label !== null && writer.label !== null && reader.label !== writer.label;

/** The message that both fields hold by one name can't be read. */
export const heldMessageChanged = (pair: FieldPair, held: Message): Incompatibility =>
  fieldIncompatibility(
    pair,
    'FIELD_NAMED_TYPE_CHANGED',
    `Field ${nameOf(pair.reader)} holds message ${localName(held)}, of which the imported versions do not fit.`,
  );

const fieldIncompatibility = (
  { path, reader, writer }: FieldPair,
  rule: FieldRule,
  message: string,
): Incompatibility => ({
  rule,
  path,
  message,
  reader: renderField(reader),
  writer: renderField(writer),
});

const MESSAGES: Readonly<Record<FieldRule, (pair: FieldPair) => string>> = {
  FIELD_KIND_CHANGED: (pair) =>
    `Field ${types(pair)}: scalars and enums, maps and messages can't be read as one another.`,
  FIELD_SCALAR_KIND_CHANGED: (pair) => `Field ${types(pair)}: these types are not written in the same bytes.`,
  FIELD_NAMED_TYPE_CHANGED: (pair) => `Field ${types(pair)}: the registry takes another name for another message.`,
  FIELD_NUMERIC_LABEL_CHANGED: ({ reader, writer }) =>
    `Field ${nameOf(reader)} is read as ${reader.label} and was written as ${writer.label}.`,
};

const types = ({ reader, writer }: FieldPair): string =>
  `${nameOf(reader)} is read as ${renderType(reader.type)} and was written as ${renderType(writer.type)}`;

import { resolveAsRegistry } from './resolve-name.ts';
import type { FieldType, KnownType, Message, ProtobufSchema } from './schema.ts';

/**
 * Scalars whose bytes can be read as one another. Sources: language guide, "Updating A Message Type"; the registry puts
 * enums among the first.
 */
type ScalarGroup = 'varint' | 'zigzag' | 'bytes' | 'fixed32' | 'fixed64' | 'float' | 'double';

const SCALAR_GROUPS: ReadonlyMap<string, ScalarGroup> = new Map([
  ['int32', 'varint'],
  ['int64', 'varint'],
  ['uint32', 'varint'],
  ['uint64', 'varint'],
  ['bool', 'varint'],
  ['sint32', 'zigzag'],
  ['sint64', 'zigzag'],
  ['string', 'bytes'],
  ['bytes', 'bytes'],
  ['fixed32', 'fixed32'],
  ['sfixed32', 'fixed32'],
  ['fixed64', 'fixed64'],
  ['sfixed64', 'fixed64'],
  ['float', 'float'],
  ['double', 'double'],
]);

export const isScalar = (name: string): boolean => SCALAR_GROUPS.has(name);

/** A field's type as the registry sees it: an enum is a number, and what it can't find is a message. */
export type FieldKind = PlainKind | { readonly kind: 'map'; readonly key: PlainKind; readonly value: PlainKind };

export type PlainKind =
  | { readonly kind: 'scalar'; readonly group: ScalarGroup }
  | { readonly kind: 'message'; readonly name: string; readonly known: KnownType | null };

export function kindOf(schema: ProtobufSchema, message: Message, type: FieldType): FieldKind {
  if (type.kind === 'map') return mapOf(schema, message, type.key, type.value);
  const kind = plainKindOf(schema, message, type.name);
  const definition = kind.kind === 'message' ? kind.known?.definition : undefined;
  if (definition?.kind !== 'message' || !definition.isMapEntry) return kind;
  const [key, value] = [entryType(definition, 'key'), entryType(definition, 'value')];
  return key === null || value === null ? kind : mapOf(schema, definition, key, value);
}

function plainKindOf(schema: ProtobufSchema, message: Message, name: string): PlainKind {
  const group = SCALAR_GROUPS.get(name);
  if (group !== undefined) return { kind: 'scalar', group };
  const known = resolveAsRegistry(schema, message, name);
  return known?.definition.kind === 'enum' ? { kind: 'scalar', group: 'varint' } : { kind: 'message', name, known };
}

const mapOf = (schema: ProtobufSchema, message: Message, key: string, value: string): FieldKind => ({
  kind: 'map',
  key: plainKindOf(schema, message, key),
  value: plainKindOf(schema, message, value),
});

function entryType(entry: Message, name: string): string | null {
  const type = entry.fields.find((field) => field.name === name)?.type;
  return type?.kind === 'plain' ? type.name : null;
}

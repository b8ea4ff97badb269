import { type JsonNode, type JsonObject, sameJson } from '../avro/json.ts';
import type { AvroEnum, AvroType } from '../avro/model.ts';
import { definitionsIn, wordOf } from './avro-places.ts';
import { arrayNode, NULL, nodeAt, objectNode, type Path, textNode, withNode } from './json-tree.ts';

/** A definition inside a text: a record, enum or fixed. */
export interface Definition {
  readonly node: JsonObject;
  readonly path: Path;
}

export function definitionOf(root: JsonNode, fullName: string): Definition | null {
  const path = definitionsIn(root).get(fullName);
  const node = path === undefined ? null : nodeAt(root, path);
  return path === undefined || node?.kind !== 'object' ? null : { node, path };
}

export interface FieldNode {
  readonly node: JsonObject;
  readonly path: Path;
  readonly index: number;
}

export function fieldOf({ node, path }: Definition, name: string): FieldNode | null {
  const fields = node.members.get('fields');
  if (fields?.kind !== 'array') return null;
  const index = fields.items.findIndex((item) => item.kind === 'object' && wordOf(item, 'name') === name);
  const field = fields.items[index];
  return field?.kind === 'object' ? { node: field, path: [...path, 'fields', index], index } : null;
}

/** The root with one more field in a record. */
export function withField(root: JsonNode, { node, path }: Definition, field: JsonNode, index: number): JsonNode {
  const fields = node.members.get('fields');
  if (fields?.kind !== 'array') return root;
  const items = [...fields.items.slice(0, index), field, ...fields.items.slice(index)];
  return withNode(root, [...path, 'fields'], arrayNode(items));
}

const NULL_TYPE = textNode('null');

/** The field with a type that may also be null, null first, and null as its default: clients before Avro 1.12 want that order. */
export function nullable(field: JsonObject): JsonObject {
  const type = field.members.get('type') ?? NULL;
  const branches = type.kind === 'array' ? type.items.filter((item) => !sameJson(item, NULL_TYPE)) : [type];
  return withDefault(withMember(field, 'type', arrayNode([NULL_TYPE, ...branches])), NULL);
}

export const withDefault = (node: JsonObject, value: JsonNode): JsonObject => withMember(node, 'default', value);

export const withMember = (node: JsonObject, name: string, value: JsonNode): JsonObject => ({
  ...node,
  members: new Map([...node.members, [name, value]]),
});

/** An empty value of a type; null where none suggests itself. */
export function emptyValue(type: AvroType): JsonNode | null {
  switch (type.kind) {
    case 'null':
      return NULL;
    case 'boolean':
      return { kind: 'word', at: 0, value: false };
    case 'int':
    case 'long':
      return { kind: 'number', at: 0, digits: '0' };
    case 'float':
    case 'double':
      return { kind: 'number', at: 0, digits: '0.0' };
    case 'string':
    case 'bytes':
      return textNode('');
    case 'array':
      return arrayNode([]);
    case 'map':
      return objectNode([]);
    case 'enum': {
      const symbol = unknownSymbol(type) ?? type.default;
      return symbol === null ? null : textNode(symbol);
    }
    case 'union': {
      const [first] = type.branches;
      return first === undefined ? null : emptyValue(first);
    }
    case 'record':
    case 'fixed':
      return null;
  }
}

/** The symbol that stands for "none of these" by its name. */
export const unknownSymbol = ({ symbols }: AvroEnum): string | null =>
  symbols.find((symbol) =>
    /^(?:unknown|unspecified|undefined|unrecognized|other|none)$|_(?:unknown|unspecified)$/i.test(symbol),
  ) ?? null;

/** A name for the field that follows another one: `amount_v2`. */
export function successorName(record: Definition, name: string): string {
  const base = name.replace(/_v\d+$/, '');
  for (let version = 2; ; version += 1) {
    const next = `${base}_v${version}`;
    if (fieldOf(record, next) === null) return next;
  }
}

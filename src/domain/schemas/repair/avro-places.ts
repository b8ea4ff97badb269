import type { JsonNode, JsonObject } from '../avro/json.ts';
import { writerFields } from '../avro/match.ts';
import type { AvroField, AvroRecord, AvroType } from '../avro/model.ts';
import { nameOf } from '../avro/names.ts';
import type { Path } from './json-tree.ts';

/** Where a path of Avro's own ends: the types there, and the last field on the way. */
export interface AvroPlace {
  readonly field: FieldPlace | null;
  readonly reader: AvroType;
  /** null where the writer has nothing. */
  readonly writer: AvroType | null;
}

/** A field of the reader and the one of the writer that it takes its value from. */
interface FieldPlace {
  readonly reader: { readonly record: AvroRecord; readonly field: AvroField };
  readonly writer: { readonly record: AvroRecord; readonly field: AvroField | null } | null;
}

/** Follows a path such as `/fields/2/type/items` through both schemas, as the comparison went. */
export function placeOf(root: AvroType, writerRoot: AvroType, path: string): AvroPlace {
  let field: FieldPlace | null = null;
  let reader = root;
  let writer: AvroType | null = writerRoot;
  const steps = path.split('/').slice(1);
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] ?? '';
    if (step === 'fields' && reader.kind === 'record') {
      const read: AvroField | undefined = reader.fields[Number(steps[at + 1])];
      if (read === undefined) break;
      const record: AvroRecord | null = writer?.kind === 'record' ? writer : null;
      const source: AvroField | null = record === null ? null : (writerFields(record, read)[0] ?? null);
      field = { reader: { record: reader, field: read }, writer: record === null ? null : { record, field: source } };
      reader = read.type;
      writer = source?.type ?? null;
      at += 2;
    } else if (step === 'items' && reader.kind === 'array') {
      reader = reader.items;
      writer = writer?.kind === 'array' ? writer.items : null;
    } else if (step === 'values' && reader.kind === 'map') {
      reader = reader.values;
      writer = writer?.kind === 'map' ? writer.values : null;
    } else if (writer?.kind === 'union' && reader.kind !== 'union' && /^\d+$/.test(step)) {
      writer = writer.branches[Number(step)] ?? null;
    } else break;
  }
  return { field, reader, writer };
}

/** Where a text defines its named types: full name → way to the definition. */
export function definitionsIn(root: JsonNode): ReadonlyMap<string, Path> {
  const found = new Map<string, Path>();
  const visit = (node: JsonNode, space: string | null, path: Path): void => {
    if (node.kind === 'array') {
      for (const [index, item] of node.items.entries()) visit(item, space, [...path, index]);
      return;
    }
    if (node.kind !== 'object') return;
    const inner = spaceOf(node, space);
    const name = wordOf(node, 'name');
    const type = node.members.get('type');
    if (name !== null && type?.kind === 'text' && NAMED.has(type.value)) {
      const { full } = nameOf(name, wordOf(node, 'namespace') ?? space);
      if (!found.has(full)) found.set(full, path);
    }
    for (const word of ['items', 'values', 'type']) {
      const part = node.members.get(word);
      if (part !== undefined) visit(part, space, [...path, word]);
    }
    const fields = node.members.get('fields');
    if (fields?.kind !== 'array') return;
    for (const [index, field] of fields.items.entries()) {
      const fieldType = field.kind === 'object' ? field.members.get('type') : undefined;
      if (fieldType !== undefined) visit(fieldType, inner, [...path, 'fields', index, 'type']);
    }
  };
  visit(root, null, []);
  return found;
}

const NAMED = new Set(['record', 'error', 'enum', 'fixed']);

export function wordOf(node: JsonObject, word: string): string | null {
  const found = node.members.get(word);
  return found?.kind === 'text' ? found.value : null;
}

/** The namespace that counts for what lies inside a named type. */
const spaceOf = (node: JsonObject, space: string | null): string | null => {
  const name = wordOf(node, 'name');
  return name === null ? space : nameOf(name, wordOf(node, 'namespace') ?? space).space;
};

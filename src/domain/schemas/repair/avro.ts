import { missingSymbols } from '../avro/explain.ts';
import { type JsonNode, type JsonObject, writeJson } from '../avro/json.ts';
import { promotes } from '../avro/match.ts';
import type { AvroEnum, AvroNamed, AvroRecord, AvroSchema, AvroType } from '../avro/model.ts';
import {
  type Definition,
  definitionOf,
  emptyValue,
  fieldOf,
  nullable,
  successorName,
  unknownSymbol,
  withDefault,
  withField,
  withMember,
} from './avro-edits.ts';
import { type AvroPlace, placeOf } from './avro-places.ts';
import { arrayNode, printedLike, textNode, treeOf, withNode } from './json-tree.ts';
import type { Leftover, Misfit, Repair, RepairChange } from './repair.ts';

/** What a new field reads where old data has none. */
type Absent = 'null' | 'empty';

/** A tree with one change, and the change in words. */
interface Edit {
  readonly root: JsonNode;
  readonly change: Omit<RepairChange, 'path'>;
}

/** A misfit, with the new schema and the earlier one told apart. */
interface Clash {
  readonly misfit: Misfit<AvroSchema>;
  readonly place: AvroPlace;
  /** Types of the new schema and of the earlier one at the place. */
  readonly now: AvroType | null;
  readonly before: AvroType | null;
  readonly earlier: JsonNode;
}

/**
 * Mends an Avro schema: fields of its own get defaults, lost fields and symbols come back, and a field whose type changed keeps
 * its type and gets a successor beside it.
 */
export const repairAvro = (absent: Absent): Repair<AvroSchema> => ({
  mend(text, schema, misfits) {
    let root = treeOf(text);
    const changes: RepairChange[] = [];
    const mended = new Set<string>();
    for (const misfit of misfits) {
      const clash = clashOf(misfit, schema);
      const key = fieldKey(clash) ?? `${misfit.incompatibility.rule} ${misfit.incompatibility.path}`;
      const edit = mended.has(key) ? null : edited(root, clash, absent, misfits);
      if (edit === null) continue;
      mended.add(key);
      root = edit.root;
      changes.push({ path: misfit.incompatibility.path, ...edit.change });
    }
    return changes.length === 0 ? null : { text: printedLike(root, text), changes };
  },
});

function clashOf(misfit: Misfit<AvroSchema>, schema: AvroSchema): Clash {
  const { direction, earlier, incompatibility } = misfit;
  const [reader, writer] = direction === 'backward' ? [schema, earlier.schema] : [earlier.schema, schema];
  const place = placeOf(reader.root, writer.root, incompatibility.path);
  const [now, before] = direction === 'backward' ? [place.reader, place.writer] : [place.writer, place.reader];
  return { misfit, place, now, before, earlier: treeOf(earlier.source.text) };
}

/** A field can be at odds in several ways, and is mended once. */
const fieldKey = ({ place: { field } }: Clash): string | null =>
  field === null ? null : `${field.reader.record.name.simple} ${field.reader.field.name}`;

function edited(root: JsonNode, clash: Clash, absent: Absent, all: readonly Misfit<AvroSchema>[]): Edit | null {
  const { misfit, place, now, before } = clash;
  const { rule } = misfit.incompatibility;
  const isAbsent = place.field !== null && place.field.writer?.field === null;
  if (rule === 'READER_FIELD_MISSING_DEFAULT_VALUE' || (rule === 'TYPE_MISMATCH' && isAbsent))
    return misfit.direction === 'backward' ? addedField(root, clash, absent, all) : lostField(root, clash);
  if (now !== null && before !== null) {
    if (rule === 'MISSING_ENUM_SYMBOLS' && now.kind === 'enum' && before.kind === 'enum')
      return misfit.direction === 'backward' ? lostSymbols(root, now, before) : addedSymbols(root, now, before);
    if (rule === 'NAME_MISMATCH' && 'name' in now && 'name' in before)
      return misfit.direction === 'backward' ? aliased(root, now, before) : renamedBack(root, now, before);
  }
  return successor(root, clash, absent, all);
}

/** A field that old data does not have. */
function addedField(root: JsonNode, clash: Clash, absent: Absent, all: readonly Misfit<AvroSchema>[]): Edit | null {
  const { reader: read, writer: written } = clash.place.field ?? {};
  if (read === undefined) return null;
  const record = definitionOf(root, read.record.name.full);
  const field = record === null ? null : fieldOf(record, read.field.name);
  if (record === null || field === null) return null;
  const { name } = read.field;
  const owner = read.record.name.full;
  const lost = written == null ? [] : lostWithType(read.record, read.field.type, written.record);
  const [old] = lost;
  // One field went and one of the same type came: a rename. An alias helps readers of the new schema only.
  if (old !== undefined && lost.length === 1 && all.every(({ direction }) => direction === 'backward')) {
    const node = withMember(field.node, 'aliases', arrayNode([textNode(old)]));
    const says = `Field ${name} of ${owner} gets the alias ${old}, since it looks like that field under a new name: old values are read. If it is another thing, give it a default instead.`;
    return { root: withNode(root, field.path, node), change: inFull(says, node) };
  }
  const empty = absent === 'null' ? null : emptyValue(read.field.type);
  if (absent === 'empty' && empty === null) return null;
  const node = empty === null ? nullable(field.node) : withDefault(field.node, empty);
  const says =
    empty === null
      ? `Field ${name} of ${owner} may be null and is null by default: a reader finds null where old data has no ${name}.`
      : `Field ${name} of ${owner} gets the default ${writeJson(empty)}: make sure that nobody takes it for a real value.`;
  return { root: withNode(root, field.path, node), change: inFull(says, node) };
}

/** Fields of that type which the earlier record has and the new one has not. */
function lostWithType(now: AvroRecord, type: AvroType, before: AvroRecord): string[] {
  const known = new Set(now.fields.flatMap(({ name, aliases }) => [name, ...aliases]));
  return before.fields.filter(({ name, type: old }) => !known.has(name) && sameKind(old, type)).map(({ name }) => name);
}

const sameKind = (one: AvroType, other: AvroType): boolean =>
  one.kind === other.kind &&
  ('name' in one && 'name' in other ? one.name.full === other.name.full : one.kind !== 'array' && one.kind !== 'map') &&
  (one.kind !== 'union' ||
    (other.kind === 'union' &&
      one.branches.length === other.branches.length &&
      one.branches.every((branch, index) => {
        const counterpart = other.branches[index];
        return counterpart !== undefined && sameKind(branch, counterpart);
      })));

/** A field that readers of the earlier schema cannot do without. With a default it can go in the version after. */
function lostField(root: JsonNode, { place, earlier }: Clash): Edit | null {
  const { reader: read, writer: written } = place.field ?? {};
  if (read === undefined || written == null) return null;
  const owner = written.record.name.full;
  const before = definitionOf(earlier, read.record.name.full);
  const old = before === null ? null : fieldOf(before, read.field.name);
  const record = definitionOf(root, owner);
  if (old === null || record === null || fieldOf(record, read.field.name) !== null) return null;
  const { name } = read.field;
  const node = removable(old.node, read.field.type);
  const says = `Field ${name} of ${owner} stays${node === old.node ? '' : ' and gets a default, so that a later version can do without it,'} until nobody reads with the earlier schema.`;
  return {
    root: withField(root, record, node, old.index),
    change: { says, write: writeJson(node), postpones: true, leftover: { owner, member: name } },
  };
}

/** The field with a default, if its type has one that means nothing. */
function removable(field: JsonObject, type: AvroType): JsonObject {
  const empty = field.members.has('default') ? null : emptyValue(type);
  return empty === null ? field : withDefault(field, empty);
}

/** Symbols that old data may hold. */
function lostSymbols(root: JsonNode, now: AvroEnum, before: AvroEnum): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const preset = unknownSymbol(now);
  if (preset !== null) {
    const node = withDefault(definition.node, textNode(preset));
    const says = `The enum ${now.name.full} gets the default ${preset}, which readers take for symbols that they do not know.`;
    return { root: withNode(root, definition.path, node), change: inFull(says, node) };
  }
  const lost = missingSymbols(now, before);
  const says = `The enum ${now.name.full} keeps ${lost.join(', ')} as long as old data may hold it.`;
  return withSymbols(root, definition, [...now.symbols, ...lost], says);
}

/** Symbols that readers of the earlier schema do not know. */
function addedSymbols(root: JsonNode, now: AvroEnum, before: AvroEnum): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const added = missingSymbols(before, now);
  const says = `The enum ${now.name.full} does without ${added.join(', ')} until every reader knows it, or has a schema in which the enum has a default.`;
  const kept = now.symbols.filter((symbol) => !added.includes(symbol));
  return withSymbols(root, definition, kept, says);
}

function withSymbols(root: JsonNode, { node, path }: Definition, symbols: readonly string[], says: string): Edit {
  const list = arrayNode(symbols.map(textNode));
  return {
    root: withNode(root, path, withMember(node, 'symbols', list)),
    change: { says, write: writeJson(list), postpones: true, leftover: null },
  };
}

function aliased(root: JsonNode, now: AvroNamed, before: AvroNamed): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const aliases = definition.node.members.get('aliases');
  const known = aliases?.kind === 'array' ? aliases.items : [];
  const list = arrayNode([...known, textNode(before.name.full)]);
  const node = withMember(definition.node, 'aliases', list);
  const says = `The ${now.kind} ${now.name.full} gets its old name ${before.name.full} as an alias.`;
  return {
    root: withNode(root, definition.path, node),
    change: { says, write: `"aliases":${writeJson(list)}`, postpones: false, leftover: null },
  };
}

function renamedBack(root: JsonNode, now: AvroNamed, before: AvroNamed): Edit | null {
  const definition = definitionOf(root, now.name.full);
  if (definition === null) return null;
  const says = `The ${now.kind} keeps its name ${before.name.simple}: readers of the earlier schema know it by that alone.`;
  return {
    root: withNode(root, definition.path, withMember(definition.node, 'name', textNode(before.name.simple))),
    change: { says, write: `"name":"${before.name.simple}"`, postpones: true, leftover: null },
  };
}

/** The field keeps the type that it had; unless that holds all that the new one can, a new field beside it has the new one. */
function successor(
  root: JsonNode,
  { misfit, place, earlier }: Clash,
  absent: Absent,
  all: readonly Misfit<AvroSchema>[],
): Edit | null {
  const { reader: read, writer: written } = place.field ?? {};
  if (read === undefined || written == null || written.field === null) return null;
  const other = { record: written.record, field: written.field };
  const [now, before] = misfit.direction === 'backward' ? [read, other] : [other, read];
  const owner = now.record.name.full;
  const record = definitionOf(root, owner);
  const field = record === null ? null : fieldOf(record, now.field.name);
  const oldRecord = definitionOf(earlier, before.record.name.full);
  const oldField = oldRecord === null ? null : fieldOf(oldRecord, before.field.name);
  if (record === null || field === null || oldField === null) return null;
  const { name } = now.field;
  const kept = withMember(oldField.node, 'name', textNode(name));
  // Readers of the earlier schema are to do without it one day.
  const old = all.some(({ direction }) => direction === 'forward') ? removable(kept, before.field.type) : kept;
  const restored = withNode(root, field.path, old);
  if (holdsAll(before.field.type, now.field.type)) {
    const says = `Field ${name} of ${owner} keeps the wider type that it had until no data is left that needs it.`;
    return { root: restored, change: { says, write: writeJson(old), postpones: true, leftover: null } };
  }
  const empty = absent === 'null' ? null : emptyValue(now.field.type);
  const again = definitionOf(restored, owner);
  if ((absent === 'empty' && empty === null) || again === null) return null;
  const next = successorName(record, name);
  const members = [...field.node.members].filter(([word]) => word !== 'aliases');
  const moved = withMember({ ...field.node, members: new Map(members) }, 'name', textNode(next));
  const node = empty === null ? nullable(moved) : withDefault(moved, empty);
  const says = `Field ${name} of ${owner} keeps the type that it had, and ${next} beside it has the new one; producers fill both until nobody reads ${name}.`;
  return {
    root: withField(restored, again, node, field.index + 1),
    change: { says, write: writeJson(node), postpones: true, leftover: { owner, member: name } },
  };
}

/** Whether a type takes in every value of another one. */
function holdsAll(wide: AvroType, narrow: AvroType): boolean {
  if (narrow.kind === 'union') return narrow.branches.every((branch) => holdsAll(wide, branch));
  if (wide.kind === 'union') return wide.branches.some((branch) => holdsAll(branch, narrow));
  return sameKind(wide, narrow) || (promotes(wide, narrow) && narrow.kind !== 'string' && narrow.kind !== 'bytes');
}

const inFull = (says: string, node: JsonNode): Edit['change'] => ({
  says,
  write: writeJson(node),
  postpones: false,
  leftover: null,
});

/** The text without the fields that a repair kept or put beside others for a time. */
export function withoutFields(text: string, leftovers: readonly Leftover[]): string {
  const root = leftovers.reduce((tree, { owner, member }) => {
    const record = definitionOf(tree, owner);
    const field = record === null ? null : fieldOf(record, member);
    return field === null ? tree : withNode(tree, field.path, null);
  }, treeOf(text));
  return printedLike(root, text);
}

import { type JsonNode, type JsonObject, writeJson } from '../avro/json.ts';
import { promotes } from '../avro/match.ts';
import type { AvroRecord, AvroType } from '../avro/model.ts';
import { type Absent, type Clash, type Edit, inFull } from './avro-clash.ts';
import {
  definitionOf,
  emptyValue,
  fieldOf,
  nullable,
  successorName,
  withDefault,
  withField,
  withMember,
} from './avro-edits.ts';
import { arrayNode, textNode, withNode } from './json-tree.ts';

/** A field that old data does not have. */
export function addedField(root: JsonNode, { place, oldReadersBreak }: Clash, absent: Absent): Edit | null {
  const { reader: read, writer: written } = place.field ?? {};
  if (read === undefined) return null;
  const record = definitionOf(root, read.record.name.full);
  const field = record === null ? null : fieldOf(record, read.field.name);
  if (record === null || field === null) return null;
  const { name } = read.field;
  const owner = read.record.name.full;
  const lost = written == null ? [] : lostWithType(read.record, read.field.type, written.record);
  const [old] = lost;
  // One field went and one of the same type came: a rename. An alias helps readers of the new schema only.
  if (old !== undefined && lost.length === 1 && !oldReadersBreak) {
    const aliases = [...read.field.aliases, old].map(textNode);
    const node = withMember(field.node, 'aliases', arrayNode(aliases));
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
export function lostField(root: JsonNode, { place, earlier }: Clash): Edit | null {
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

/** The field keeps the type that it had; unless that holds all that the new one can, a new field beside it has the new one. */
export function successor(
  root: JsonNode,
  { misfit, place, earlier, oldReadersBreak }: Clash,
  absent: Absent,
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
  const old = oldReadersBreak ? removable(kept, before.field.type) : kept;
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

import { type JsonNode, sameJson, writeJson } from '../avro/json.ts';
import type { JsonSchema } from '../json/schema.ts';
import { type JsonPlace, placeIn } from './json-places.ts';
import { arrayNode, nodeAt, objectNode, type Path, printedLike, textNode, treeOf, withNode } from './json-tree.ts';
import type { Misfit, Repair, RepairChange } from './repair.ts';

/** What becomes of a type that changed: both are allowed, or the old one stays. */
type TypeChange = 'both' | 'old';

interface Edit {
  readonly root: JsonNode;
  readonly change: Omit<RepairChange, 'path'>;
}

/** A misfit with both texts. */
interface Clash {
  readonly root: JsonNode;
  readonly now: JsonPlace;
  readonly earlier: JsonNode;
  readonly before: JsonPlace;
  readonly rule: string;
  readonly backward: boolean;
}

/** Mends a JSON Schema: what is demanded anew is demanded later, and what was allowed stays allowed until then. */
export const repairJson = (types: TypeChange): Repair<JsonSchema> => ({
  mend(text, _schema, misfits) {
    let root = treeOf(text);
    const changes: RepairChange[] = [];
    for (const misfit of misfits) {
      const edit = edited(clashOf(root, misfit), types);
      if (edit === null || writeJson(edit.root) === writeJson(root)) continue;
      root = edit.root;
      changes.push({ path: misfit.incompatibility.path, ...edit.change });
    }
    return changes.length === 0 ? null : { text: printedLike(root, text), changes };
  },
});

function clashOf(root: JsonNode, { direction, earlier, incompatibility }: Misfit<JsonSchema>): Clash {
  const before = treeOf(earlier.source.text);
  return {
    root,
    now: placeIn(root, incompatibility.path),
    earlier: before,
    before: placeIn(before, incompatibility.path),
    rule: incompatibility.rule,
    backward: direction === 'backward',
  };
}

function edited(clash: Clash, types: TypeChange): Edit | null {
  const { rule, backward } = clash;
  // Data of an open model may hold the property as anything: no text of the new schema changes that.
  if (rule.endsWith('_ADDED_TO_OPEN_CONTENT_MODEL') || rule.startsWith('PROPERTY_ADDED_NOT_COVERED'))
    return backward ? null : lostProperty(clash);
  if (rule === 'REQUIRED_ATTRIBUTE_ADDED' || rule === 'REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL')
    return backward ? optional(clash) : required(clash);
  if (rule.startsWith('PROPERTY_REMOVED')) return backward ? lostProperty(clash) : null;
  if (rule.startsWith('ENUM_ARRAY')) return backward ? allValues(clash) : oldKeyword(clash);
  if (rule === 'TYPE_CHANGED' || rule === 'TYPE_NARROWED')
    return types === 'both' && backward ? eitherType(clash) : oldSchema(clash);
  return clash.now.keyword === null ? oldSchema(clash) : oldKeyword(clash);
}

const change = (says: string, write: JsonNode, postpones = true): Edit['change'] => ({
  says,
  write: writeJson(write),
  postpones,
  leftover: null,
});

/** The name behind `required` or `properties`. */
const nameAt = ({ now, before }: Clash): string | null => now.name ?? before.name ?? lastName(now.schema);
const lastName = (path: Path): string | null => {
  const last = path.at(-1);
  return typeof last === 'string' && path.at(-2) === 'properties' ? last : null;
};

/** The object that has the property: the place itself may be the property. */
const ownerOf = (place: JsonPlace): Path =>
  place.keyword === null && place.schema.at(-2) === 'properties' ? place.schema.slice(0, -2) : place.schema;

function optional(clash: Clash): Edit | null {
  const { root, now } = clash;
  const name = nameAt(clash);
  const path = [...ownerOf(now), 'required'];
  const list = nodeAt(root, path);
  if (name === null || list?.kind !== 'array') return null;
  const rest = list.items.filter((item) => !(item.kind === 'text' && item.value === name));
  if (rest.length === list.items.length) return null;
  const left = arrayNode(rest);
  return {
    root: withNode(root, path, rest.length === 0 ? null : left),
    change: change(
      `"${name}" is not required until no data without it is left; producers write it from now on.`,
      objectNode(rest.length === 0 ? [] : [['required', left]]),
    ),
  };
}

function required(clash: Clash): Edit | null {
  const { root, now } = clash;
  const name = nameAt(clash);
  const path = [...ownerOf(now), 'required'];
  const list = nodeAt(root, path);
  if (name === null) return null;
  const all = arrayNode([...(list?.kind === 'array' ? list.items : []), textNode(name)]);
  return {
    root: withNode(root, path, all),
    change: change(
      `"${name}" stays required until every reader has a schema that does without it.`,
      objectNode([['required', all]]),
    ),
  };
}

function lostProperty(clash: Clash): Edit | null {
  const { root, now, earlier, before } = clash;
  const name = nameAt(clash);
  const old = name === null ? null : nodeAt(earlier, [...ownerOf(before), 'properties', name]);
  const owner = ownerOf(now);
  if (name === null || old === null || nodeAt(root, [...owner, 'properties', name]) !== null) return null;
  const holder = nodeAt(root, [...owner, 'properties']);
  const withHolder = holder === null ? withNode(root, [...owner, 'properties'], objectNode([])) : root;
  return {
    root: withNode(withHolder, [...owner, 'properties', name], old),
    change: change(
      `"${name}" stays as it was, and need not be there, until no data with it is left.`,
      objectNode([[name, old]]),
    ),
  };
}

/** All values that either schema allows. */
function allValues({ root, now, earlier, before }: Clash): Edit | null {
  const list = nodeAt(root, [...now.schema, 'enum']);
  const old = nodeAt(earlier, [...before.schema, 'enum']);
  if (list?.kind !== 'array' || old?.kind !== 'array') return null;
  const lost = old.items.filter((item) => !list.items.some((kept) => sameJson(kept, item)));
  const all = arrayNode([...list.items, ...lost]);
  return {
    root: withNode(root, [...now.schema, 'enum'], all),
    change: change(
      `The values ${lost.map(writeJson).join(', ')} stay allowed until no data with them is left.`,
      objectNode([['enum', all]]),
    ),
  };
}

function eitherType({ root, now, earlier, before }: Clash): Edit | null {
  const [fresh, old] = [nodeAt(root, now.schema), nodeAt(earlier, before.schema)];
  if (fresh === null || old === null || now.schema.length === 0 || now.keyword !== null) return null;
  const either = objectNode([['anyOf', arrayNode([old, fresh])]]);
  return {
    root: withNode(root, now.schema, either),
    change: change(
      'Both the old and the new form are allowed: readers understand either before producers write the new one.',
      either,
      false,
    ),
  };
}

function oldSchema({ root, now, earlier, before }: Clash): Edit | null {
  const old = nodeAt(earlier, before.schema);
  if (old === null || now.schema.length === 0 || nodeAt(root, now.schema) === null) return null;
  return {
    root: withNode(root, now.schema, old),
    change: change(
      'This part stays as it was; the new form comes beside it under another name, or when no data needs the old one.',
      old,
    ),
  };
}

/** The keyword as it was; away when it was not there. */
function oldKeyword({ root, now, earlier, before }: Clash): Edit | null {
  const { keyword } = now;
  if (keyword === null) return null;
  const old = nodeAt(earlier, [...before.schema, keyword]);
  if (nodeAt(root, now.schema)?.kind !== 'object') return null;
  return {
    root: withNode(root, [...now.schema, keyword], old),
    change:
      old === null
        ? change(`${keyword} comes later, when no data is left that it refuses.`, objectNode([]))
        : change(
            `${keyword} stays as it was until no data is left that the new value refuses, or nobody reads with the old one.`,
            objectNode([[keyword, old]]),
          ),
  };
}

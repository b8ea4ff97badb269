import type { Draft } from './drafts.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from './json-value.ts';
import { type Keywords, keywordsOf, type Reading } from './keywords.ts';
import type { Place } from './places.ts';
import { readArray } from './read-array.ts';
import { readObject } from './read-object.ts';
import type { NumberNode, ResolvedNode, SchemaNode, StringNode } from './schema.ts';

/** How a schema is read besides its own keywords: `refer` gives the node that stands for a reference. */
export interface Classifying extends Reading {
  readonly refer: (keyword: string, reference: string, raw: JsonObject, at: Place) => SchemaNode;
  /** The same number for equal texts. */
  readonly identify: (value: JsonValue) => number;
}

/**
 * The kinds of schema that a text is, after the loading order of the library that the registry uses (everit 1.14,
 * SchemaExtractor): enum, allOf/anyOf/oneOf, not, const, type with its keywords, then keywords without their type. Several
 * of them at once are an allOf.
 */
export function classify(raw: JsonValue, at: Place, reading: Classifying): SchemaNode {
  if (raw === false) return { kind: 'never', raw };
  if (!isObject(raw)) return { kind: 'any', raw };
  const { draft } = at.document;
  const keywords = keywordsOf(raw, at, reading);
  for (const annotation of ['title', 'description', '$schema', draft.idKeyword]) keywords.text(annotation);
  const references = draft.references.flatMap((keyword) => {
    const reference = keywords.text(keyword);
    return reference === null ? [] : [reading.refer(keyword, reference, raw, at)];
  });
  const [alone] = references;
  if (alone !== undefined && draft.refStandsAlone) return alone;
  const kinds: SchemaNode[] = [
    ...references,
    ...valueKinds(raw, draft, keywords, reading.identify),
    ...typeKinds(raw, draft, keywords),
  ];
  const [first] = kinds;
  if (first === undefined) return { kind: 'any', raw };
  return kinds.length === 1 ? first : { kind: 'combined', raw, of: 'allOf', branches: kinds, ownTexts: false };
}

/** What is said without a type. */
function valueKinds(
  raw: JsonObject,
  draft: Draft,
  keywords: Keywords,
  identify: Classifying['identify'],
): SchemaNode[] {
  const kinds: SchemaNode[] = [];
  const values = keywords.list('enum');
  if (values !== null) kinds.push({ kind: 'enum', raw, values });
  for (const of of ['allOf', 'anyOf', 'oneOf'] as const) {
    const branches = keywords.schemas(of);
    if (branches !== null)
      kinds.push({ kind: 'combined', raw, of, branches: distinct(branches, identify), ownTexts: true });
  }
  const refused = keywords.schema('not');
  if (refused !== null) kinds.push({ kind: 'not', raw, refused });
  if (draft.hasConst && raw.const !== undefined) kinds.push({ kind: 'const', raw, value: raw.const });
  return kinds;
}

function distinct(branches: readonly SchemaNode[], identify: Classifying['identify']): readonly SchemaNode[] {
  if (branches.length < 2) return branches;
  return [...new Map(branches.map((branch) => [identify(branch.raw), branch])).values()];
}

/** What `type` says, and what keywords say whose type it leaves out. */
function typeKinds(raw: JsonObject, draft: Draft, keywords: Keywords): SchemaNode[] {
  const names = typeNames(raw, keywords);
  const typed = names.map((name) => nodeOfType(name, raw, draft, keywords));
  const has = (group: readonly string[]) => group.some((keyword) => raw[keyword] !== undefined);
  const missing = (...types: readonly TypeName[]) => !types.some((type) => names.includes(type));
  const kinds: SchemaNode[] = [];
  const [single] = typed;
  if (isArray(raw.type)) kinds.push({ kind: 'combined', raw, of: 'anyOf', branches: typed, ownTexts: false });
  else if (single !== undefined) kinds.push(single);
  if (missing('array') && has(draft.array)) kinds.push(readArray(raw, draft, keywords));
  if (missing('object') && has(draft.object)) kinds.push(readObject(raw, draft, keywords));
  if (missing('number', 'integer') && has(draft.number)) kinds.push(readNumber(raw, draft, keywords));
  if (missing('string') && has(draft.string)) kinds.push(readString(raw, keywords));
  if (has(draft.conditional)) {
    // Not compared, but read: one that leads nowhere is refused.
    for (const keyword of ['if', 'then', 'else']) keywords.schema(keyword);
    kinds.push({ kind: 'conditional', raw });
  }
  return kinds;
}

const TYPE_NAMES = ['string', 'integer', 'number', 'boolean', 'null', 'array', 'object'] as const;
type TypeName = (typeof TYPE_NAMES)[number];
const TYPE_EXPECTED = 'one of string, integer, number, boolean, null, array, object';

function typeNames({ type }: JsonObject, keywords: Keywords): TypeName[] {
  if (type === undefined) return [];
  return (isArray(type) ? type : [type]).flatMap(
    (name) => TYPE_NAMES.find((known) => known === name) ?? keywords.complain('type', TYPE_EXPECTED) ?? [],
  );
}

function nodeOfType(type: TypeName, raw: JsonObject, draft: Draft, keywords: Keywords): ResolvedNode {
  switch (type) {
    case 'string':
      return readString(raw, keywords);
    case 'integer':
    case 'number':
      return { ...readNumber(raw, draft, keywords), integer: type === 'integer' };
    case 'array':
      return readArray(raw, draft, keywords);
    case 'object':
      return readObject(raw, draft, keywords);
    case 'boolean':
    case 'null':
      return { kind: type, raw };
  }
}

function readString(raw: JsonObject, keywords: Keywords): StringNode {
  keywords.text('format');
  return {
    kind: 'string',
    raw,
    minLength: keywords.wholeNumber('minLength'),
    maxLength: keywords.wholeNumber('maxLength'),
    pattern: keywords.text('pattern'),
  };
}

function readNumber(raw: JsonObject, draft: Draft, keywords: Keywords): NumberNode {
  const limitsOfTheirOwn = draft.exclusiveLimits === 'number';
  if (!limitsOfTheirOwn) for (const keyword of ['exclusiveMinimum', 'exclusiveMaximum']) keywords.flag(keyword);
  const multipleOf = keywords.number('multipleOf');
  return {
    kind: 'number',
    raw,
    integer: false,
    minimum: keywords.number('minimum'),
    maximum: keywords.number('maximum'),
    exclusiveMinimum: limitsOfTheirOwn ? keywords.number('exclusiveMinimum') : null,
    exclusiveMaximum: limitsOfTheirOwn ? keywords.number('exclusiveMaximum') : null,
    multipleOf: multipleOf === 0 ? keywords.complain('multipleOf', 'a number other than 0') : multipleOf,
  };
}

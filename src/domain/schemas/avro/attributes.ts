import { integerOf, type JsonNode, type JsonObject } from './json.ts';
import { type AvroField, type AvroName, isPrimitive, type Properties } from './model.ts';
import { aliasName, nameOf, nameProblem } from './names.ts';
import { Refusal } from './refusal.ts';

/** The text that is being read. */
export interface Reading {
  /** Its number among all texts. */
  readonly text: number;
  /** Whether names and defaults are checked, as the registry does for new schemas. */
  readonly strict: boolean;
}

export const refusal = (
  reading: Reading,
  { at }: { readonly at: number },
  expected: string,
  message: string,
): Refusal => new Refusal('semantic', reading.text, at, expected, message);

/** The string of an attribute; Avro takes one that is something else for absent. */
export function textOf(node: JsonObject, word: string): string | null {
  const found = node.members.get(word);
  return found?.kind === 'text' ? found.value : null;
}

export function required(reading: Reading, node: JsonObject, word: string): JsonNode {
  const found = node.members.get(word);
  if (found === undefined) throw refusal(reading, node, `"${word}"`, `There is no "${word}".`);
  return found;
}

/** Attributes that Avro reads itself; all others are properties. Source: Avro 1.12.1, Schema.SCHEMA_RESERVED and its like. */
const SCHEMA_WORDS = new Set([
  'doc',
  'fields',
  'items',
  'name',
  'namespace',
  'size',
  'symbols',
  'values',
  'type',
  'aliases',
]);
const ENUM_WORDS = new Set([...SCHEMA_WORDS, 'default']);
const FIELD_WORDS = new Set(['default', 'doc', 'name', 'order', 'type', 'aliases']);

const propertiesBut = (words: ReadonlySet<string>, node: JsonObject): Properties =>
  new Map([...node.members].filter(([name]) => !words.has(name)));

export const propertiesOf = (node: JsonObject): Properties => propertiesBut(SCHEMA_WORDS, node);

/** Names go into every message about the type; the longest that people write have a few hundred characters. */
const MAX_NAME_CHARACTERS = 2000;

/** What records, enums and fixed have in common. */
export function headerOf(reading: Reading, node: JsonObject, space: string | null) {
  const written = textOf(node, 'name');
  if (written === null) throw refusal(reading, node, '"name" with a string', 'A named type has no name.');
  const name = nameOf(written, textOf(node, 'namespace') ?? space);
  if (name.full.length > MAX_NAME_CHARACTERS) {
    const message = `The name of a type has more than ${MAX_NAME_CHARACTERS} characters.`;
    throw new Refusal('limit', reading.text, node.at, 'a shorter name', message);
  }
  if (isPrimitive(name.full))
    throw refusal(reading, node, 'another name', `The name ${name.full} is that of a primitive type.`);
  for (const part of name.full.split('.')) checkName(reading, part, node.members.get('name') ?? node);
  const aliases = aliasesOf(reading, node).map((alias) => {
    checkName(reading, nameOf(alias, null).simple, node.members.get('aliases') ?? node);
    return aliasName(alias, name);
  });
  const words = textOf(node, 'type') === 'enum' ? ENUM_WORDS : SCHEMA_WORDS;
  return { name, aliases, doc: textOf(node, 'doc'), properties: propertiesBut(words, node) };
}

/** All of a field but its type. */
export function fieldHeaderOf(reading: Reading, node: JsonObject, owner: AvroName): Omit<AvroField, 'type'> {
  const name = textOf(node, 'name');
  if (name === null) throw refusal(reading, node, '"name" with a string', `A field of ${owner.full} has no name.`);
  checkName(reading, name, node.members.get('name') ?? node);
  return {
    name,
    aliases: aliasesOf(reading, node),
    default: node.members.get('default') ?? null,
    order: orderOf(reading, node),
    doc: textOf(node, 'doc'),
    properties: propertiesBut(FIELD_WORDS, node),
  };
}

export function symbolsOf(reading: Reading, node: JsonObject, { full }: AvroName): string[] {
  const list = node.members.get('symbols');
  if (list?.kind !== 'array')
    throw refusal(reading, node, '"symbols" with an array', `The enum ${full} has no "symbols".`);
  const symbols = list.items.map((item) => {
    if (item.kind !== 'text') throw refusal(reading, item, 'a string', `A symbol of ${full} is not a string.`);
    checkName(reading, item.value, item);
    return item.value;
  });
  if (new Set(symbols).size < symbols.length)
    throw refusal(reading, list, 'each symbol once', `The enum ${full} has a symbol twice.`);
  return symbols;
}

export function enumDefaultOf(reading: Reading, node: JsonObject, name: AvroName, symbols: readonly string[]) {
  const preset = textOf(node, 'default');
  if (preset === null || symbols.includes(preset)) return preset;
  const message = `The default ${preset} of the enum ${name.full} is not one of its symbols.`;
  throw refusal(reading, node.members.get('default') ?? node, 'one of the symbols', message);
}

/** The longest array of a Java virtual machine. Source: Avro 1.12.1, SystemLimitException.MAX_ARRAY_VM_LIMIT. */
const MAX_FIXED_BYTES = 2_147_483_639n;

export function sizeOf(reading: Reading, node: JsonObject, { full }: AvroName): number {
  const written = node.members.get('size');
  const size = written === undefined ? null : integerOf(written);
  if (size === null || size < 0n || size > MAX_FIXED_BYTES)
    throw refusal(reading, written ?? node, 'a whole number of bytes', `The fixed ${full} has no valid "size".`);
  return Number(size);
}

function aliasesOf(reading: Reading, node: JsonObject): string[] {
  const list = node.members.get('aliases');
  if (list === undefined) return [];
  if (list.kind !== 'array') throw refusal(reading, list, 'an array of strings', 'The aliases are not an array.');
  const aliases = list.items.map((item) => {
    if (item.kind !== 'text') throw refusal(reading, item, 'a string', 'An alias is not a string.');
    return item.value;
  });
  return [...new Set(aliases)];
}

function orderOf(reading: Reading, node: JsonObject): AvroField['order'] {
  const written = node.members.get('order');
  if (written === undefined) return 'ascending';
  const order = written.kind === 'text' ? written.value.toLowerCase() : '';
  if (order === 'ascending' || order === 'descending' || order === 'ignore') return order;
  throw refusal(reading, written, 'ascending, descending or ignore', 'The "order" of a field is none that Avro knows.');
}

function checkName(reading: Reading, name: string, node: { readonly at: number }): void {
  const problem = reading.strict ? nameProblem(name) : null;
  if (problem !== null) throw refusal(reading, node, 'a name of letters, digits and _', problem);
}

import type { SchemaProblem } from '../checker.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from './json-value.ts';
import type { PatternBudget } from './name-pattern.ts';
import { inside, type Place } from './places.ts';
import { problemAt } from './problem-at.ts';
import type { SchemaNode } from './schema.ts';

/** What reading a schema text needs besides the text. */
export interface Reading {
  /** Loads the schema at a place: the reader of one schema knows nothing of the others. */
  readonly load: (raw: JsonValue, at: Place) => SchemaNode;
  /** Takes the problem itself only if it wants it: to find a line takes reading the text. */
  readonly complain: (problem: () => SchemaProblem) => void;
  readonly patternBudget: PatternBudget;
}

/**
 * Reads the keywords of one schema, each in the shape that it has to have. One of another shape is complained about and then
 * counts as absent, which is how a registered schema goes on being read.
 */
export interface Keywords {
  number(key: string): number | null;
  wholeNumber(key: string): number | null;
  text(key: string): string | null;
  flag(key: string): boolean;
  list(key: string): readonly JsonValue[] | null;
  names(key: string): readonly string[];
  schema(key: string): SchemaNode | null;
  schemas(key: string): readonly SchemaNode[] | null;
  /** Schemas by name; lists among them, as `dependencies` has, are left to `nameLists`. */
  schemaMap(key: string): readonly (readonly [name: string, schema: SchemaNode])[];
  nameLists(key: string): readonly (readonly [name: string, names: readonly string[]])[];
  complain(key: string, expected: string): null;
  readonly patternBudget: PatternBudget;
}

export function keywordsOf(raw: JsonObject, at: Place, { load, complain, patternBudget }: Reading): Keywords {
  const wrong = (expected: string, ...keys: readonly (string | number)[]): null => {
    complain(() => {
      const found = `${expected} is expected, not ${describe(partOf(raw, keys))},`;
      return problemAt(inside(at, ...keys), 'semantic', expected, found);
    });
    return null;
  };
  const shaped = <T extends JsonValue>(
    key: string,
    expected: string,
    is: (value: JsonValue) => value is T,
  ): T | null => {
    const value = raw[key];
    if (value === undefined) return null;
    return is(value) ? value : wrong(expected, key);
  };
  const schemaAt = (value: JsonValue, ...keys: readonly (string | number)[]): SchemaNode => {
    if (!isObject(value) && typeof value !== 'boolean') wrong('a schema (an object, true or false)', ...keys);
    return load(value, inside(at, ...keys));
  };
  return {
    number: (key) => shaped(key, 'a number', isNumber),
    wholeNumber: (key) => shaped(key, 'a whole number', isWhole),
    text: (key) => shaped(key, 'text', isText),
    flag: (key) => shaped(key, 'true or false', isFlag) ?? false,
    list: (key) => shaped(key, 'a list', isArray),
    names: (key) =>
      (shaped(key, 'a list of names', isArray) ?? []).flatMap((name, index) =>
        isText(name) ? [name] : (wrong('text', key, index) ?? []),
      ),
    schema: (key) => {
      const value = raw[key];
      return value === undefined ? null : schemaAt(value, key);
    },
    schemas: (key) =>
      shaped(key, 'a list of schemas', isArray)?.map((value, index) => schemaAt(value, key, index)) ?? null,
    schemaMap: (key) =>
      Object.entries(shaped(key, 'an object of schemas', isObject) ?? {}).flatMap(([name, value]) =>
        isArray(value) && MAY_HOLD_LISTS.has(key) ? [] : [[name, schemaAt(value, key, name)] as const],
      ),
    nameLists: (key) =>
      Object.entries(shaped(key, 'an object of lists', isObject) ?? {}).flatMap(([name, value]) =>
        isArray(value) ? [[name, value.filter(isText)] as const] : [],
      ),
    complain: (key, expected) => wrong(expected, key),
    patternBudget,
  };
}

const partOf = (raw: JsonValue, keys: readonly (string | number)[]): JsonValue | undefined =>
  keys.reduce<JsonValue | undefined>(
    (value, key) => (isArray(value) ? value[Number(key)] : isObject(value) ? valueAt(value, String(key)) : undefined),
    raw,
  );

const MAY_HOLD_LISTS = new Set(['dependencies']);

const isNumber = (value: JsonValue): value is number => typeof value === 'number';
const isWhole = (value: JsonValue): value is number => Number.isInteger(value);
const isText = (value: JsonValue): value is string => typeof value === 'string';
const isFlag = (value: JsonValue): value is boolean => typeof value === 'boolean';

const describe = (value: JsonValue | undefined): string =>
  isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value ?? null);

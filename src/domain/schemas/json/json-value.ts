export type JsonValue = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isArray = (value: JsonValue | undefined): value is JsonArray => Array.isArray(value);

/** The value under a key that came from outside: `constructor` is a key like any other. */
export const valueAt = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Gives equal JSON values the same number, whatever the order of their keys. Asking again for a part costs nothing. */
export function createIdentity(): (value: JsonValue) => number {
  const known = new WeakMap<object, number>();
  const numbers = new Map<string, number>();
  const numberOf = (form: string): number => {
    const seen = numbers.get(form);
    if (seen !== undefined) return seen;
    numbers.set(form, numbers.size);
    return numbers.size - 1;
  };
  const identify = (value: JsonValue): number => {
    if (typeof value !== 'object' || value === null) return numberOf(JSON.stringify(value));
    const seen = known.get(value);
    if (seen !== undefined) return seen;
    const form = isArray(value)
      ? `[${value.map(identify).join()}]`
      : `{${Object.entries(value)
          .map(([key, part]) => `${JSON.stringify(key)}:${identify(part)}`)
          .sort()
          .join()}}`;
    const number = numberOf(form);
    known.set(value, number);
    return number;
  };
  return identify;
}

const EXCERPT_CHARS = 200;

/** A value as compact JSON, cut where it gets long; no more of it is read than is shown. */
export function excerpt(value: JsonValue): string {
  let text = '';
  const isFull = () => text.length > EXCERPT_CHARS;
  const write = (part: JsonValue): void => {
    if (isArray(part)) {
      text += '[';
      for (const [index, item] of part.entries()) {
        if (isFull()) return;
        if (index > 0) text += ',';
        write(item);
      }
      text += ']';
    } else if (isObject(part)) {
      text += '{';
      let separator = '';
      for (const key in part) {
        if (isFull()) return;
        text += `${separator}${scalar(key)}:`;
        write(part[key] ?? null);
        separator = ',';
      }
      text += '}';
    } else text += scalar(part);
  };
  write(value);
  return isFull() ? `${text.slice(0, EXCERPT_CHARS - 1)}…` : text;
}

const scalar = (value: string | number | boolean | null): string =>
  JSON.stringify(typeof value === 'string' ? value.slice(0, EXCERPT_CHARS) : value);

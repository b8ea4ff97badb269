import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from './json-value.ts';
import { entered, type Found, inside } from './places.ts';

/** Follows a JSON pointer (RFC 6901, as a URI fragment); null where it leads nowhere. */
export function follow(start: Found, pointer: string): Found | null {
  let found = start;
  for (const part of pointer.slice(1).split('/')) {
    const { raw, at } = found;
    const key = stepFor(raw, decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
    const next =
      typeof key === 'number' ? (isArray(raw) ? raw[key] : undefined) : isObject(raw) ? valueAt(raw, key) : undefined;
    if (next === undefined) return null;
    found = { raw: next, at: entered(next, inside(at, key)) };
  }
  return found;
}

const stepFor = (raw: JsonValue, key: string): string | number =>
  isArray(raw) ? Number(key) : isObject(raw) ? knownKey(raw, key) : key;

/** `$defs` and `definitions` stand for each other, as in the registry. */
function knownKey(raw: JsonObject, key: string): string {
  const other = key === '$defs' ? 'definitions' : key === 'definitions' ? '$defs' : null;
  return other !== null && !Object.hasOwn(raw, key) ? other : key;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

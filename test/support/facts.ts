import type { z } from 'zod';
import { elementOf, fieldOf, unwrap } from '../../src/mcp/fields.ts';
import { briefOf } from '../../src/mcp/report.ts';

/** What layout changes and meaning does not: white space, fences, escaped pipes, code marks. */
const plain = (text: string): string =>
  text
    .replace(/<\/?untrusted-[0-9a-f]{8}>/g, '')
    .replaceAll('\\|', '|')
    .replaceAll('```', "'''")
    .replace(/\s+/g, ' ');

function leaves(value: unknown): string[] {
  if (value === null) return ['unknown'];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return typeof value === 'object' ? Object.values(value).flatMap(leaves) : [String(value)];
}

/** Facts of a structured value that its text lacks. */
export function missingIn(text: string, value: unknown): string[] {
  const shown = plain(text);
  return leaves(value).filter((leaf) => !shown.includes(plain(leaf).trim()));
}

/** Numbers that a text has and the structured value has not. */
export function inventedIn(text: string, value: unknown): string[] {
  const known = plain(JSON.stringify(value)).replaceAll('\\', '');
  const numbers = plain(text).match(/\d[\d.,]*\d|\d/g) ?? [];
  return numbers.filter((number) => !known.includes(number));
}

/** What the text of a value has to hold: all of it, but for what stands in the structured content alone. */
export function asShown(schema: z.core.$ZodType | null, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => asShown(elementOf(schema), item));
  if (typeof value !== 'object' || value === null) return value;
  const shown = schema === null ? null : (briefOf(unwrap(schema))?.shown ?? null);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => shown === null || shown.includes(key))
      .map(([key, item]) => [key, asShown(fieldOf(schema, key), item)]),
  );
}

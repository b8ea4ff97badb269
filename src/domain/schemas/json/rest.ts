import type { Comparison } from './differences.ts';
import type { JsonValue } from './json-value.ts';
import type { Rule } from './rules.ts';
import type { Rest } from './schema.ts';

/** additionalProperties, additionalItems and their unevaluated kin: true is everything, false nothing. */
export function restComparison(
  keyword: string,
  writer: Rest,
  reader: Rest,
  rules: { readonly removed: Rule; readonly narrowed: Rule },
): Pick<Comparison, 'differences' | 'parts'> {
  if (reader === true || writer === false) return { differences: [], parts: [] };
  if (typeof reader !== 'boolean' && typeof writer !== 'boolean') {
    return { differences: [], parts: [{ at: keyword, writer, reader, misfit: null, told: true }] };
  }
  const rule = reader === false ? rules.removed : rules.narrowed;
  return { differences: [{ rule, at: keyword, writer: rawOf(writer), reader: rawOf(reader) }], parts: [] };
}

const rawOf = (rest: Rest): JsonValue => (typeof rest === 'boolean' ? rest : rest.raw);

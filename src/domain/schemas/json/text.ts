import type { SchemaProblem } from '../checker.ts';
import { jsonProblem } from '../json-problem.ts';
import type { JsonValue } from './json-value.ts';

/** Default of Kafka's max.message.bytes: a registry keeps each schema in one message of its topic. */
const MAX_CHARS = 1_048_588;
/** For a schema with its references: what is read in some seconds. */
export const MAX_CHARS_TOGETHER = 4 * MAX_CHARS;
/** Jackson's StreamReadConstraints.DEFAULT_MAX_DEPTH (since 2.15): the registry's parser refuses deeper texts. */
const MAX_DEPTH = 1_000;

/** The JSON value of a text, or why it has none. `name` is that of a reference, null for the schema itself. */
export function readText(
  text: string,
  name: string | null,
): { readonly raw: JsonValue; readonly problem: null } | { readonly raw: null; readonly problem: SchemaProblem } {
  const what = name === null ? 'The schema' : `The reference "${name}"`;
  if (text.length > MAX_CHARS) {
    return tooMuch(`at most ${MAX_CHARS} characters`, `${what} has ${text.length} characters.`);
  }
  if (isDeeper(text, MAX_DEPTH)) {
    return tooMuch(`at most ${MAX_DEPTH} levels`, `${what} is nested more than ${MAX_DEPTH} levels deep.`);
  }
  try {
    return { raw: JSON.parse(text), problem: null };
  } catch {
    const { line, column, expected } = jsonProblem(text) ?? { line: null, column: null, expected: 'JSON' };
    const message = `${what} is not JSON: ${expected} is expected at line ${line}, column ${column}.`;
    return { raw: null, problem: { line, column, expected, kind: 'syntax', message } };
  }
}

const tooMuch = (expected: string, message: string) =>
  ({ raw: null, problem: { line: null, column: null, expected, kind: 'limit', message } }) as const;

function isDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > levels) return true;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return false;
}

import type { SchemaProblem } from '../checker.ts';
import type { Path, Place } from './places.ts';

/** What is wrong at a place, with the line and column of that place. */
export function problemAt(at: Place, kind: SchemaProblem['kind'], expected: string, complaint: string): SchemaProblem {
  const keys = keysOf(at.path);
  const { line, column } = positionOf(at.document.text, keys);
  const where = `#/${keys.join('/')}`;
  const inText = at.document.name === null ? '' : ` in the reference "${at.document.name}"`;
  return { line, column, expected, kind, message: `${complaint} at ${where}${inText}.` };
}

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== null; at = at.parent) keys.push(at.key);
  return keys.reverse();
}

const TOKEN = /[ \t\r\n]*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^ \t\r\n{}[\],:"]+)/y;

/** Line and column, from 1, of the value under some keys in a text that is JSON. */
function positionOf(text: string, keys: readonly (string | number)[]): { line: number; column: number } {
  let at = 0;
  const next = (): string => {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1] ?? '';
    at = TOKEN.lastIndex;
    return token;
  };
  const skipValue = (): void => {
    let open = 0;
    do {
      const token = next();
      if (token === '{' || token === '[') open += 1;
      else if (token === '}' || token === ']' || token === '') open -= 1;
    } while (open > 0);
  };
  for (const key of keys) {
    const isList = next() === '[';
    for (let index = 0; ; index += 1) {
      if (index > 0) next();
      if (isList ? index === key : nameIs(next(), key, next)) break;
      skipValue();
    }
  }
  const lead = /[ \t\r\n]*/y;
  lead.lastIndex = at;
  const start = at + (lead.exec(text)?.[0].length ?? 0);
  const before = text.slice(0, start);
  return { line: before.split('\n').length, column: start - (before.lastIndexOf('\n') + 1) + 1 };
}

/** Reads the colon too. An empty token is the end of the text: a stop, so that a search never runs on. */
function nameIs(token: string, key: string | number, next: () => string): boolean {
  if (token === '') return true;
  next();
  return JSON.parse(token) === String(key);
}

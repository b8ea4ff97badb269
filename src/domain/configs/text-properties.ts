import { unreadable } from './text-refused.ts';

export type Entry = readonly [name: string, value: string];

const COMMENT = /^\s*(#|!|\/\/|$)/;
/** `name=value`, `name: value`, `"name": "value",` and `name => 'value'`. */
const ENTRY = /^\s*(["']?)([A-Za-z](?:[\w.-]|\\[:= ]|\[[\w.-]+\]|"[^"]+")*)\1\s*(=>|=|:)\s*(.*?)\s*,?\s*$/;
/** `max.poll.records 500`, which Java's Properties takes, too. */
const SPACED = /^\s*([a-z]+(?:\.[a-z]+)+)\s+(\S+)\s*$/;
/** How a client logs the settings with which it starts. */
const LOGGED = /\b\w*Config values:\s*$/;
const CONTINUED = /(?:^|[^\\])(?:\\\\)*\\$/;

/** Entries of a properties file, or of YAML without groups; one with a backslash at its end goes on in the next line. */
export function propertiesEntries(lines: readonly string[]): Entry[] {
  const logged = lines.some((line) => LOGGED.test(line));
  return joinedLines(lines).flatMap(({ text, line }): Entry[] => {
    if (COMMENT.test(text) || LOGGED.test(text) || text.trim() === '---') return [];
    const [, , name, sign, value] = ENTRY.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      const [, spaced, rest] = SPACED.exec(text) ?? [];
      if (spaced === undefined || rest === undefined) throw unreadable(line);
      return [[spaced, rest]];
    }
    const read = entryValue(value, sign === ':');
    if (logged && (read === 'null' || read === '[hidden]')) return [];
    return [[unescaped(name), logged ? read.replace(/^\[(.*)\]$/, '$1') : read]];
  });
}

/** YAML has comments behind a value; in a properties file they are part of it, and the client refuses them. */
function entryValue(value: string, yaml: boolean): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(value)?.[2];
  if (quoted !== undefined) return quoted;
  return unescaped(yaml ? value.replace(/\s+#.*$/, '') : value);
}

const unescaped = (text: string): string => text.replace(/\\([:=#! ])/g, '$1');

/** Lines of a properties file; one with a backslash at its end goes on in the next. */
export function joinedLines(lines: readonly string[]): { readonly text: string; readonly line: number }[] {
  const result: { text: string; line: number }[] = [];
  let open: { text: string; line: number } | null = null;
  for (const [index, raw] of lines.entries()) {
    const text: string = open === null ? raw : open.text + raw.trimStart();
    const line: number = open?.line ?? index + 1;
    const goesOn: boolean = CONTINUED.test(text) && !(open === null && COMMENT.test(raw));
    open = goesOn ? { text: text.slice(0, -1), line } : null;
    if (open === null) result.push({ text, line });
  }
  if (open !== null) result.push(open);
  return result;
}

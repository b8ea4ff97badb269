/**
 * Reads the text of a Java .properties file into names and values: comments (# and !), line continuation by a trailing
 * backslash, the separators = : and white space, and the escapes \t \n \r \f \\ \uXXXX.
 * Source: java.util.Properties.load.
 */
export function parseProperties(text: string): ReadonlyMap<string, string> {
  return new Map(
    logicalLines(text).map((line) => {
      const end = separatorIndex(line);
      return [unescaped(line.slice(0, end)), unescaped(line.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, ''))];
    }),
  );
}

function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let continued = false;
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.replace(/^[ \t\f]+/, '');
    if (!continued && (line === '' || line.startsWith('#') || line.startsWith('!'))) continue;
    const continues = /(?<!\\)(?:\\\\)*\\$/.test(line);
    const body = continues ? line.slice(0, -1) : line;
    if (continued) lines.push(`${lines.pop() ?? ''}${body}`);
    else lines.push(body);
    continued = continues;
  }
  return lines;
}

function separatorIndex(line: string): number {
  for (let index = 0; index < line.length; index += 1) {
    if (line[index] === '\\') index += 1;
    else if (/[=: \t\f]/.test(line[index] ?? '')) return index;
  }
  return line.length;
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

const unescaped = (text: string): string =>
  text.replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_all, code: string | undefined, character: string | undefined) =>
    code === undefined ? (escapes[character ?? ''] ?? character ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );

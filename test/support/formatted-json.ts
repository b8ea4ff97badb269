const LINE_CHARS = 120;

/** JSON as the formatter of this project leaves it: lists of plain values on one line where they fit, all else a line each. */
export function formattedJson(value: unknown): string {
  return `${written(value, 0, 0)}\n`;
}

/** `before` and what follows on the line count towards its length. */
function written(value: unknown, indent: number, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pad = ' '.repeat(indent + 2);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const short = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    if (plain && before + short.length + 1 <= LINE_CHARS) return short;
    return `[\n${value.map((item) => pad + written(item, indent + 2, indent + 2)).join(',\n')}\n${' '.repeat(indent)}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => {
    const start = `${pad}${JSON.stringify(key)}: `;
    return start + written(item, indent + 2, start.length);
  });
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${' '.repeat(indent)}}`;
}

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

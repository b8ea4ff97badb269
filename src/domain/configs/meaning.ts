/** What a value is in a properties file: lists without the brackets of Java, classes in them without the word `class`. */
export function asWritten(type: string, value: string): string {
  if (type !== 'LIST') return value.trim();
  const inside = /^\s*\[(.*)\]\s*$/.exec(value)?.[1] ?? value;
  return elements(inside)
    .map((element) => element.replace(/^class /, ''))
    .join(',');
}

/** The elements of a list as a properties file has it: `a, b`. */
export function elements(list: string): string[] {
  return list.trim() === '' ? [] : list.split(',').map((part) => part.trim());
}

/** Values of a name that are the same to the client. Source: ProducerConfig.parseAcks; CONFIGURATION.md of librdkafka. */
const SAME: Readonly<Record<string, readonly (readonly string[])[]>> = {
  acks: [['all', '-1']],
  'request.required.acks': [['all', '-1']],
  'auto.offset.reset': [
    ['smallest', 'earliest', 'beginning'],
    ['largest', 'latest', 'end'],
  ],
};

const NUMBERS = new Set(['INT', 'LONG', 'SHORT', 'DOUBLE']);
const WHOLE = /^[+-]?\d+$/;

/** Whether two values of one setting mean the same: `1` and `1.0`, `TRUE` and `true`, `[delete]` and `delete`. */
export function sameValue(name: string, type: string, valid: string | null, one: string, other: string): boolean {
  const [a, b] = [asWritten(type, one), asWritten(type, other)];
  if (a === b) return true;
  if (SAME[name]?.some((words) => words.includes(a) && words.includes(b)) === true) return true;
  if (type === 'BOOLEAN' || valid?.startsWith('(case insensitive)') === true)
    return a.toLowerCase() === b.toLowerCase();
  if (!NUMBERS.has(type) || a === '' || b === '') return false;
  return WHOLE.test(a) && WHOLE.test(b)
    ? BigInt(a.replace('+', '')) === BigInt(b.replace('+', ''))
    : Number(a) === Number(b);
}

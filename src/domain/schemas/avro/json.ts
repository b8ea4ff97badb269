/** A JSON value that knows where it stands: `at` counts characters from the start of the text. */
export type JsonNode = JsonObject | JsonArray | JsonText | JsonNumber | JsonWord;

export interface JsonObject {
  readonly kind: 'object';
  readonly at: number;
  /** A name that is written twice has its last value, as in Jackson. */
  readonly members: ReadonlyMap<string, JsonNode>;
}
export interface JsonArray {
  readonly kind: 'array';
  readonly at: number;
  readonly items: readonly JsonNode[];
}
interface JsonText {
  readonly kind: 'text';
  readonly at: number;
  readonly value: string;
}
interface JsonNumber {
  readonly kind: 'number';
  readonly at: number;
  /** As it is written: Avro tells 1 from 1.0. */
  readonly digits: string;
}
interface JsonWord {
  readonly kind: 'word';
  readonly at: number;
  readonly value: true | false | null;
}

/** How deep objects and arrays may lie in each other. Source: Jackson, StreamReadConstraints.DEFAULT_MAX_DEPTH. */
export const MAX_JSON_DEPTH = 1000;

/** Where a text goes deeper than the registry's own JSON parser follows, or on after its value. */
export interface Unread {
  readonly kind: 'too deep' | 'more text';
  readonly at: number;
}

/**
 * Reads a text that `schemaTextProblem` found to be JSON: comments between values are left out, and nothing is checked
 * again. A comment after the value is more text: there the reference implementation allows white space only.
 */
export function readJson(text: string): JsonNode | Unread {
  let at = 0;
  let depth = 0;
  let tooDeep: Unread | null = null;

  /** Moves to the next character that is neither white space nor comment, and gives it. */
  function next(): string {
    for (;;) {
      const character = text.charAt(at);
      if (character === '/') at = endOfComment(text, at);
      else if (character !== '' && ' \t\r\n'.includes(character)) at += 1;
      else return character;
    }
  }

  function value(): JsonNode {
    const first = next();
    const start = at;
    switch (first) {
      case '{':
        return { kind: 'object', at: start, members: members() };
      case '[':
        return { kind: 'array', at: start, items: items() };
      case '"':
        return { kind: 'text', at: start, value: string() };
      default: {
        TOKEN.lastIndex = at;
        const token = TOKEN.exec(text)?.[0] ?? '';
        at += token.length;
        const word = WORDS.get(token);
        return word === undefined
          ? { kind: 'number', at: start, digits: token }
          : { kind: 'word', at: start, value: word };
      }
    }
  }

  function members(): Map<string, JsonNode> {
    const found = new Map<string, JsonNode>();
    inside('}', () => {
      const name = string();
      next();
      at += 1;
      found.set(name, value());
    });
    return found;
  }

  function items(): JsonNode[] {
    const found: JsonNode[] = [];
    inside(']', () => found.push(value()));
    return found;
  }

  function inside(close: string, entry: () => void): void {
    if (depth === MAX_JSON_DEPTH) {
      tooDeep ??= { kind: 'too deep', at };
      at = text.length;
      return;
    }
    depth += 1;
    at += 1;
    while (at < text.length && next() !== close) {
      entry();
      if (next() === ',') {
        at += 1;
        next();
      }
    }
    at += 1;
    depth -= 1;
  }

  function string(): string {
    const start = at;
    for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
      let slashes = 0;
      while (text.charAt(end - 1 - slashes) === '\\') slashes += 1;
      if (slashes % 2 === 1) continue;
      at = end + 1;
      const written = text.slice(start, at);
      return written.includes('\\') ? JSON.parse(written) : written.slice(1, -1);
    }
    at = text.length;
    return '';
  }

  const root = value();
  if (tooDeep !== null) return tooDeep;
  const rest = text.slice(at).search(/\S/);
  return rest < 0 ? root : { kind: 'more text', at: at + rest };
}

const TOKEN = /[^\s,:\]}/"]+/y;

const WORDS = new Map<string, true | false | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function endOfComment(text: string, start: number): number {
  const end = text.startsWith('//', start) ? text.indexOf('\n', start) : text.indexOf('*/', start + 2) + 2;
  return end < start + 2 ? text.length : end;
}

/** Jackson reads no longer numbers. Source: StreamReadConstraints.DEFAULT_MAX_NUM_LEN. */
const MAX_DIGITS = 1000;

/** A number without fraction and exponent, which Jackson takes for an integer; null for all else. */
export const integerOf = (node: JsonNode): bigint | null =>
  node.kind === 'number' && node.digits.length <= MAX_DIGITS && /^-?\d+$/.test(node.digits)
    ? BigInt(node.digits)
    : null;

/** Whether two values are the same for Jackson, wherever they stand. */
export function sameJson(one: JsonNode, other: JsonNode): boolean {
  switch (one.kind) {
    case 'object':
      return other.kind === 'object' && sameMembers(one.members, other.members);
    case 'array':
      return (
        other.kind === 'array' &&
        one.items.length === other.items.length &&
        one.items.every((item, index) => {
          const counterpart = other.items[index];
          return counterpart !== undefined && sameJson(item, counterpart);
        })
      );
    case 'number':
      return (
        other.kind === 'number' &&
        integerOf(one) === integerOf(other) &&
        (integerOf(one) !== null || Number(one.digits) === Number(other.digits))
      );
    default:
      return (other.kind === 'text' || other.kind === 'word') && one.value === other.value;
  }
}

export function sameMembers(one: ReadonlyMap<string, JsonNode>, other: ReadonlyMap<string, JsonNode>): boolean {
  if (one.size !== other.size) return false;
  for (const [name, value] of one) {
    const counterpart = other.get(name);
    if (counterpart === undefined || !sameJson(value, counterpart)) return false;
  }
  return true;
}

/** The value as compact JSON. */
export function writeJson(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${[...node.members].map(([name, value]) => `${JSON.stringify(name)}:${writeJson(value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(writeJson).join(',')}]`;
    case 'number':
      return node.digits;
    default:
      return JSON.stringify(node.value);
  }
}

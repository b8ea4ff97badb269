import { codeName, isConstant } from './code-names.ts';
import { codeTokens, type Token } from './code-tokens.ts';
import { codeValue, UNREAD } from './code-values.ts';
import { prefixOfGroup } from './groups.ts';
import { type Entry, propertiesEntries } from './text-properties.ts';

/** A line of a properties file or of YAML, whatever its value holds. */
const PROPERTY =
  /^(?!\s*(?:this|self)\.)(?![^=]*=\s*(?:"[^"]*"|[\w.]+)\s*;\s*$)\s*[a-z][\w-]*(?:\.[\w\-[\]"]+)+\s*[=:](?!\s*[{[(]\s*$)/;
/** The same without anything of a program: a value that is no expression, and a name that is no member of an object. */
const PLAIN =
  /^(?!\s*(?:config|conf|cfg|options|opts|props|properties|settings|this|self|\w+Config)\.)\s*[a-z][a-z\d-]*(?:\.[a-z][\w-]*)+\s*[=:]\s*[^\s{[("'=][^()]*$/;
const OPENS = /[{(]\s*$|\[\s*$/;
const BRACKETS = /^[\s{}()[\],;]*[{}()[\]][\s{}()[\],;]*$/;
/** `"x";` of a program; no value of a properties file ends so but that of sasl.jaas.config. */
const ENDED = /^\s*[\w.]+\s*=\s*(?:"[^"]*"|[\w.]+)\s*;\s*$/;
const STATEMENT =
  /^\s*(?:const|let|var|val|import|from|using|package|func|def|public|private|protected|final|static|await|return|new|class|async|Properties|Map<)\b/;
const CALL = /[\w)\]]\s*\.\s*\w+\s*\(|^\s*\w+\s*\(/;
const INDEXED = /\[\s*["'][\w.]+["']\s*\]\s*=/;

/** `{ "group.id": "a" }` on one line; neither `${GROUP:a}` nor `{{ .Values.group }}`. */
function holdsObject(line: string): boolean {
  const from = line.search(/(?<![${])\{(?!\{)/);
  return from >= 0 && /[:=,]/.test(line.slice(from, line.lastIndexOf('}') + 1));
}

/** Whether a text is a piece of a program, or an object of one. */
export const isCode = (lines: readonly string[]): boolean =>
  lines
    .filter((line) => !PROPERTY.test(line) && !/^\s*(?:#|!|\/\/)/.test(line))
    .map((line) => line.replace(/,?\s*\/\/.*$/, ''))
    .some(
      (line) => holdsObject(line) || [ENDED, OPENS, BRACKETS, STATEMENT, CALL, INDEXED].some((sign) => sign.test(line)),
    );

const SEPARATORS = [':', '=', '=>', ':='];
const DECLARES =
  /^(?:const|let|var|val|final|static|public|private|String|int|long|boolean|Integer|Long|Boolean|object|auto)$/;
const IGNORED =
  /^(?:import|from|using|package|if|elif|else|for|while|with|try|except|finally|class|return|throw|def|func|function)$/;
const FUNCTION = /^(?:async|function|lambda|def|func|fn|fun|delegate)$/;
/** Calls that set what their first argument names. */
const SETTER =
  /^(?:\w+\.)*(?:put|putIfAbsent|setProperty|set|Set|SetKey|setKey|Add|add|entry|option|config|property|withProperty|consumerProperty|withConsumerProperty|TryAdd)$/;
const PAIRS = /^(?:(?:\w+\.)*\w*Map\.of|mapOf|mutableMapOf|hashMapOf)$/;
const STREAMS_PREFIX: Readonly<Record<string, string>> = {
  consumerPrefix: 'consumer.',
  mainConsumerPrefix: 'main.consumer.',
  restoreConsumerPrefix: 'restore.consumer.',
  globalConsumerPrefix: 'global.consumer.',
  producerPrefix: 'producer.',
  adminClientPrefix: 'admin.',
  topicPrefix: 'topic.',
};

/** Entries that a piece of a program sets: in objects, dictionaries, maps and calls of `put`. Bodies of functions are passed over. */
export function codeEntries(text: string): Entry[] {
  const lines = text.split('\n');
  const source = lines.map((line) => (PLAIN.test(line) ? '' : line)).join('\n');
  const reader = {
    source,
    variables: new Map<string, string>(),
    assigned: new Map<string, string>(),
    entries: propertiesEntries(lines.filter((line) => PLAIN.test(line))),
  };
  readGroup(codeTokens(source), '', '', reader);
  // What is set and never used again may be a setting all the same.
  const unused = [...reader.assigned].filter(([name]) => source.split(name).length === 2);
  return [...reader.entries, ...unused];
}

interface Reader {
  readonly source: string;
  readonly variables: Map<string, string>;
  /** Set outside of all brackets, and perhaps no variables. */
  readonly assigned: Map<string, string>;
  readonly entries: Entry[];
}

/** `opener`: the bracket around them, or none; `prefix`: what stands before each name in it. */
function readGroup(tokens: readonly Token[], opener: string, prefix: string, reader: Reader): void {
  const segments = segmentsOf(tokens, opener);
  const [first, second] = segments;
  // A pair of .NET: { "group.id", "a" }
  if (
    opener === '{' &&
    segments.length === 2 &&
    first?.length === 1 &&
    first[0]?.kind === 'string' &&
    second !== undefined
  ) {
    if (!second.some(isSeparator)) {
      add(prefix + first[0].text, second, reader);
      return;
    }
  }
  for (const segment of segments) readSegment(segment, opener, prefix, reader);
}

const isSeparator = ({ kind, text }: Token): boolean =>
  (kind === 'sign' && SEPARATORS.includes(text)) || (kind === 'word' && text === 'to');

/** `"group.id" -> "a"`: with a word on its left it is a function. */
const isScalaPair = ([first, second]: readonly Token[]): boolean =>
  (first?.kind === 'string' || isConstant(first?.text ?? '')) && second?.text === '->';

/** Between commas, semicolons and the ends of lines that end something. */
function segmentsOf(tokens: readonly Token[], opener: string): Token[][] {
  const segments: Token[][] = [[]];
  for (const [index, token] of tokens.entries()) {
    const segment = segments.at(-1) ?? [];
    if (token.kind === 'sign' && (token.text === ',' || token.text === ';')) segments.push([]);
    else if (token.kind !== 'line') segment.push(token);
    else {
      const last = segment.at(-1);
      const next = tokens.slice(index + 1).find(({ kind }) => kind !== 'line');
      const goesOn =
        opener === '(' ||
        opener === '[' ||
        last === undefined ||
        // A colon opens a block of Python there, and a value elsewhere.
        (last.kind === 'sign' && !(last.text === ':' && IGNORED.test(segment[0]?.text ?? ''))) ||
        (next?.kind === 'sign' && /^[.+*=:]/.test(next.text)) ||
        (next?.kind === 'group' && next.text === '{' && last.kind !== 'string');
      if (!goesOn) segments.push([]);
    }
  }
  return segments.filter((segment) => segment.length > 0);
}

function readSegment(segment: readonly Token[], opener: string, prefix: string, reader: Reader): void {
  const [first] = segment;
  if (first === undefined || (first.kind === 'word' && IGNORED.test(first.text) && !isSeparator(segment[1] ?? first))) {
    // A returned object may still be one of settings.
    if (first?.text === 'return') readBrackets(segment, prefix, reader);
    return;
  }
  const at = isScalaPair(segment) ? 1 : segment.findIndex(isSeparator);
  if (at > 0) {
    readPair(segment.slice(0, at), segment[at]?.text ?? '', segment.slice(at + 1), opener, prefix, reader);
    return;
  }
  if (isFunction(segment)) return;
  const known =
    opener === '{' && segment.length === 1 && first.kind === 'word' ? reader.variables.get(first.text) : undefined;
  if (known !== undefined) reader.entries.push([prefix + codeName(first.text), known]);
  readBrackets(segment, prefix, reader);
}

function readPair(
  left: readonly Token[],
  sign: string,
  right: readonly Token[],
  opener: string,
  prefix: string,
  reader: Reader,
): void {
  const key = keyOf(left);
  if (sign === '=>' && left[0]?.kind !== 'string') return;
  if (isFunction(right)) return;
  const declared = left.length > 1 && left.some(({ kind, text }) => kind === 'word' && DECLARES.test(text));
  const value = codeValue(right, reader.source, reader.variables);
  const variable = left.at(-1);
  if ((declared || sign === ':=') && variable?.kind === 'word') {
    if (typeof value === 'string' && !value.startsWith('${')) reader.variables.set(variable.text, value);
    if (value === undefined) readBrackets(right, prefix, reader);
    return;
  }
  if (key === null) {
    readBrackets(left, prefix, reader);
    readBrackets(right, prefix, reader);
    return;
  }
  if (value === null) return;
  if (value !== undefined) {
    const isVariable =
      opener === '' && sign === '=' && left[0]?.kind === 'word' && left.length === 1 && !isSetting(key);
    if (isVariable) {
      reader.assigned.set(key, value);
      if (!value.startsWith('${')) reader.variables.set(key, value);
    } else reader.entries.push([prefix + key, value]);
    return;
  }
  const list = right.length === 1 && right[0]?.text === '[' ? right[0] : undefined;
  const parts = segmentsOf(list?.inside ?? [], '[').map((part) =>
    part.some(isSeparator) ? undefined : codeValue(part, reader.source, reader.variables),
  );
  if (list !== undefined && parts.every((part) => typeof part === 'string')) {
    reader.entries.push([prefix + key, parts.join(',')]);
    return;
  }
  const before = reader.entries.length;
  readBrackets(right, prefix + prefixOfGroup(key), reader);
  // A setting whose value is the result of a call.
  if (
    reader.entries.length === before &&
    (opener === '{' || isSetting(key)) &&
    list === undefined &&
    !right.some(({ kind, text }) => kind === 'group' && text === '{')
  )
    reader.entries.push([prefix + key, UNREAD]);
}

const isSetting = (name: string): boolean => /^[a-z]+\.[a-z.]+$/.test(name);

/** `"group.id"`, `groupId`, `["group.id"]`, `conf["group.id"]`, `StreamsConfig.consumerPrefix(…)`; null: none of these. */
function keyOf(left: readonly Token[]): string | null {
  const [first, second] = left;
  if (left.length === 1 && first !== undefined) {
    if (first.kind === 'string') return first.text;
    if (first.kind === 'word') return codeName(first.text);
    return first.text === '[' ? keyOf(first.inside) : null;
  }
  if (left.length !== 2 || first?.kind !== 'word' || second?.kind !== 'group') return null;
  if (second.text === '[' && second.inside.length === 1) return keyOf(second.inside);
  const streams = STREAMS_PREFIX[first.text.split('.').at(-1) ?? ''];
  const inner = second.text === '(' && streams !== undefined ? keyOf(second.inside) : null;
  return inner === null ? null : `${streams}${inner}`;
}

const isFunction = (tokens: readonly Token[]): boolean =>
  tokens.some(({ kind, text }) => kind === 'sign' && (text === '=>' || text === '->')) ||
  FUNCTION.test(tokens[0]?.text ?? '');

/** What stands in the brackets of an expression; a call that sets a pair is one. */
function readBrackets(tokens: readonly Token[], prefix: string, reader: Reader): void {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'group') continue;
    const callee = tokens[index - 1];
    const words = calleeOf(tokens, index);
    const group = prefixOfGroup(words);
    // `producer = Producer({`: the variable and the call name one group.
    const within = prefix.endsWith(group) ? prefix : `${prefix}${group}`;
    if (token.text === '(' && callee?.kind === 'word' && readArguments(words, token, prefix, reader)) continue;
    readGroup(token.inside, token.text, within, reader);
  }
}

/** The name before a bracket: `kafka.producer` of `kafka.producer({`, `ConsumerConfig` of `new ConsumerConfig() {`. */
function calleeOf(tokens: readonly Token[], at: number): string {
  const word = tokens.slice(0, at).findLast(({ kind, text }) => kind === 'word' || (kind === 'sign' && text === '='));
  return word?.kind === 'word' ? word.text : '';
}

/** Whether a call was one that sets pairs: `props.put(KEY, value)`, `Map.of("a", 1, "b", 2)`. */
function readArguments(callee: string, { inside }: Token, prefix: string, reader: Reader): boolean {
  if (!SETTER.test(callee) && !PAIRS.test(callee)) return false;
  const parts = segmentsOf(inside, '(');
  if (parts.length < 2 || parts.length % 2 !== 0 || (parts.length > 2 && !PAIRS.test(callee))) return false;
  const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? []] as const] : []));
  const keys = pairs.map(([part]) => (isName(part) ? keyOf(part) : null));
  if (keys.includes(null)) return false;
  for (const [index, [, value]] of pairs.entries()) add(prefix + (keys[index] ?? ''), value, reader);
  return true;
}

const isName = (part: readonly Token[]): boolean =>
  part[0]?.kind === 'string' || isConstant(part[0]?.text ?? '') || part[1]?.kind === 'group';

function add(name: string, value: readonly Token[], reader: Reader): void {
  const read = codeValue(value, reader.source, reader.variables);
  if (read !== null) reader.entries.push([name, read ?? UNREAD]);
}

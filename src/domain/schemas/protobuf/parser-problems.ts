import { named } from '../../named.ts';
import type { SchemaProblem } from '../checker.ts';
import { failingToken, type Retry } from './failing-token.ts';
import { DEEPEST_MESSAGES, DEEPEST_OPTIONS, TOO_MANY_IN_ONE_PLACE } from './limits.ts';
import { placeAt, type Token, tokens } from './tokens.ts';

type Place = Pick<SchemaProblem, 'line' | 'column'>;
const NOWHERE: Place = { line: null, column: null };

/** A text that would keep protobufjs busy for seconds. */
export const costlyProblem: SchemaProblem = {
  kind: 'limit',
  ...NOWHERE,
  expected: `fewer than ${TOO_MANY_IN_ONE_PLACE} fields in one message, and fewer extensions and options in one file`,
  message: 'The schema declares too much in one place to be read in good time.',
};

/** protobufjs takes any word for a syntax. */
export function unknownSyntaxProblem(text: string): SchemaProblem {
  const [, , value] = tokens(text);
  return {
    kind: 'syntax',
    ...(value === undefined ? NOWHERE : placeAt(text, value.at)),
    expected: '"proto2" or "proto3"',
    message: `The text declares no syntax of Protobuf${value === undefined ? '' : `: ${shown(value.text)}`}.`,
  };
}

export const emptyProblem: SchemaProblem = {
  kind: 'syntax',
  line: 1,
  column: 1,
  expected: 'a Protobuf schema',
  message: 'The text is empty.',
};

/** protobufjs leaves out whatever has this name, so a comparison would miss it. */
export function unreadableNameProblem(text: string, name: string): SchemaProblem {
  const token = [...tokens(text)].find((one) => one.text === name);
  return {
    kind: 'limit',
    ...(token === undefined ? NOWHERE : placeAt(text, token.at)),
    expected: 'another name',
    message: `The name ${name} can't be checked here.`,
  };
}

/**
 * Why protobufjs refuses a text. It names a line for what is no Protobuf, nothing for what contradicts itself, and never a
 * column. `retry` reads shorter texts to find the place.
 */
export function problemOf(text: string, complaint: string, retry: Retry): SchemaProblem {
  if (complaint === 'max depth exceeded' || complaint.includes('call stack')) return depthProblem;
  const all = [...tokens(text)];
  const illegal = ILLEGAL.exec(complaint)?.groups;
  if (illegal !== undefined) return illegalProblem({ text, all, complaint, retry }, illegal);
  const contradiction = CONTRADICTION.exec(complaint)?.groups;
  if (contradiction !== undefined) return contradictionProblem({ text, all, complaint, retry }, contradiction);
  const at = failingToken(text, all, complaint, retry);
  return {
    kind: 'syntax',
    ...(at === null ? NOWHERE : placeAt(text, at.at)),
    expected: complaint === GROUP_IN_ONEOF ? 'a message in place of the group' : 'a Protobuf schema',
    message:
      complaint === GROUP_IN_ONEOF
        ? "A group inside a oneof can't be read here."
        : `The parser refuses the text: ${named(complaint)}.`,
  };
}

const depthProblem: SchemaProblem = {
  kind: 'limit',
  ...NOWHERE,
  expected: `at most ${DEEPEST_MESSAGES} messages inside each other and ${DEEPEST_OPTIONS} levels in an option`,
  message: 'The schema is nested too deeply.',
};

/** What protobufjs says of a group that stands in a oneof, which protoc allows. */
const GROUP_IN_ONEOF = 'field must be a Field';

/** `illegal id 'x' (line 3)`, `illegal token '}', ';' expected (line 4)`, `illegal string (line 1)`. */
const ILLEGAL =
  /^illegal (?<what>[a-z ]+?)(?: '(?<found>[\s\S]*?)')?(?:, '(?<wanted>[^']+)' expected)? \(line (?<line>\d+)\)$/;

/** `duplicate name 'a' in Type M`, `id 1 is reserved in Type M`. */
const CONTRADICTION =
  /^(?<duplicate>duplicate )?(?<what>name|id) '?(?<which>[^' ]+)'?(?: is reserved)? in \w+(?: (?<where>\S+))?$/;

interface Failure {
  readonly text: string;
  readonly all: readonly Token[];
  readonly complaint: string;
  readonly retry: Retry;
}

type Groups = Readonly<Record<string, string>>;

function illegalProblem(failure: Failure, { what = '', found, wanted, line = '' }: Groups): SchemaProblem {
  const { text, all } = failure;
  if (found === undefined) {
    const opened = all.find(({ text: word }) => word === '"' || word === "'" || word.startsWith('/*'));
    return {
      kind: 'syntax',
      ...(opened === undefined ? { line: Number(line), column: null } : placeAt(text, opened.at)),
      expected: what === 'comment' ? 'a closing */' : 'a closing quote',
      message: `A ${what} that is opened is not closed.`,
    };
  }
  const atEnd = found === 'null' && all.at(-1)?.text !== 'null';
  const token = atEnd ? null : illegalToken(failure, found, Number(line));
  const expected = wanted === undefined ? expectedAt(all, what, token) : (SIGNS[wanted] ?? `"${wanted}"`);
  return {
    kind: 'syntax',
    ...(token !== null
      ? placeAt(text, token.at)
      : atEnd
        ? placeAt(text, text.trimEnd().length)
        : { line: Number(line), column: null }),
    expected,
    message: atEnd
      ? `The text ends too early; expected ${expected}.`
      : `${shown(found)} can't stand here; expected ${expected}.`,
  };
}

const SIGNS: Groups = { ';': 'a semicolon', '=': 'an equals sign', ',': 'a comma' };

/** What would have been right where protobufjs calls something illegal. */
const EXPECTED: Groups = {
  name: 'a name of letters, digits and _',
  'type name': 'a name of letters, digits and _',
  'service name': 'a name of letters, digits and _',
  type: 'a type that is allowed here',
  id: 'a number',
  number: 'a number',
  integer: 'a whole number',
  value: 'a value',
  reference: 'the name of a message',
  edition: 'an edition such as 2023',
  'end of input': 'the rest of the declaration and every closing }',
};

/** Of a word that begins no declaration protobufjs only says so; what may begin one depends on what is around it. */
function expectedAt(all: readonly Token[], what: string, token: Token | null): string {
  const known = EXPECTED[what];
  if (known !== undefined) return known;
  const before = all.filter(({ at }) => at < (token?.at ?? Number.POSITIVE_INFINITY)).map(({ text }) => text);
  const isInside = before.filter((word) => word === '{').length > before.filter((word) => word === '}').length;
  if (!isInside) return 'a declaration: message, enum, import, option or, first of all, syntax';
  const isProto3 = all[0]?.text === 'syntax' && all[2]?.text.slice(1, -1) === 'proto3';
  if (isProto3 && token?.text === 'required') return 'a field without "required", which proto3 does not have';
  const isWord = /^[\w.]+$/.test(token?.text ?? '');
  return all[0]?.text === 'edition' || isProto3 || !isWord
    ? 'a field, message, enum, oneof, option, reserved or a closing }'
    : 'optional, required or repeated, which proto2 wants before a field (or, as the first line, syntax = "proto3";)';
}

/** On the line that protobufjs names; which one of several alike is found by reading again. */
function illegalToken({ text, all, complaint, retry }: Failure, found: string, line: number): Token | null {
  const [start, end] = offsetsOfLine(text, line);
  const alike = all.filter(
    ({ text: word, at }) => at >= start && at < end && (word === found || word.slice(1, -1) === found),
  );
  return alike.length > 1 ? failingToken(text, alike, complaint, retry) : (alike[0] ?? null);
}

function offsetsOfLine(text: string, line: number): readonly [start: number, end: number] {
  let start = 0;
  for (let before = 1; before < line; before++) start = text.indexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  return [start, end === -1 ? text.length : end];
}

/** Of two things with one name or number the place is the second: the last one before the parser complains. */
function contradictionProblem({ text, all, complaint, retry }: Failure, groups: Groups): SchemaProblem {
  const { duplicate, what, which = '', where = '' } = groups;
  const end = failingToken(text, all, complaint, retry);
  const declared = end === null ? null : (all.findLast((token) => token.at <= end.at && token.text === which) ?? end);
  const kind = what === 'id' ? 'number' : 'name';
  const inside = where.replace(/^\./, '') || 'the text';
  return {
    kind: 'semantic',
    ...(declared === null ? NOWHERE : placeAt(text, declared.at)),
    expected: duplicate === undefined ? `a ${kind} that is not reserved` : `a ${kind} that is not taken`,
    message:
      duplicate === undefined
        ? `The ${kind} ${which} is reserved in ${inside}.`
        : `The ${kind} ${which} is declared twice in ${inside}.`,
  };
}

const MOST_CHARS_SHOWN = 60;

/** A piece of the text: signs in quotes, words as others' names, long ones cut. */
function shown(piece: string): string {
  const short = piece.length > MOST_CHARS_SHOWN ? `${piece.slice(0, MOST_CHARS_SHOWN)}…` : piece;
  return /^[^\w\s]$/.test(short) ? `"${short}"` : named(short);
}

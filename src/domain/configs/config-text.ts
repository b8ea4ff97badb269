import { KnownFailure } from '../../failure.ts';

/** More lines than any client has settings. */
const MOST_LINES = 2_000;
/** `}`, `],` and `kafka: {`: where a block of code or JSON begins or ends. */
const BRACKETS = /^[\s{}()[\],;]*$|^[^=]*[{[(]\s*$/;
/** After the comma of an entry in code; a value of a properties file may hold slashes. */
const CODE_COMMENT = /,\s*\/\/.*$/;
const COMMENT = /^\s*(#|!|\/\/|$)/;
/** `name=value`, `name: value`, `"name": "value",` and `name => 'value'`: properties, YAML, JSON and code, one entry a line. */
const ENTRY = /^\s*["']?([A-Za-z][\w.-]*)["']?\s*(?:=>|=|:)\s*(.*?)\s*,?\s*$/;

/**
 * Entries of a client's configuration as somebody pastes it: JSON, or one a line; brackets and comments are passed over. Throws
 * KnownFailure that names `config` and the line for anything else.
 */
export function configOfText(text: string): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/);
  if (lines.length > MOST_LINES) throw tooMany(lines.length, 'lines');
  return configOfJson(text) ?? configOfLines(lines);
}

/** null: it is no JSON. A connector as Connect's REST interface has it stands below `config`, with its name beside it. */
function configOfJson(text: string): Readonly<Record<string, string>> | null {
  const object = objectOf(text);
  if (object === null) return null;
  const { name, config } = object;
  const isConnector = isObject(config);
  const named = isConnector && typeof name === 'string' ? [['name', name] as const] : [];
  const entries = [...named, ...entriesOf(isConnector ? config : object)];
  if (entries.length > MOST_LINES) throw tooMany(entries.length, 'entries');
  return Object.fromEntries(entries);
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings by their own names, whatever they are grouped under; a list as a properties file has it. */
function entriesOf(object: Readonly<Record<string, unknown>>): (readonly [name: string, value: string])[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (value === null) return [];
    if (isObject(value)) return entriesOf(value);
    return [[name, Array.isArray(value) ? value.filter((one) => !isObject(one)).join(',') : String(value)] as const];
  });
}

function configOfLines(lines: readonly string[]): Readonly<Record<string, string>> {
  const entries = lines.flatMap((line, index) => {
    if (COMMENT.test(line) || BRACKETS.test(line)) return [];
    const [, name, value] = ENTRY.exec(line.replace(CODE_COMMENT, '')) ?? [];
    if (name === undefined || value === undefined) throw unreadable(index + 1);
    return [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
  });
  return Object.fromEntries(entries);
}

const tooMany = (count: number, what: 'lines' | 'entries'): KnownFailure =>
  new KnownFailure(
    `\`config\` has ${count} ${what}.`,
    `No client has more than ${MOST_LINES} settings.`,
    'Give the settings of one consumer.',
  );

/** The line is not repeated: it may hold a secret. */
const unreadable = (line: number): KnownFailure =>
  new KnownFailure(
    `Line ${line} of \`config\` is no setting.`,
    'One entry a line is expected, name=value or name: value; or one JSON object.',
    'Paste the properties, each on its own line.',
  );

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
 * Entries of a client's configuration as somebody pastes it, one a line; brackets and comments are passed over. Throws
 * KnownFailure that names `config` and the line for anything else.
 */
export function configOfText(text: string): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/);
  if (lines.length > MOST_LINES)
    throw new KnownFailure(
      `\`config\` has ${lines.length} lines.`,
      `No client has more than ${MOST_LINES} settings.`,
      'Give the settings of one consumer.',
    );
  const entries = lines.flatMap((line, index) => {
    if (COMMENT.test(line) || BRACKETS.test(line)) return [];
    const [, name, value] = ENTRY.exec(line.replace(CODE_COMMENT, '')) ?? [];
    if (name === undefined || value === undefined) throw unreadable(index + 1);
    return [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
  });
  return Object.fromEntries(entries);
}

/** The line is not repeated: it may hold a secret. */
const unreadable = (line: number): KnownFailure =>
  new KnownFailure(
    `Line ${line} of \`config\` is no setting.`,
    'One entry a line is expected: name=value, or name: value.',
    'Paste the properties of the consumer, each on its own line.',
  );

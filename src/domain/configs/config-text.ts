import { KnownFailure } from '../../failure.ts';
import { codeName } from './code-names.ts';
import { MOST_DEEP } from './code-tokens.ts';
import { jsonValue } from './code-values.ts';
import { prefixOfGroup } from './groups.ts';
import { springValue } from './spring-keys.ts';
import { codeEntries, isCode } from './text-code.ts';
import { type Entry, joinedLines, propertiesEntries } from './text-properties.ts';
import { nothingRead, refuseByName, refuseSeveral, refuseVariables, unreadable } from './text-refused.ts';
import { isGroupedYaml, yamlEntries } from './text-yaml.ts';

/** More lines than any client has settings. */
const MOST_LINES = 2_000;

/**
 * Entries of a client's configuration as somebody pastes it: JSON, YAML, properties or code. Names of a framework stay as they are
 * written, its values become Kafka's. Throws KnownFailure that names `config` for what is not read, and for a text of which
 * nothing is.
 */
export function configOfText(text: string): Readonly<Record<string, string>> {
  if (text.trim() === '') return {};
  const lines = text.replaceAll(/[^\S\n]{100,}/g, ' ').split(/\r?\n/);
  if (lines.length > MOST_LINES) throw tooMany(lines.length, 'lines');
  const entries = configOfJson(text) ?? entriesOfLines(lines);
  if (entries.length > MOST_LINES) throw tooMany(entries.length, 'entries');
  if (entries.length === 0) throw nothingRead();
  refuseSeveral(entries);
  return Object.fromEntries(entries.map(([name, value]) => [name, springValue(name, value)]));
}

function entriesOfLines(lines: readonly string[]): readonly Entry[] {
  refuseByName(lines.join('\n'));
  const yaml = isGroupedYaml(lines);
  if (!yaml && isCode(joinedLines(lines).map((line) => line.text))) return codeEntries(lines.join('\n'));
  refuseVariables(lines);
  return yaml ? yamlEntries(lines) : propertiesEntries(lines);
}

/** null: it is no JSON. A connector as Connect's REST interface has it stands below `config`, with its name beside it. */
function configOfJson(text: string): readonly Entry[] | null {
  const object = objectOf(text);
  if (object === null) return null;
  const { name, config } = object;
  const isConnector = isObject(config);
  const named = isConnector && typeof name === 'string' ? [['name', name] as const] : [];
  return [...named, ...entriesOf(isConnector ? config : object, '')];
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
function entriesOf(object: Readonly<Record<string, unknown>>, prefix: string, depth = 0): Entry[] {
  if (depth > MOST_DEEP) throw unreadable(1);
  return Object.entries(object).flatMap(([name, value]): Entry[] => {
    if (value === null) return [];
    if (isObject(value)) return entriesOf(value, prefix + prefixOfGroup(name), depth + 1);
    const text = Array.isArray(value) ? value.filter((one) => !isObject(one)).join(',') : String(value);
    return [[prefix + codeName(name), jsonValue(name, text)]];
  });
}

const tooMany = (count: number, what: 'lines' | 'entries'): KnownFailure =>
  new KnownFailure(
    `\`config\` has ${count} ${what}.`,
    `No client has more than ${MOST_LINES} settings.`,
    'Give the settings of one consumer.',
  );

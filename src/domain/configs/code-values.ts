import type { Token } from './code-tokens.ts';

const PLACEHOLDER_WORD = /^[\w$.]{1,60}$/;
const NOTHING = /^(?:None|null|nil|undefined)$/;
const NUMBER = /^-?\d[\d_]*(?:\.\d+)?(?:[lLfFdD])?$/;
const PRODUCT = /^\d[\d_]*[lL]?(?:\s*\*\s*\d[\d_]*[lL]?)+$/;
const DURATION =
  /^(?:\([\w\s]+\)\s*)?Duration\.of(Millis|Seconds|Minutes|Hours|Days)\(\s*(\d[\d_]*)\s*\)\.toMillis\(\)$/;
const MS_OF: Readonly<Record<string, number>> = {
  Millis: 1,
  Seconds: 1_000,
  Minutes: 60_000,
  Hours: 3_600_000,
  Days: 86_400_000,
};
const LARGEST: Readonly<Record<string, string>> = {
  'Integer.MAX_VALUE': '2147483647',
  'int.MaxValue': '2147483647',
  'Int.MaxValue': '2147483647',
  'Long.MAX_VALUE': '9223372036854775807',
};
/** Words for values, by what stands before the dot. Sources: Confluent.Kafka, StreamsConfig, OffsetResetStrategy of the Java client. */
const ENUM =
  /^(?:\w+\.)*(AutoOffsetReset|OffsetResetStrategy|IsolationLevel|SecurityProtocol|SaslMechanism|Acks|CompressionType|GroupProtocol|PartitionAssignmentStrategy|StreamsConfig)\.(\w+)$/;
const WITH_HYPHENS = ['PartitionAssignmentStrategy', 'SaslMechanism'];

/**
 * A value of code as a properties file has it; what the program fills in as `${name}`. null: it says that there is none. undefined:
 * it is no plain value.
 */
export function codeValue(
  tokens: readonly Token[],
  source: string,
  variables: ReadonlyMap<string, string>,
): string | null | undefined {
  const [first, second] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const raw = source.slice(first.from, last.to).trim();
  if (tokens.length === 1 && first.kind === 'string') return first.text;
  if (tokens.length === 2 && /^[rbu]$/.test(first.text) && second?.kind === 'string') return second.text;
  if (NOTHING.test(raw)) return null;
  if (/^(?:Boolean\.)?(?:true|false)$/i.test(raw)) return raw.replace('Boolean.', '').toLowerCase();
  if (NUMBER.test(raw)) return raw.replaceAll(/[_lLfFdD]/g, '');
  if (PRODUCT.test(raw))
    return String(raw.split('*').reduce((product, factor) => product * Number(factor.replaceAll(/[_lL\s]/g, '')), 1));
  const [, unit = '', amount] = DURATION.exec(raw) ?? [];
  if (amount !== undefined) return String(Number(amount.replaceAll('_', '')) * (MS_OF[unit] ?? 1));
  if (LARGEST[raw] !== undefined) return LARGEST[raw];
  const [, kind = '', word] = ENUM.exec(raw) ?? [];
  if (word !== undefined) return ofEnum(kind, word);
  const known = variables.get(raw);
  if (known !== undefined) return known;
  if (
    /^(?:String\.valueOf|(?:Integer|Long|Boolean)\.toString|str|String)$/.test(first.text) &&
    second?.kind === 'group' &&
    tokens.length === 2
  )
    return codeValue(second.inside, source, variables);
  return tokens.some(({ kind }) => kind === 'group') ? undefined : filledIn(raw);
}

/** A value that a program works out: that it is set is known, and nothing else. */
export const UNREAD = `\${expression}`;

/** Nothing but a name is repeated: anything else may hold a secret. */
const filledIn = (raw: string): string => (PLACEHOLDER_WORD.test(raw) ? `\${${raw}}` : UNREAD);

const KINDS =
  'AutoOffsetReset GroupProtocol IsolationLevel PartitionAssignmentStrategy SaslMechanism SecurityProtocol'.split(' ');

/** A value of .NET in JSON, by the name that it has there: `"AutoOffsetReset": "Earliest"`. */
export const jsonValue = (name: string, value: string): string =>
  KINDS.includes(name) && /^[A-Z][A-Za-z0-9]*$/.test(value) ? ofEnum(name, value) : value;

function ofEnum(kind: string, word: string): string {
  const words = word.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (kind === 'SecurityProtocol') return words.toUpperCase();
  if (kind === 'SaslMechanism')
    return words
      .replace(/_?Sha_?(\d+)/i, '-SHA-$1')
      .replaceAll('_', '-')
      .toUpperCase();
  return WITH_HYPHENS.includes(kind) ? words.replaceAll('_', '-').toLowerCase() : words.toLowerCase();
}

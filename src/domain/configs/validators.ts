import type { ConfigDefinition } from './catalog.ts';
import { elements } from './meaning.ts';

/** What a validator accepts, read from its own words. */
interface Reading {
  accepts(value: string, type: string): boolean;
  /** For `accepted: …`. */
  readonly words: string;
}

/** How the words of a validator are read. The first that fits counts. */
interface Reader {
  readonly words: RegExp;
  read(match: RegExpExecArray): Reading;
}

const LISTED_AT_MOST = 12;

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const READERS: readonly Reader[] = [
  {
    words: /^\[(?:(-?[\d.]+),)?\.\.\.(?:,(-?[\d.]+))?\](?: or (\S+))?$/,
    read: ([, from, to, other]) => ({
      accepts: (value) => value === other || (DECIMAL.test(value) && within(Number(value), from, to)),
      words: [rangeWords(from, to), other].filter((part) => part !== undefined).join(', or '),
    }),
  },
  {
    words: /^\[partitionId\]:\[brokerId\],\[partitionId\]:\[brokerId\],\.\.\.$/,
    read: () => ({
      accepts: (value) => value === '*' || elements(value).every((part) => /^(\d+:\d+)?$/.test(part)),
      words: '*, or partition:broker pairs with commas between',
    }),
  },
  {
    words: /^\(case insensitive\) \[(.+)\]$/,
    read: ([, list = '']) => oneOf(list.split(', '), (word) => word.toLowerCase()),
  },
  {
    // The versions of brokers among themselves: 3.6 and 3.6.1 stand for the last of 3.6-IV0, 3.6-IV1 and so on.
    words: /^\[(0\.8\.0, .+-IV\d+)\]$/,
    read([, list = '']) {
      const listed = list.split(', ');
      const releases = new Set(listed.map((version) => version.replace(/-IV\d+$/, '')));
      const segments = (value: string) => value.split('.').slice(0, value.startsWith('0.') ? 3 : 2);
      return {
        accepts: (value) => listed.includes(value) || releases.has(segments(value).join('.')),
        words: `a release up to ${listed.at(-1)}`,
      };
    },
  },
  {
    words: /^\[([^[\]]+)\]( without duplicates)?(, not empty)?$/,
    read([, list = '', noDuplicates, notEmpty]) {
      const { accepts, words } = oneOf(list.split(', '), (word) => word);
      return {
        accepts: (value, type) =>
          accepts(value, type) &&
          (noDuplicates === undefined || distinct(elements(value))) &&
          (notEmpty === undefined || elements(value).length > 0),
        words: noDuplicates === undefined ? words : `${words}; each once`,
      };
    },
  },
  {
    words: /^comma-separated \[([^[\]]+)\]$/,
    read([, list = '']) {
      const { accepts, words } = oneOf(list.split(', '), (word) => word);
      return {
        accepts: (value) =>
          value !== '' &&
          accepts(
            elements(value)
              .filter((part) => part !== '')
              .join(','),
            'LIST',
          ),
        words,
      };
    },
  },
  {
    words: /^Positive number.*, or -1 to use the broker's default$/,
    read: () => ({
      accepts: (value) => value === '-1' || (DECIMAL.test(value) && Number(value) >= 1),
      words: "1 or more, or -1 for the broker's default",
    }),
  },
  {
    words: /^non-null string, unique (.+)$/,
    read: ([, what = '']) => ({ accepts: (value) => distinct(elements(value)), words: `unique ${what}` }),
  },
  {
    words: /^(non-empty )?list( without duplicates)?$/,
    read: ([words, nonEmpty, noDuplicates]) => ({
      accepts(value) {
        const parts = elements(value);
        return (nonEmpty === undefined || parts.length > 0) && (noDuplicates === undefined || distinct(parts));
      },
      words: `a ${words}`,
    }),
  },
  {
    words: /^List containing maximum of (\d+) elements$/,
    read: ([, most]) => ({
      accepts: (value) => elements(value).length <= Number(most),
      words: `at most ${most} elements`,
    }),
  },
  {
    words: /^non-empty string( without ISO control characters)?$/,
    read: ([words]) => ({
      accepts: (value) => value.trim() !== '' && !(words.includes('control') && /\p{Cc}/u.test(value)),
      words: `a ${words}`,
    }),
  },
  { words: /^non-null string$/, read: () => ({ accepts: () => true, words: 'any string' }) },
];

/** Source: AutoOffsetResetStrategy of Kafka 4: a duration that is not negative. */
const BY_DURATION = {
  asListed: 'by_duration:PnDTnHnMn.nS',
  pattern: /^by_duration:P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
};

function oneOf(listed: readonly string[], fold: (word: string) => string): Reading {
  const known = new Set(listed.map(fold));
  const fits = (word: string) =>
    known.has(fold(word)) || (known.has(BY_DURATION.asListed) && BY_DURATION.pattern.test(word));
  const shown =
    listed.length > LISTED_AT_MOST ? [...listed.slice(0, LISTED_AT_MOST - 1), '…', ...listed.slice(-1)] : listed;
  return {
    accepts: (value, type) => (type === 'LIST' ? elements(value).every(fits) : fits(value)),
    words: shown.filter((word) => word !== 'null').join(', '),
  };
}

function within(value: number, from: string | undefined, to: string | undefined): boolean {
  return (from === undefined || value >= Number(from)) && (to === undefined || value <= Number(to));
}

function rangeWords(from: string | undefined, to: string | undefined): string {
  if (from === undefined) return to === undefined ? 'any number' : `up to ${to}`;
  return to === undefined ? `${from} or more` : `${from} to ${to}`;
}

function distinct(parts: readonly string[]): boolean {
  return new Set(parts).size === parts.length;
}

/** What a validator accepts; null: its words can't be read, so nothing is known to be refused. */
export function readValidator(words: string): Reading | null {
  for (const reader of READERS) {
    const match = reader.words.exec(words);
    if (match !== null) return reader.read(match);
  }
  return null;
}

const WHOLE_NUMBERS: Readonly<Record<string, { readonly from: bigint; readonly to: bigint }>> = {
  SHORT: { from: -(2n ** 15n), to: 2n ** 15n - 1n },
  INT: { from: -(2n ** 31n), to: 2n ** 31n - 1n },
  LONG: { from: -(2n ** 63n), to: 2n ** 63n - 1n },
};

/** Left to a configuration provider or to the program that fills the file in, so nothing can be said of it. */
const PLACEHOLDER = /\$\{[^}]*\}|\{\{.*\}\}/;

/** What would be accepted, when the release does not accept the value; null: it does, as far as its validator can be read. */
export function acceptedInstead(definition: Pick<ConfigDefinition, 'type' | 'valid'>, given: string): string | null {
  const { type, valid } = definition;
  const value = given.trim();
  if (PLACEHOLDER.test(value)) return null;
  const reading = valid === null ? null : readValidator(valid);
  // A word besides the numbers, such as `all`, is no number and accepted all the same.
  const isWord = reading !== null && !DECIMAL.test(value) && reading.accepts(value, type);
  if (!ofType(type, value) && !isWord)
    return reading === null ? typeWords(type, value) : `${typeWords(type, value)}, ${reading.words}`;
  return reading === null || reading.accepts(value, type) ? null : reading.words;
}

function ofType(type: string, value: string): boolean {
  if (type === 'BOOLEAN') return /^(true|false)$/i.test(value);
  if (type === 'DOUBLE') return DECIMAL.test(value);
  const range = WHOLE_NUMBERS[type];
  if (range === undefined) return true;
  if (!WHOLE.test(value)) return false;
  const number = BigInt(value.replace('+', ''));
  return number >= range.from && number <= range.to;
}

function typeWords(type: string, value: string): string {
  const range = WHOLE_NUMBERS[type];
  if (range === undefined) return type === 'BOOLEAN' ? 'true or false' : 'a number';
  // The bounds only matter to a number that is beyond them.
  return WHOLE.test(value) ? `a whole number up to ${range.to}` : 'a whole number';
}

import { DEFAULT_SCHEMAS, isFact, NOUN_PREFIXES, PREFIXES, TOP_LEVEL_DOMAINS } from './name-words.ts';
import { isHash, slugOf } from './slug.ts';

/** Parts of a name, in words. */
export type Parts = readonly (readonly string[])[];

/** `shop`, `order` and `placed` of `com.acme.shop.order.placed.v1`, each in words. */
export interface NameParts {
  readonly parts: Parts;
  /** A reversed domain or a package stood before it, so that what precedes the thing is a namespace. */
  readonly qualified: boolean;
  /** What was left out may have been the thing itself. */
  readonly doubtful: boolean;
}

const BETWEEN = /[./:\\$]+/;
const VERSION = /^(?:v?\d+|v\d+(?:alpha|beta|rc)\d*)$/;
/** `{streetlightId}`, as AsyncAPI writes parameters. */
const PLACEHOLDER = /^[{<].*[}>]$/;
/** `OrderPlaced` of `Acme.Shop.OrderPlaced`. */
const TYPE = /^[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+$/;

/** A name without its version, the domain of the design, and what says that it is an event. No parts: nothing of it can be read. */
export function partsOf(name: string, domain: string, fillers: ReadonlySet<string>): NameParts {
  const texts = name.split(BETWEEN).filter((text) => !PLACEHOLDER.test(text));
  const parts = withoutDomain(withoutEnd(texts.map(wordsOf).filter(hasWords), fillers), slugOf(domain));
  const { rest, doubtful } = withoutPrefixes(parts);
  const schema = rest.findIndex((words) => isOne(words, DEFAULT_SCHEMAS));
  const own = schema >= 0 && schema < rest.length - 1 ? rest.slice(schema + 1) : rest;
  // `net.connection.lost` is no domain: what is left would not say of what.
  const isReversed = own.length > 2 && isOne(own[0] ?? [], TOP_LEVEL_DOMAINS) && !isFact(own[2]?.[0] ?? '');
  const isPackage = own.length > 2 && TYPE.test(texts.at(-1) ?? '') && (own.at(-1) ?? []).some(isFact);
  return { parts: isReversed ? own.slice(2) : own, qualified: isReversed || isPackage, doubtful };
}

/** Empty: a version, or letters that Kafka does not take. */
function wordsOf(text: string): string[] {
  const slug = slugOf(text);
  const words = isHash(slug) ? [] : slug.split('-');
  return words.every((word) => VERSION.test(word)) ? [] : words;
}

const hasWords = (words: readonly string[]): boolean => words.length > 0;
const isOne = ([word = '', ...others]: readonly string[], of: ReadonlySet<string>): boolean =>
  others.length === 0 && of.has(word);

/** Without versions and `event` at the end of each part; one word stays. */
function withoutEnd(parts: Parts, fillers: ReadonlySet<string>): Parts {
  const trimmed = parts.map((words) => {
    const rest = [...words];
    const isNoise = (word = '') => fillers.has(word) || VERSION.test(word);
    while (rest.length > 1 && isNoise(rest.at(-1))) rest.pop();
    while (rest.length > 1 && VERSION.test(rest[0] ?? '')) rest.shift();
    return rest;
  });
  while (trimmed.length > 1 && isOne(trimmed.at(-1) ?? [], fillers)) trimmed.pop();
  return trimmed;
}

/** `shop.opened` stays: what the domain leaves must say of what. */
function withoutDomain(parts: Parts, domain: string): Parts {
  const words = parts.flat();
  const place = domain.split('-');
  if (!place.every((word, index) => words[index] === word) || words.length < place.length + 2) return parts;
  let left = place.length;
  return parts
    .map((part) => {
      const rest = part.slice(left);
      left = Math.max(0, left - part.length);
      return rest;
    })
    .filter(hasWords);
}

/** Without `on`, `evt.`, `events.`. What comes after must say what happened to what: `EventCreated` stays. */
function withoutPrefixes(parts: Parts): { readonly rest: Parts; readonly doubtful: boolean } {
  const [first = [], ...others] = parts;
  const [word = '', ...rest] = first;
  const next = rest.length === 0 ? others : [rest, ...others];
  const words = next.flat();
  const saysWhat = words.length > 1 && !isFact(words[0] ?? '');
  if (PREFIXES.has(word) && words.length > 0 && (saysWhat || word !== 'on')) return withoutPrefixes(next);
  if (NOUN_PREFIXES.has(word) && saysWhat && (rest.length === 0 || words.some(isFact)))
    return { rest: next, doubtful: rest.length > 0 };
  return { rest: parts, doubtful: false };
}

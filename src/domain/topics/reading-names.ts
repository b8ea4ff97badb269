import {
  ACTIONS,
  ATTRIBUTES,
  CONTAINING,
  EMPTY,
  FILLERS,
  FLOWS,
  IMPERATIVES,
  isFact,
  MOVED,
  NOUN_IMPERATIVES,
  OF_USERS,
  PARTICLES,
  PREPOSITIONS,
  SINGLE_ATTRIBUTES,
  STATE_FILLERS,
} from './name-words.ts';
import type { EventKind, EventRequest } from './request.ts';
import { isHash, singularOf, slugOf } from './slug.ts';

type Note = (assumed: string, why: string) => void;

/** First words of a question; nobody publishes a fact that begins so. */
const ASKS = /^(get|find|fetch|query|lookup|look-up|search|list|check|request)-/;
const ASKED = /-(request|query|lookup)$/;

/** What was given; a name that asks for something, and says of nothing that it happened, is a request. */
export function kindOf(event: EventRequest, note: Note): EventKind {
  if (event.kind !== undefined) return event.kind;
  const slug = slugOf(event.name);
  if ((!ASKS.test(slug) && !ASKED.test(slug)) || endsInFact(wordsOf(event.name, '', FILLERS))) return 'event';
  note('kind = request', 'the name asks for an answer');
  return 'request';
}

/** `check in completed`, `request sent to customer`; not `get open orders`. */
const endsInFact = (words: readonly string[]): boolean => isFact(clauseOf(words).at(-1) ?? '');

/** What an event is about, and how sure that is. */
export interface EntityReading {
  readonly entity: string;
  readonly given: boolean;
  /** Somebody who knows the business should look at it. */
  readonly doubtful: boolean;
}

/** What was given; else what the name is about: `order` of OrderPlaced, `user` of user.logged-in, `stock` of the command ReserveStock. */
export function entityOf(event: EventRequest, kind: EventKind, domain: string, note: Note): EntityReading {
  if (event.entity !== undefined && event.entity.trim() !== '')
    return { entity: slugOf(event.entity), given: true, doubtful: false };
  const { about, doubtful } = READERS[kind](wordsOf(event.name, domain, kind === 'state' ? STATE_FILLERS : FILLERS));
  const last = about.at(-1);
  note(
    'entity read from a name',
    last === undefined ? 'not given; the name of its producer' : 'not given; the name of the event',
  );
  if (last === undefined)
    return { entity: singularOf(contextOf(slugOf(event.producer))), given: false, doubtful: true };
  const thing = singularOf(last);
  if (about.length === 1 && OF_USERS.has(thing)) return { entity: 'user', given: false, doubtful: true };
  const alone = about.length === 1 && (ACTIONS.has(thing) || ATTRIBUTES.has(thing) || SINGLE_ATTRIBUTES.has(thing));
  return { entity: [...about.slice(0, -1), thing].join('-'), given: false, doubtful: doubtful || alone };
}

interface About {
  readonly about: readonly string[];
  readonly doubtful: boolean;
}

const VERSION = /^v?\d+$/;
/** `com.acme.` of `com.acme.order.placed`, as CloudEvents names types. */
const REVERSE_DNS = /^(?:com|org|net)\.[^.]+\.(?=[^.]+\.)/i;

/** The words of a name without its version, its namespace and what says that it is an event. */
function wordsOf(name: string, domain: string, fillers: ReadonlySet<string>): string[] {
  const slug = slugOf(name.replace(REVERSE_DNS, ''));
  // Nothing of it can be read.
  if (isHash(slug)) return [];
  const place = `${slugOf(domain)}-`;
  const inDomain = domain !== '' && slug.startsWith(place) && slug.slice(place.length).includes('-');
  const words = (inDomain ? slug.slice(place.length) : slug).split('-');
  const isNoise = (word: string | undefined) => word !== undefined && (fillers.has(word) || VERSION.test(word));
  while (words.length > 1 && isNoise(words.at(-1))) words.pop();
  while (words.length > 1 && VERSION.test(words[0] ?? '')) words.shift();
  return words;
}

const READERS: Readonly<Record<EventKind, (words: readonly string[]) => About>> = {
  event: ofFact,
  request: ofCommand,
  command: ofCommand,
  state: ofState,
};

/** What stands before the word that says what happened; without such a word, all but the last. */
function ofFact(words: readonly string[]): About {
  const toWhom = toWhomIn(words);
  const clause = clauseOf(words);
  const fact = clause.findLastIndex(isFact);
  if (fact >= 0) {
    const container = containerOf(words, fact);
    if (container !== null) return { about: container, doubtful: true };
    const before = meaningful(clause.slice(0, fact));
    const about = before.length > 0 ? before : meaningful(clause.slice(fact + 1));
    return { about: core(about, true), doubtful: FLOWS.has(words[fact] ?? '') && CONTAINING.has(words[toWhom] ?? '') };
  }
  const [first = ''] = words;
  if (words.length > 1 && IMPERATIVES.has(first)) return ofCommand(words);
  const particle = clause.findIndex((word, index) => index > 0 && PARTICLES.has(word));
  const said = meaningful(particle < 0 ? clause : clause.slice(0, particle));
  const action = said.length > 1 && ACTIONS.has(said.at(-1) ?? '');
  if (action || particle >= 0 || toWhom >= 0) return { about: core(said, true), doubtful: false };
  return { about: core(said.length > 1 ? said.slice(0, -1) : said, true), doubtful: true };
}

const toWhomIn = (words: readonly string[]): number =>
  words.findIndex((word, index) => index > 0 && PREPOSITIONS.has(word));

/** What comes before the first preposition. */
function clauseOf(words: readonly string[]): readonly string[] {
  const toWhom = toWhomIn(words);
  return toWhom < 0 ? words : words.slice(0, toWhom);
}

/** `cart` of `item added to cart`: what things are put into and taken out of. null: nothing was. */
function containerOf(words: readonly string[], verb: number): readonly string[] | null {
  if (!MOVED.has(words[verb] ?? '') || !CONTAINING.has(words[verb + 1] ?? '')) return null;
  const container = core(meaningful(clauseOf(words.slice(verb + 2))), true);
  return container.length === 0 ? null : container;
}

/** The object of the verb, which stands first, or last where names are written `order.cancel`. */
function ofCommand(words: readonly string[]): About {
  const isVerb = (word = '') => IMPERATIVES.has(word) || NOUN_IMPERATIVES.has(word);
  const [first = '', ...rest] = words;
  if (!isVerb(first) && isVerb(words.at(-1)))
    return { about: core(meaningful(words.slice(0, -1)), true), doubtful: false };
  const object = rest.slice(
    Math.max(
      0,
      rest.findIndex((word) => !PARTICLES.has(word)),
    ),
  );
  const toWhom = toWhomIn(object);
  const container =
    toWhom >= 0 && MOVED.has(first) && CONTAINING.has(object[toWhom] ?? '')
      ? meaningful(clauseOf(object.slice(toWhom + 1)))
      : [];
  const about = container.length > 0 ? container : meaningful(toWhom < 0 ? object : object.slice(0, toWhom));
  return { about: core(about, true), doubtful: !isVerb(first) || toWhom >= 0 };
}

/** The whole name, but for what says that it changed. A key coarser than the state would lose values, so only what there is one of goes. */
function ofState(words: readonly string[]): About {
  const said = meaningful(words.filter((word) => !STATE_FILLERS.has(word)));
  const fact = said.length > 1 && isFact(said.at(-1) ?? '');
  return { about: core(fact ? said.slice(0, -1) : said, false), doubtful: said.length === 0 };
}

const meaningful = (words: readonly string[]): readonly string[] => words.filter((word) => !EMPTY.has(word));

/** `user` of `user email`, `order` of `order cancellation`: a key coarser than needed keeps the order of events. */
function core(words: readonly string[], ofEvents: boolean): readonly string[] {
  const last = words.at(-1);
  if (last === undefined || words.length === 1) return words;
  const goes =
    SINGLE_ATTRIBUTES.has(last) || (ofEvents && (ACTIONS.has(last) || ATTRIBUTES.has(last) || PARTICLES.has(last)));
  return goes ? core(words.slice(0, -1), ofEvents) : words;
}

/** The field that is the key; null: none. Without an order to keep, no key is needed. */
export function keyOf({ key, order }: EventRequest, kind: EventKind, entityField: string): string | null {
  if (key !== undefined) return key.trim() === '' ? null : key.trim();
  if (order === 'none' && kind !== 'state') return null;
  return entityField.endsWith('_id') ? entityField : `${entityField}_id`;
}

/** `order` of `order-service`. */
export const contextOf = (serviceSlug: string): string => {
  const context = serviceSlug.replace(/-(service|svc|api|app|server|worker)$/, '');
  return context === '' ? serviceSlug : context;
};

import { type Parts, partsOf } from './name-parts.ts';
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
  PARTS,
  PREPOSITIONS,
  ROWS,
  SINGLE_ATTRIBUTES,
  STATE_FILLERS,
} from './name-words.ts';
import type { EventKind, EventRequest } from './request.ts';
import { singularOf, slugOf } from './slug.ts';

type Note = (assumed: string, why: string) => void;

/** First words of a question; nobody publishes a fact that begins so. */
const ASKS = /^(get|find|fetch|query|lookup|look-up|search|list|check|request)-/;
const ASKED = /-(request|query|lookup)$/;

/** What was given; a name that asks for something, and says of nothing that it happened, is a request. */
export function kindOf(event: EventRequest, note: Note): EventKind {
  if (event.kind !== undefined) return event.kind;
  const { parts } = partsOf(event.name, '', FILLERS);
  const asks = [slugOf(event.name), (parts.at(-1) ?? []).join('-')].some((name) => ASKS.test(name) || ASKED.test(name));
  if (!asks || endsInFact(parts.flat())) return 'event';
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
  const context = contextOf(slugOf(event.producer));
  const { about, doubtful } = readingOf(event.name, kind, domain, context);
  const last = about.at(-1);
  note(
    'entity read from a name',
    last === undefined ? 'not given; the name of its producer' : 'not given; the name of the event',
  );
  if (last === undefined) return { entity: singularOf(context), given: false, doubtful: true };
  const thing = singularOf(last);
  if (about.length === 1 && OF_USERS.has(thing)) return { entity: 'user', given: false, doubtful: true };
  const alone = about.length === 1 && (ACTIONS.has(thing) || ATTRIBUTES.has(thing) || SINGLE_ATTRIBUTES.has(thing));
  return { entity: [...about.slice(0, -1), thing].join('-'), given: false, doubtful: doubtful || alone };
}

interface About {
  readonly about: readonly string[];
  readonly doubtful: boolean;
}

/** Read from the end of the name backwards, until it says of what: what stands before is a namespace. */
function readingOf(name: string, kind: EventKind, domain: string, context: string): About {
  const { parts, qualified, doubtful } = partsOf(name, domain, kind === 'state' ? STATE_FILLERS : FILLERS);
  const starts = SAYS_OF_WHAT[kind].map((says) => parts.findLastIndex((_part, from) => says(parts.slice(from))));
  const from = starts.find((start) => start >= 0) ?? 0;
  const read = READERS[kind](parts.slice(from).flat());
  const known = [context, read.about.join('-')].map(singularOf);
  const isNamespace =
    qualified || parts.slice(0, from).every((words) => known.includes(singularOf(contextOf(words.join('-')))));
  return { about: read.about, doubtful: read.doubtful || doubtful || !isNamespace };
}

/** They need what they are of: `created`, `email changed`, `item added`. */
const isOfOther = (words: readonly string[]): boolean =>
  words.every((word) => [ACTIONS, ATTRIBUTES, SINGLE_ATTRIBUTES, PARTS, PARTICLES, ROWS].some((of) => of.has(word)));

const isVerb = (word = ''): boolean => IMPERATIVES.has(word) || NOUN_IMPERATIVES.has(word);

/** `order created`; not `created`, nor `email changed`. */
function saysWhatHappened(parts: Parts): boolean {
  const words = parts.flat();
  const clause = clauseOf(words);
  const fact = clause.findLastIndex(isFact);
  return fact >= 0 && (!isOfOther(meaningful(clause.slice(0, fact))) || containerOf(words, fact) !== null);
}

/** `FraudAlert`, the table `customers`, `sensor.temperature`; not `view`, nor `cancel`. */
function namesThing([first = [], ...others]: Parts): boolean {
  const [word = '', ...more] = first;
  if (isOfOther(first)) return false;
  if (more.length > 0) return true;
  const one = singularOf(word);
  return others.length > 0 ? !isVerb(word) : one !== word && !isOfOther([one]);
}

function commandsThing(parts: Parts): boolean {
  const words = parts.flat();
  return words.length > 1 && (isVerb(words[0]) || (isVerb(words.at(-1)) && !isOfOther(words.slice(0, -1))));
}

/** How the end of a name may say of what, the surest first. */
const SAYS_OF_WHAT: Readonly<Record<EventKind, readonly ((parts: Parts) => boolean)[]>> = {
  event: [saysWhatHappened, namesThing],
  request: [commandsThing],
  command: [commandsThing],
  state: [(parts) => !isOfOther(parts.flat())],
};

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
    ROWS.has(last) ||
    (last === 'table' && singularOf(words.at(-2) ?? '') !== words.at(-2)) ||
    SINGLE_ATTRIBUTES.has(last) ||
    (ofEvents && (ACTIONS.has(last) || ATTRIBUTES.has(last) || PARTICLES.has(last)));
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

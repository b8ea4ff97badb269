import type { BusinessEvent, Premises } from './premises.ts';
import { contextOf } from './reading-names.ts';
import type { OrderNeed } from './request.ts';
import { fieldOf, hashOf, pluralOf, shortened, slugOf } from './slug.ts';
import { grouped, inOrder, sorted } from './words.ts';

/** A topic before it is sized: which events, in which order, under which name. */
export interface Draft {
  readonly name: string;
  readonly kind: 'event' | 'command' | 'state';
  readonly entity: string;
  readonly events: readonly BusinessEvent[];
  readonly key: string | null;
  readonly order: OrderNeed;
  /** Service that decides what it says; for commands the one that takes them. */
  readonly owner: string;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  /** It takes every event of its entity, those to come included. */
  readonly aggregate: boolean;
}

/** How the events of one entity were cut into topics, and why. */
export interface Cut {
  readonly entity: string;
  readonly drafts: readonly Draft[];
  /** What split them; empty: nothing did. */
  readonly splits: readonly Split[];
}

export type Split = 'asked_for' | 'volume' | 'personal_data' | 'retention' | 'order' | 'key';

/** Below a tenth, a reader of the others would throw away most of what it reads. Source: rule of thumb, filters are cheap up to about 10 × noise. */
const FLOOD = 10;
/** Below it nobody is helped by a topic apart. Source: rule of thumb, a tenth of the 10 MB/s that a partition is planned with. */
const FLOOD_MB_PER_S = 1;

/** Longest base name of a topic, so that the group and `.retry-10m` still fit into Kafka's 249 characters. */
const MOST_CONTEXT_CHARS = 40;
const MOST_APART_CHARS = 30;

/** Cuts what goes onto Kafka into topics; requests are left out. Names are unique. */
export function cutIntoTopics(premises: Premises): Cut[] {
  const { events } = premises;
  const used = new Set<string>();
  const entities = new Set(events.map(({ entity }) => entity));
  const named = (draft: Unnamed): Draft => {
    const place = placeOf(premises.domain, contextName(draft.owner, entities));
    const wanted = `${place}${draft.label}.v1`;
    const name = used.has(wanted)
      ? `${place}${draft.label}-${hashOf(`${draft.kind} ${draft.key} ${draft.events[0]?.slug}`)}.v1`
      : wanted;
    used.add(name);
    const { label, ...rest } = draft;
    return { ...rest, name };
  };
  const cuts: Cut[] = [];
  for (const entity of sorted(events.map((event) => event.entity))) {
    const facts = events.filter((event) => event.entity === entity && event.kind === 'event');
    if (facts.length > 0) {
      const { classes, splits } = classesOf(facts, premises);
      cuts.push({ entity, splits, drafts: classes.map(named) });
    }
  }
  for (const draft of [...commandTopics(events), ...stateTopics(events)])
    cuts.push({ entity: draft.entity, splits: [], drafts: [named(draft)] });
  return cuts;
}

type Unnamed = Omit<Draft, 'name'> & { readonly label: string };

/** `orders` of order-service where the design has orders, else the service's name: `inventory`. A service called `order` keeps it. */
function contextName(owner: string, entities: ReadonlySet<string>): string {
  const context = contextOf(owner);
  return shortened(context !== owner && entities.has(context) ? pluralOf(context) : context, MOST_CONTEXT_CHARS);
}

/** `shop.orders.`; a context that the domain ends with is not said twice. */
const placeOf = (domain: string, context: string): string =>
  domain === `${context}.` || domain.endsWith(`.${context}.`) ? domain : `${domain}${context}.`;

function draftOf(kind: Draft['kind'], events: readonly BusinessEvent[], label: string, aggregate: boolean): Unnamed {
  const [first] = events;
  if (first === undefined) throw new Error('a topic has at least one event');
  const writers = sorted(events.map(({ producer }) => producer));
  const readers = sorted(events.flatMap(({ consumers }) => consumers));
  const takesCommands = kind === 'command' && readers.length === 1 ? readers[0] : undefined;
  return {
    kind,
    label,
    entity: first.entity,
    events,
    key: first.key,
    order: first.order,
    owner:
      takesCommands ??
      writers.find((writer) => [first.entity, pluralOf(first.entity)].includes(contextOf(writer))) ??
      mostFrequent(events.map(({ producer }) => producer)),
    writers,
    readers,
    aggregate,
  };
}

function mostFrequent(names: readonly string[]): string {
  const times = (name: string) => names.filter((one) => one === name).length;
  return sorted(names).reduce((most, name) => (times(name) > times(most) ? name : most));
}

/** Classes of events that share a topic: same key, order and retention, no flood among quiet ones, no reader of data it must not see. */
function classesOf(
  facts: readonly BusinessEvent[],
  { granularity }: Premises,
): { readonly classes: Unnamed[]; readonly splits: Split[] } {
  const [only] = facts;
  if (only !== undefined && facts.length === 1)
    return { classes: [draftOf('event', facts, `${only.entity}-events`, true)], splits: [] };
  if (granularity === 'per_event')
    return { classes: facts.map((event) => draftOf('event', [event], event.slug, false)), splits: ['asked_for'] };
  const flood = floodAmong(facts);
  const keptApart = personalReadersDiffer(facts);
  const days = retentionsOf(facts);
  const longest = Math.max(...days);
  const reasons: readonly Reason[] = [
    { split: 'order', of: ({ order, slug }) => (order === 'none' ? slug : order) },
    { split: 'key', of: ({ key }) => key ?? '' },
    { split: 'volume', of: (event) => (event === flood ? event.slug : '') },
    { split: 'personal_data', of: ({ personal }) => (keptApart && personal ? 'personal' : '') },
    { split: 'retention', of: ({ retentionDays }) => (days.length < 2 ? '' : `${retentionDays ?? longest}d`) },
  ];
  const groups = [...grouped(facts, (event) => reasons.map(({ of }) => of(event)).join('\n')).values()];
  const main = groups.reduce((most, group) => (isMain(group, most) ? group : most));
  const classes = groups.map((group) =>
    draftOf('event', group, labelOf(group, main, reasons), group.length > 1 || group === main),
  );
  // Without an order to keep there is no key, and that is one reason, not two.
  const keyed = facts.filter(({ key, order }) => key !== null || order !== 'none');
  const splits = reasons
    .filter(({ split, of }) => new Set((split === 'key' ? keyed : facts).map(of)).size > 1)
    .map(({ split }) => split);
  return { classes, splits };
}

interface Reason {
  readonly split: Split;
  /** Events with different words here go to different topics. */
  readonly of: (event: BusinessEvent) => string;
}

/** `order-events` for the lifecycle; what is split off is named by its event, or by what sets it apart. */
function labelOf(group: readonly BusinessEvent[], main: readonly BusinessEvent[], reasons: readonly Reason[]): string {
  const [first] = group;
  const [usual] = main;
  if (first === undefined || usual === undefined) throw new Error('a topic has at least one event');
  if (group === main) return `${first.entity}-events`;
  if (group.length === 1) return first.slug;
  const apart = reasons
    .map(({ of }) => of(first))
    .filter((word, index) => word !== '' && word !== reasons[index]?.of(usual));
  return `${first.entity}-${shortened(slugOf(apart.join('-')), MOST_APART_CHARS)}-events`;
}

/** The lifecycle: ordered before unordered, most events, then the key that is the entity's own. The first wins a tie. */
function isMain(group: readonly BusinessEvent[], most: readonly BusinessEvent[]): boolean {
  const [a, b] = [rankOf(group), rankOf(most)];
  const differs = a.findIndex((rank, index) => rank !== b[index]);
  return differs >= 0 && (a[differs] ?? 0) > (b[differs] ?? 0);
}

function rankOf(events: readonly BusinessEvent[]): readonly number[] {
  const [first] = events;
  const ownKey = first?.key === `${fieldOf(first?.entity ?? '')}_id`;
  return [first?.order === 'per_entity' ? 1 : 0, events.length, ownKey ? 1 : 0];
}

/**
 * The event that is ten times all the others together and heavy as well, where some reader of the others does not want it. Order
 * that was asked for across them outweighs what its readers skip.
 */
function floodAmong(facts: readonly BusinessEvent[]): BusinessEvent | null {
  const total = facts.reduce((sum, { peakPerS }) => sum + (peakPerS ?? 0), 0);
  const flood = facts.find(({ peakPerS }) => peakPerS !== null && peakPerS >= FLOOD * (total - peakPerS));
  if (flood === undefined || total === flood.peakPerS) return null;
  if (((flood.peakPerS ?? 0) * flood.bytes) / 1e6 < FLOOD_MB_PER_S) return null;
  const others = facts.filter((event) => event !== flood);
  if (orderIsAsked(flood) && others.some(orderIsAsked)) return null;
  const spared = others.some(({ consumers }) => consumers.some((reader) => !flood.consumers.includes(reader)));
  return spared ? flood : null;
}

const orderIsAsked = ({ order, orderGiven }: BusinessEvent): boolean => orderGiven && order !== 'none';

/** Somebody needs the harmless events only, and READ is granted for a whole topic. */
function personalReadersDiffer(facts: readonly BusinessEvent[]): boolean {
  const personal = facts.filter((event) => event.personal);
  if (personal.length === 0 || personal.length === facts.length) return false;
  const allowed = new Set(personal.flatMap(({ consumers }) => consumers));
  return facts.some((event) => !event.personal && event.consumers.some((reader) => !allowed.has(reader)));
}

const retentionsOf = (facts: readonly BusinessEvent[]): number[] =>
  [...new Set(facts.flatMap(({ retentionDays }) => (retentionDays === null ? [] : [retentionDays])))].sort(
    (a, b) => a - b,
  );

/** Commands of an entity to one receiver share a topic. */
function commandTopics(events: readonly BusinessEvent[]): Unnamed[] {
  const commands = events.filter(({ kind }) => kind === 'command');
  const groups = grouped(commands, ({ entity, consumers, key, order }) =>
    [entity, consumers.join(','), key, order].join('\n'),
  );
  return [...groups.values()].map((group) => draftOf('command', group, `${group[0]?.entity}-commands`, true));
}

/** One topic for each kind of state: a compacted topic keeps one value for a key. */
const stateTopics = (events: readonly BusinessEvent[]): Unnamed[] =>
  events
    .filter(({ kind }) => kind === 'state')
    .map((event, _index, states) => {
      const alone = states.filter(({ entity }) => entity === event.entity).length === 1;
      return draftOf('state', [event], `${alone ? event.entity : event.slug.replace(/-state$/, '')}-state`, false);
    });

/** Topics in order of their names. */
export const draftsOf = (cuts: readonly Cut[]): Draft[] =>
  cuts.flatMap(({ drafts }) => drafts).sort((a, b) => inOrder(a.name, b.name));

import { count, percent, show } from '../words.ts';
import type { Cut, Split } from './cutting.ts';
import type { GranularityChoice } from './design-types.ts';
import type { Otherwise } from './other-granularity.ts';
import type { BusinessEvent, Premises } from './premises.ts';
import { ceilingOfOne, flowOf } from './sizing.ts';
import type { Topic } from './topic.ts';
import { inOrder, listed, sorted } from './words.ts';

type Wish = Pick<Premises, 'replicationFactor' | 'granularity' | 'granularityGiven'>;

/** How the events of one entity were cut, with the topics that they became. */
interface Way {
  readonly splits: readonly Split[];
  readonly topics: readonly Topic[];
}

/** One topic for each entity against one for each event type, in numbers. Entities with a single event have no choice. */
export function granularityOf(
  cuts: readonly Cut[],
  topics: readonly Topic[],
  wish: Wish,
  other: Otherwise | null,
): GranularityChoice[] {
  return cuts
    .flatMap((cut) => {
      const events = cut.drafts.flatMap((draft) => draft.events);
      if (events.length < 2 || !isOfFacts(cut)) return [];
      const otherCut = other?.cuts.find((one) => one.entity === cut.entity && isOfFacts(one));
      const otherWay = otherCut === undefined || other === null ? null : wayOf(otherCut, other.topics);
      return [choiceOf(cut.entity, events, wayOf(cut, topics), wish, otherWay)];
    })
    .sort((a, b) => inOrder(a.entity, b.entity));
}

const isOfFacts = ({ drafts: [first] }: Cut): boolean => first?.kind === 'event';

function wayOf({ splits, drafts }: Cut, topics: readonly Topic[]): Way {
  const names = new Set(drafts.map(({ name }) => name));
  return { splits, topics: topics.filter(({ name }) => names.has(name)) };
}

function choiceOf(
  entity: string,
  events: readonly BusinessEvent[],
  { splits, topics }: Way,
  { replicationFactor, granularity, granularityGiven }: Wish,
  other: Way | null,
): GranularityChoice {
  const ordered = events.filter(({ order }) => order !== 'none');
  const lost = `order between the ${show(ordered.length)} types of one ${entity} is lost`;
  const now = sizeOf(topics, replicationFactor);
  const overruled =
    granularityGiven && granularity === 'per_entity' && splits.length > 0 ? 'per_entity was asked for, but ' : '';
  if (topics.every((topic) => topic.events.length === 1))
    return {
      entity,
      chosen: 'per_event',
      why: `${overruled}${reasons(splits)}: ${now}.`,
      gives_up:
        ordered.length < 2
          ? 'No order that was asked for: each type has its own partitions and its own lag.'
          : `${capital(lost)}: each type has its own partitions and its own lag. Carry aggregate_version, and let readers park an event until its predecessor is there.`,
      alternative:
        splits.includes('asked_for') && other !== null && other.topics.length > 1
          ? `By entity: ${sizeOf(other.topics, replicationFactor)}, apart because of this: ${reasons(other.splits)}.`
          : oneTopicFor(events, splits, sizeOfOne(topics, splits, other)),
    };
  const lifecycle = topics.reduce((main, topic) => (topic.events.length > main.events.length ? topic : main));
  const apart = other === null ? '' : `: ${sizeOf(other.topics, replicationFactor)}`;
  return {
    entity,
    chosen: 'per_entity',
    why:
      splits.length === 0
        ? `One topic keeps all events of one ${entity} in order: ${now}.`
        : `${overruled === '' ? 'One' : `${overruled}one`} topic for the lifecycle, apart from it what differs (${reasons(splits)}): ${now}.`,
    gives_up: `${splits.length === 0 ? '' : 'Order between what was split. '}${noiseOf(lifecycle.events, 'Bytes: ')}.`,
    alternative: `A topic per event type${apart}; ${ordered.length < 2 ? '' : `${lost}, and `}replay of one ${entity} is a merge of ${show(events.length)} logs.`,
  };
}

/** `4 topics, 120 partitions, 360 replicas`. */
function sizeOf(topics: readonly Topic[], replicationFactor: number): string {
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0);
  return [
    count(topics.length, 'topic'),
    count(partitions, 'partition'),
    count(partitions * replicationFactor, 'replica'),
  ].join(', ');
}

/** Partitions of a single topic: as designed where it could be had by asking; else no fewer than the largest of what it holds. */
function sizeOfOne(topics: readonly Topic[], splits: readonly Split[], other: Way | null): string {
  const [one] = other?.topics ?? [];
  if (splits.includes('asked_for') && one !== undefined) return count(one.partitions, 'partition');
  return `at least ${count(Math.max(...topics.map((topic) => topic.partitions)), 'partition')}`;
}

const REASON: Readonly<Record<Split, string>> = {
  asked_for: 'one topic per event type was asked for',
  volume: 'one type is 10 × the others together',
  personal_data: 'some readers must not see personal data',
  retention: 'retention differs',
  order: 'order needs differ',
  key: 'keys differ',
};

const reasons = (splits: readonly Split[]): string => {
  const words = splits.map((split) => REASON[split]).join(', ');
  return words === '' ? 'nothing ties the types together' : words;
};

/** What a single topic would be, with what it would cost for each thing that keeps its types apart. */
function oneTopicFor(events: readonly BusinessEvent[], splits: readonly Split[], partitions: string): string {
  const total = events.filter(({ order }) => order === 'total').map(({ name }) => name);
  if (total.length > 0)
    return `One topic would have 1 partition, because ${listed(total)} ${total.length === 1 ? 'needs' : 'need'} order over all records${ceilingFor(events)}.`;
  const keys = sorted(events.flatMap(({ key, order }) => (key === null || order === 'none' ? [] : [key])));
  const gain =
    keys.length > 1
      ? `One topic with ${partitions} would keep no order between them: ${listed(keys)} lead to different partitions`
      : `One topic with ${partitions} would keep them in order`;
  const costs = splits.flatMap((split) => {
    const cost = costOf(split, events);
    return cost === null ? [] : [cost];
  });
  return `${[gain, ...costs, noiseOf(events, '')].join('; ')}.`;
}

/** What the one partition carries, of what the load is. Empty: no rate is known. */
function ceilingFor(events: readonly BusinessEvent[]): string {
  const most = ceilingOfOne(flowOf(events), null);
  return most === null
    ? ''
    : `: at most ${count(Math.floor(most.messagesPerS), 'message')}/s (${most.formula}), the types together need ${show(most.needed)}`;
}

function costOf(split: Split, events: readonly BusinessEvent[]): string | null {
  if (split === 'order') {
    const free = events.filter(({ order }) => order === 'none').map(({ name }) => name);
    return free.length === 0 ? null : `${listed(free)} would wait behind retries of the others`;
  }
  if (split === 'personal_data') return 'every reader could read the personal data';
  if (split === 'retention') {
    const days = Math.max(...events.map(({ retentionDays }) => retentionDays ?? 0));
    return `everything would be kept ${show(days)} d`;
  }
  return null;
}

/** What the readers of one topic skip: `payment-service wants 1 of 4 types and throws away 75 % of its bytes (1.8 MB/s)`. */
function noiseOf(events: readonly BusinessEvent[], what: string): string {
  const readers = [...new Set(events.flatMap(({ consumers }) => consumers))].sort(inOrder);
  const noise = readers
    .map((reader) => ({ reader, ...noiseFor(events, reader) }))
    .filter(({ types }) => types < events.length);
  const nothing = readers.length === 0 ? 'nobody reads it yet' : 'no reader would skip anything';
  if (noise.length === 0) return what === '' ? nothing : `${what}none, ${nothing}`;
  const worst = noise.reduce((most, one) => (one.share > most.share ? one : most));
  const bytes = worst.mbPerS === null ? '' : ` (${show(worst.mbPerS)} MB/s)`;
  const others =
    noise.length === 1
      ? ''
      : `; ${count(noise.length - 1, 'other reader')} ${noise.length === 2 ? 'skips' : 'skip'} no more than that`;
  return `${what}${worst.reader} wants ${show(worst.types)} of ${show(events.length)} types and throws away ${percent(worst.share)} of its bytes${bytes} by a header filter${others}`;
}

/** Share of a topic's bytes that a reader does not want; by number of types where no rate is known. */
export function noiseFor(events: readonly BusinessEvent[], reader: string) {
  const wanted = events.filter(({ consumers }) => consumers.includes(reader));
  const [all, some] = [flowOf(events), flowOf(wanted)];
  const mbPerS = all === null ? null : all.mbPerS - (some?.mbPerS ?? 0);
  return {
    types: wanted.length,
    mbPerS,
    share: all === null || mbPerS === null ? 1 - wanted.length / events.length : mbPerS / all.mbPerS,
  };
}

const capital = (sentence: string): string => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;

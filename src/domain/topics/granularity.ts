import { count } from '../count.ts';
import { percent, show } from '../words.ts';
import type { Cut, Split } from './cutting.ts';
import type { GranularityChoice } from './design-types.ts';
import type { BusinessEvent, Premises } from './premises.ts';
import { flowOf } from './sizing.ts';
import type { Topic } from './topic.ts';
import { inOrder } from './words.ts';

/** One topic for each entity against one for each event type, in numbers. Entities with a single event have no choice. */
export function granularityOf(
  cuts: readonly Cut[],
  topics: readonly Topic[],
  { replicationFactor }: Premises,
): GranularityChoice[] {
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  return cuts
    .flatMap((cut) => {
      const events = cut.drafts.flatMap((draft) => draft.events);
      if (events.length < 2 || cut.drafts[0]?.kind !== 'event') return [];
      const cutTopics = cut.drafts.flatMap(({ name }) => byName.get(name) ?? []);
      return [choiceOf(cut, cutTopics, events, replicationFactor)];
    })
    .sort((a, b) => inOrder(a.entity, b.entity));
}

function choiceOf(
  { entity, splits }: Cut,
  topics: readonly Topic[],
  events: readonly BusinessEvent[],
  replicationFactor: number,
): GranularityChoice {
  const perEvent = topics.every((topic) => topic.events.length === 1);
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0);
  const most = Math.max(...topics.map((topic) => topic.partitions));
  const size = (topicCount: number, total: number) =>
    `${count(topicCount, 'topic')}, ${show(total)} partitions, ${show(total * replicationFactor)} replicas`;
  const now = size(topics.length, partitions);
  const apart = size(events.length, events.length * most);
  const lost = `order between the ${show(events.length)} types of one ${entity} is lost`;
  if (perEvent)
    return {
      entity,
      chosen: 'per_event',
      why: `${reasons(splits)}: ${now}.`,
      gives_up: `${capital(lost)}: each type has its own partitions and its own lag. Carry aggregate_version, and let readers park an event until its predecessor is there.`,
      alternative: `One topic keeps that order with ${show(most)} partitions; ${noiseOf(events)}.`,
    };
  return {
    entity,
    chosen: 'per_entity',
    why: `${splits.length === 0 ? `One topic keeps all events of one ${entity} in order` : `One topic for the lifecycle, apart from it what differs (${reasons(splits)})`}: ${now}.`,
    gives_up:
      splits.length === 0
        ? `Bytes: ${noiseOf(events)}.`
        : `Order between what was split; ${noiseOf(topics.flatMap((topic) => (topic.events.length > 1 ? topic.events : [])))}.`,
    alternative: `A topic per event type: ${apart}; ${lost}, and replay of one ${entity} is a merge of ${show(events.length)} logs.`,
  };
}

const REASON: Record<Split, string> = {
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

/** What the readers of one topic skip: `payment-service reads 1 of 4 types and throws away 75 % of its bytes (1.8 MB/s)`. */
function noiseOf(events: readonly BusinessEvent[]): string {
  const readers = [...new Set(events.flatMap(({ consumers }) => consumers))].sort(inOrder);
  const noise = readers
    .map((reader) => ({ reader, ...noiseFor(events, reader) }))
    .filter(({ types }) => types < events.length);
  if (noise.length === 0) return 'nothing, every reader wants all of its types';
  const worst = noise.reduce((most, one) => (one.share > most.share ? one : most));
  const bytes = worst.mbPerS === null ? '' : ` (${show(worst.mbPerS)} MB/s)`;
  const others = noise.length === 1 ? '' : `; ${show(noise.length - 1)} more skip less or as much`;
  return `${worst.reader} wants ${show(worst.types)} of ${show(events.length)} types and throws away ${percent(worst.share)} of its bytes${bytes} by a header filter${others}`;
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

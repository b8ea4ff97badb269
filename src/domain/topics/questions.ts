import { atLeast } from '../configs/release.ts';
import { show } from '../words.ts';
import { clusterLoadOf, diskSeverity } from './cluster-load.ts';
import { entityQuestions } from './entity-questions.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import type { TopicsRequest } from './request.ts';
import type { Sizing } from './sizing.ts';
import type { Topic } from './topic.ts';
import { listed, sorted } from './words.ts';

/** Keys of those who come again and again, some of them all the time; an order or a payment does not. */
const PARTY =
  /tenant|customer|client|account|user|member|merchant|seller|shop|store|device|sensor|site|country|region/i;

/** Entities that are people, or say something about one. */
const PERSON =
  /(^|-)(user|customer|person|patient|employee|member|subscriber|passenger|driver|citizen|student|applicant|candidate|contact|guest|visitor|consent)(-|$)/;

/** What to ask next, the answer that would change most first. */
export function questionsOf(
  request: TopicsRequest,
  premises: Premises,
  topics: readonly Topic[],
  groups: readonly Group[],
): string[] {
  const { events, services } = premises;
  const onKafka = events.filter(({ kind }) => kind !== 'request');
  const about = (field: string, names: readonly string[], ask: string) =>
    names.length === 0 ? [] : [`${field} of ${listed(names)}: ${ask}`];
  const consuming = services.filter(({ id }) => onKafka.some(({ consumers }) => consumers.includes(id)));
  const publishing = services.filter(({ id }) => onKafka.some(({ producer }) => producer === id));
  const keyed = topics.filter(({ key, order }) => key !== null && order !== 'total');
  const asksForMean = about(
    'average_per_s',
    onKafka.filter(({ peakGiven, meanGiven }) => peakGiven && !meanGiven).map(({ name }) => name),
    'the mean over a day? Disk is counted at the peak until then.',
  );
  const diskHangsOnIt = meanDecidesDisk(topics, premises);
  const grown = keyed.flatMap(({ name, sizing }) => grownBy(name, sizing)).sort((a, b) => b.after - a.after)[0];
  return [
    ...(diskHangsOnIt ? asksForMean : []),
    ...about(
      'kind',
      events.filter(({ kind, kindGiven }) => kind === 'request' && !kindGiven).map(({ name }) => name),
      'read as request, so without a topic, because the name asks for an answer. Does the sender wait? Else name the kind.',
    ),
    ...about(
      'peak_per_s',
      onKafka.filter(({ peakGiven }) => !peakGiven).map(({ name }) => name),
      'how many a second at the busiest minute? Partitions, disk and instances hang on it.',
    ),
    ...about(
      'processing_ms_per_event',
      consuming.filter(({ processingMs }) => processingMs === null).map(({ id }) => id),
      'how long does the handler take? With I/O it decides partitions and instances.',
    ),
    ...entityQuestions(onKafka),
    ...(premises.growth === undefined && grown !== undefined
      ? [
          `preferences.growth_factor: 2 is assumed for keyed topics; without it the load of ${grown.name} needs ${show(grown.before)} partitions, with it ${show(grown.after)}.`,
        ]
      : []),
    ...about(
      'order',
      onKafka.filter(({ orderGiven, kind }) => !orderGiven && kind === 'event').map(({ name }) => name),
      `must one entity’s events stay in order? Where not, retries no longer block${atLeast(premises.release, '4.2') ? ' and share groups are open' : ''}.`,
    ),
    ...about(
      'hottest_key_share',
      keyed
        .filter(
          ({ key, events: own }) => PARTY.test(key ?? '') && own.every(({ hottestShare }) => hottestShare === null),
        )
        .map(({ name }) => name),
      'does one of them carry more than a few percent of the traffic? A key cannot be split.',
    ),
    ...about(
      'personal_data',
      onKafka.filter(({ personalGiven, entity }) => !personalGiven && PERSON.test(entity)).map(({ name }) => name),
      'names, addresses, mail? Then retention, compaction, and who may read it change.',
    ),
    ...about(
      'the deadline for personal data',
      topics.filter(({ personal }) => personal).map(({ name }) => name),
      '30 d is assumed.',
    ),
    ...about(
      'database',
      publishing.filter(({ database, client }) => database === null && client !== 'connect').map(({ id }) => id),
      'does it change a database and publish about it? Then it needs an outbox.',
    ),
    ...stateInMemory(groups),
    ...about(
      'kind',
      onKafka.filter(({ kind }) => kind === 'command').map(({ name }) => name),
      'does the sender wait for the result? Then it belongs on HTTP or gRPC.',
    ),
    ...(request.environment?.brokers === undefined
      ? ['environment.brokers: how many? It sets RF and the rounding of every count.']
      : []),
    ...(diskHangsOnIt ? [] : asksForMean),
    ...about(
      'retention_days',
      topics
        .filter(
          ({ kind, events: own }) =>
            kind !== 'state' && own.every(({ retentionDays, replay }) => retentionDays === null && !replay),
        )
        .map(({ name }) => name),
      'how long must it be readable? 7 d is assumed.',
    ),
    ...(groups.length > 0 && premises.lagWatched === null
      ? ['preferences.lag_alerts: is somebody paged when a group lags?']
      : []),
  ];
}

/** Whether the disks of the brokers are enough hangs on means that nobody gave. */
function meanDecidesDisk(topics: readonly Topic[], { brokers }: Premises): boolean {
  const { givenGb, likelyGb } = clusterLoadOf(topics);
  return brokers !== null && diskSeverity(givenGb, brokers) === null && diskSeverity(likelyGb, brokers) !== null;
}

/** What growth does to a topic whose count follows its load. */
function grownBy(name: string, { plan }: Sizing) {
  const growth = plan?.candidates.find(({ id, outcome }) => id === 'F4-growth' && outcome === 'applied');
  const won = plan?.candidates.find(({ outcome }) => outcome === 'won');
  if (growth === undefined || won === undefined) return [];
  return [{ name, before: won.partitions, after: growth.partitions }];
}

/**
 * Streams restores what it holds, and a sink keeps nothing. Source: Apache Kafka, consumer groups share partitions out and resume
 * at the commit; GlobalKTable is a full copy in each instance.
 */
function stateInMemory(groups: readonly Group[]): string[] {
  const readers = groups.filter(
    ({ service, topics }) =>
      service.client !== 'streams' && service.client !== 'connect' && topics.some(({ kind }) => kind === 'state'),
  );
  if (readers.length === 0) return [];
  const states = readers.flatMap(({ topics }) => topics.filter(({ kind }) => kind === 'state').map(({ name }) => name));
  const shared = readers.some(({ plan }) => plan.group.instances * plan.group.threads_per_instance > 1);
  return [
    `Where ${readers.length === 1 ? 'does' : 'do'} ${listed(readers.map(({ service }) => service.id))} keep what is read from ${listed(sorted(states))}? A database is fine. In memory ${shared ? 'one group gives each instance only its share of the keys, and ' : ''}a restart goes on at the commit, with what was read before forgotten: let each instance read all of it from the beginning, without commits, or use a GlobalKTable of Streams.`,
  ];
}

import { show } from '../words.ts';
import type { Group } from './groups.ts';
import type { Premises } from './premises.ts';
import type { TopicsRequest } from './request.ts';
import type { Sizing } from './sizing.ts';
import { slugOf } from './slug.ts';
import type { Topic } from './topic.ts';
import { listed } from './words.ts';

/** Keys of those who come again and again, some of them all the time; an order or a payment does not. */
const PARTY =
  /tenant|customer|client|account|user|member|merchant|seller|shop|store|device|sensor|site|country|region/i;

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
  const grown = keyed.flatMap(({ name, sizing }) => grownBy(name, sizing)).sort((a, b) => b.after - a.after)[0];
  return [
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
    ...(premises.growth === undefined && grown !== undefined
      ? [
          `preferences.growth_factor: 2 is assumed for keyed topics; without it the load of ${grown.name} needs ${show(grown.before)} partitions, with it ${show(grown.after)}.`,
        ]
      : []),
    ...about(
      'order',
      onKafka.filter(({ orderGiven, kind }) => !orderGiven && kind === 'event').map(({ name }) => name),
      'must one entity’s events stay in order? Where not, retries no longer block and share groups are open.',
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
      'the deadline for personal data',
      topics.filter(({ personal }) => personal).map(({ name }) => name),
      '30 d is assumed.',
    ),
    ...about(
      'database',
      publishing.filter(({ database }) => database === null).map(({ id }) => id),
      'does it change a database and publish about it? Then it needs an outbox.',
    ),
    ...about(
      'kind',
      onKafka.filter(({ kind }) => kind === 'command').map(({ name }) => name),
      'does the sender wait for the result? Then it belongs on HTTP or gRPC.',
    ),
    ...(request.environment?.brokers === undefined
      ? ['environment.brokers: how many? It sets RF and the rounding of every count.']
      : []),
    ...about(
      'average_per_s',
      onKafka
        .filter(
          ({ givenSlug, peakGiven }) =>
            peakGiven && request.events.find((event) => slugOf(event.name) === givenSlug)?.average_per_s === undefined,
        )
        .map(({ name }) => name),
      'the mean over a day? Disk is counted at the peak until then.',
    ),
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

/** What growth does to a topic whose count follows its load. */
function grownBy(name: string, { plan }: Sizing) {
  const growth = plan?.candidates.find(({ id, outcome }) => id === 'F4-growth' && outcome === 'applied');
  const won = plan?.candidates.find(({ outcome }) => outcome === 'won');
  if (growth === undefined || won === undefined) return [];
  return [{ name, before: won.partitions, after: growth.partitions }];
}

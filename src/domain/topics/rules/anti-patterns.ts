import { noFacts } from '../../anti-patterns/facts.ts';
import { antiPatternsOf } from '../../anti-patterns/rules.ts';
import { commitsByNature } from '../../consumers/committing.ts';
import { count, show } from '../../words.ts';
import type { Service } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import type { Sizing } from '../sizing.ts';
import type { Topic } from '../topic.ts';

/** The six anti-patterns, asked of each request, document, topic and group, and once of the alerts. */
export const sixAntiPatterns: DesignRule = ({ premises, topics, groups }) => {
  const { replicationFactor, brokers, events, services, lagWatched } = premises;
  const common = { ...noFacts, replicationFactor, brokers };
  const requests = events
    .filter(({ kind }) => kind === 'request')
    .map(({ name, peakPerS }) => ({ ...common, of: name, requestReply: true, messagesPerS: peakPerS }));
  const documents = events.flatMap(({ name, documentBytes, peakPerS, consumers }) =>
    documentBytes === null
      ? []
      : [
          {
            ...common,
            of: name,
            averageBytes: documentBytes,
            largestBytes: documentBytes,
            messagesPerS: peakPerS,
            consumers: Math.max(1, consumers.length),
          },
        ],
  );
  const ofTopics = topics.map(({ name, sizing, partitions, readers, order, key, retention, binding }) => ({
    ...common,
    of: name,
    messagesPerS: sizing.flow?.messagesPerS ?? null,
    averageBytes: sizing.flow?.averageBytes ?? null,
    partitions,
    partitionsDemandedBy: demandedBy({ name, sizing, partitions, binding, readers }, topics, services),
    partitionsRemedy: remedyOf({ partitions, sizing }),
    consumers: readers.length,
    orderMatters: order !== 'none',
    keyed: key !== null,
    retentionMs: retention.retentionMs,
  }));
  const ofGroups = groups.map(({ id, service, flow }) => ({
    ...common,
    of: id,
    commits: commitsByNature(service.client) ? true : service.commits,
    messagesPerS: flow?.messagesPerS ?? null,
  }));
  const kept = topics.flatMap(({ retention }) => (retention.retentionMs === null ? [] : [retention.retentionMs]));
  const alerts = {
    ...common,
    lagWatched,
    consumers: groups.length,
    retentionMs: kept.length === 0 ? null : Math.min(...kept),
  };
  return [
    ...[...requests, ...documents, ...ofGroups, alerts].flatMap(antiPatternsOf),
    ...ofTopics.flatMap((facts) =>
      antiPatternsOf(facts).filter(
        ({ rule }) => rule !== OVER_50 || facts.partitionsDemandedBy !== null || !isLifted(topics, facts.of),
      ),
    ),
  ];
};

const OVER_50 = 'ANTI-OVER-50-PARTITIONS';

/** Counted with its sisters: the one that asks for the count owes the reason, and it is said of that one. */
const isLifted = (topics: readonly Topic[], name: string): boolean =>
  topics.some((topic) => topic.name === name && topic.partitions !== topic.sizing.partitions);

/** The plan of a topic knows what binds it; null: another topic asks for the count. */
const remedyOf = ({ partitions, sizing }: Pick<Topic, 'partitions' | 'sizing'>): string | null =>
  partitions === sizing.partitions
    ? (sizing.plan?.findings.find(({ rule }) => rule === OVER_50)?.remedy ?? null)
    : null;

/** What asks for the count; null: no number that was given. A topic that is counted with its sisters is asked by them. */
function demandedBy(
  { name, sizing, partitions, binding, readers }: Pick<Topic, 'name' | 'sizing' | 'partitions' | 'binding' | 'readers'>,
  topics: readonly Topic[],
  services: readonly Service[],
): string | null {
  if (partitions === sizing.partitions)
    return sizing.measured ? inShort(sizing, binding) : crowdOf(sizing, services, readers);
  const asks = topics.find((one) => one.coPartitioned.includes(name) && one.sizing.partitions === partitions);
  const because = asks === undefined ? null : demandedBy(asks, topics, services);
  return because === null ? null : `${binding}; ${because}`;
}

/** From here on a topic owes a reason. */
const MANY_PARTITIONS = 50;

/** So many instances of one reader run that each of them must have a partition; null: nobody said so. */
function crowdOf({ plan }: Sizing, services: readonly Service[], readers: readonly string[]): string | null {
  if (plan?.binding_constraint.id !== 'F3-consumers') return null;
  const [most] = services
    .filter(({ id, instancesGiven }) => instancesGiven && readers.includes(id))
    .sort((a, b) => b.instances - a.instances);
  return most === undefined || most.instances <= MANY_PARTITIONS
    ? null
    : `${show(most.instances)} instances of ${most.id}, one partition each`;
}

/** What asks for more than the handler does, where it binds the plan. */
const REST: Readonly<Record<string, string>> = {
  'F3-consumers': ', the rest gives each consumer a partition',
  'hot-key': ', the rest comes from the hottest key',
};

/** The formula stands with the topic. */
const inShort = ({ slowest, plan }: Sizing, binding: string): string =>
  slowest === null
    ? binding
    : `the handler of ${slowest.service}, ${show(slowest.processingMs)} ms at ${count(slowest.messagesPerS, 'message')}/s${REST[plan?.binding_constraint.id ?? ''] ?? ''}`;

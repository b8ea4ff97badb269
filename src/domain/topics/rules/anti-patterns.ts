import { noFacts } from '../../anti-patterns/facts.ts';
import { antiPatternsOf } from '../../anti-patterns/rules.ts';
import { show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import type { Sizing } from '../sizing.ts';

/** The six anti-patterns, asked of each request, document, topic and group, and once of the alerts. */
export const sixAntiPatterns: DesignRule = ({ premises, topics, groups }) => {
  const { replicationFactor, brokers, events, lagWatched } = premises;
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
    partitionsDemandedBy: sizing.measured ? inShort(sizing, partitions, binding) : null,
    consumers: readers.length,
    orderMatters: order !== 'none',
    keyed: key !== null,
    retentionMs: retention.retentionMs,
  }));
  const ofGroups = groups.map(({ id, service, flow }) => ({
    ...common,
    of: id,
    commits: service.commits,
    messagesPerS: flow?.messagesPerS ?? null,
  }));
  const kept = topics.flatMap(({ retention }) => (retention.retentionMs === null ? [] : [retention.retentionMs]));
  const alerts = {
    ...common,
    lagWatched,
    consumers: groups.length,
    retentionMs: kept.length === 0 ? null : Math.min(...kept),
  };
  return [...requests, ...documents, ...ofTopics, ...ofGroups, alerts].flatMap(antiPatternsOf);
};

/** What asks for more than the handler does, where it binds the plan. */
const REST: Readonly<Record<string, string>> = {
  'F3-consumers': ', the rest comes from 3 × its instances',
  'hot-key': ', the rest comes from the hottest key',
};

/** The formula stands with the topic. */
const inShort = ({ slowest, plan, partitions: alone }: Sizing, partitions: number, binding: string): string =>
  slowest === null || partitions !== alone
    ? binding
    : `the handler of ${slowest.service}, ${show(slowest.processingMs)} ms at ${show(slowest.messagesPerS)} messages/s${REST[plan?.binding_constraint.id ?? ''] ?? ''}`;

import { noFacts } from '../../anti-patterns/facts.ts';
import { antiPatternsOf } from '../../anti-patterns/rules.ts';
import type { Finding } from '../../finding.ts';
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
    partitionsDemandedBy: sizing.measured ? inShort(sizing, partitions, binding) : crowdOf(sizing, services, readers),
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
  return [
    ...[...requests, ...documents, ...ofGroups, alerts].flatMap(antiPatternsOf),
    ...ofTopics.flatMap((facts) => withOwnRemedy(antiPatternsOf(facts), topics, facts.of)),
  ];
};

/** The plan of a topic knows what binds it, and so what makes its count smaller; unless another topic asks for the count. */
function withOwnRemedy(findings: readonly Finding[], topics: readonly Topic[], name: string): Finding[] {
  const topic = topics.find((one) => one.name === name);
  const planned = topic?.partitions === topic?.sizing.partitions ? topic?.sizing.plan?.findings : undefined;
  return findings.map((finding) => ({
    ...finding,
    remedy:
      finding.rule === 'ANTI-OVER-50-PARTITIONS'
        ? (planned?.find(({ rule }) => rule === finding.rule)?.remedy ?? finding.remedy)
        : finding.remedy,
  }));
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
const inShort = ({ slowest, plan, partitions: alone }: Sizing, partitions: number, binding: string): string =>
  slowest === null || partitions !== alone
    ? binding
    : `the handler of ${slowest.service}, ${show(slowest.processingMs)} ms at ${count(slowest.messagesPerS, 'message')}/s${REST[plan?.binding_constraint.id ?? ''] ?? ''}`;

import type { ConfigCatalog, Release } from '../configs/catalog.ts';
import { atLeast } from '../configs/release.ts';
import { SHARE_DELIVERIES } from '../consumers/attempts.ts';
import type { ConsumersPlan } from '../consumers/plan-types.ts';
import type { ConsumerClient } from '../consumers/request.ts';
import { type Finding, sortFindings } from '../finding.ts';
import { aclsOf } from './acls.ts';
import { alertsOf } from './alerts.ts';
import { allSettings } from './all-settings.ts';
import { contractOf } from './contract.ts';
import { cutIntoTopics, draftsOf } from './cutting.ts';
import type { GroupSummary, TopicDesign, TopicsDesign } from './design-types.ts';
import { figuresOf } from './figures.ts';
import { granularityOf } from './granularity.ts';
import { type Group, groupsOf, sharingOf } from './groups.ts';
import { joinQuestions } from './join-questions.ts';
import { notOnKafka } from './not-on-kafka.ts';
import { orderOf } from './order.ts';
import { otherwise } from './other-granularity.ts';
import { outboxesOf } from './outbox.ts';
import { type Premises, premisesOf } from './premises.ts';
import { questionsOf } from './questions.ts';
import type { TopicsRequest } from './request.ts';
import { rules } from './rules.ts';
import { mergeSettings, type Refused } from './settings.ts';
import { summaryOf } from './summary.ts';
import { type Topic, topicsOf } from './topic.ts';
import { GUIDELINE, inOrder, lasting } from './words.ts';
import { writersOf } from './writers.ts';

/**
 * From a business to topics, groups, contracts and rights, with every number traceable. The order of the input lists does not
 * matter. Throws KnownFailure, naming the field, for what contradicts itself; whatever is missing is assumed and said.
 */
export function designTopics(request: TopicsRequest, catalog: ConfigCatalog): TopicsDesign {
  const premises = premisesOf(request, catalog);
  const cuts = cutIntoTopics(premises);
  const drafts = draftsOf(cuts);
  const sharing = sharingOf(drafts, premises, catalog);
  const topics = topicsOf(drafts, premises, sharing);
  const groups = groupsOf(topics, premises, sharing, catalog);
  const writers = writersOf(topics, premises);
  const { placed, refused } = allSettings(topics, groups, writers, premises, catalog);
  const beside = notOnKafka(premises);
  const questions = [...questionsOf(request, premises, topics, groups), ...joinQuestions(topics, premises)];
  const findings = sortFindings([
    ...unlikeEachOther(rules.flatMap((rule) => rule({ premises, topics, groups, writers }))),
    ...refused.map(settingRefused),
  ]);
  return {
    summary: summaryOf(topics, findings, beside, questions),
    topics: topics.map((topic) => topicDesign(topic, premises)),
    granularity: granularityOf(cuts, topics, premises, otherwise(premises, catalog)),
    groups: groups.map((group) => groupSummary(group, premises)),
    failure_topics: groups
      .flatMap(({ id, failureTopics }) => failureTopics.map((topic) => ({ ...topic, group: id })))
      .sort((a, b) => inOrder(a.name, b.name)),
    outbox: outboxesOf(writers, premises),
    not_on_kafka: beside,
    acls: aclsOf(writers, groups),
    settings: mergeSettings(placed),
    alerts: alertsOf(topics, groups),
    findings,
    figures: figuresOf(topics, groups, premises),
    assumptions: [...premises.assumptions.list(), ...ofThePlans(topics)],
    open_questions: questions,
  };
}

function topicDesign(topic: Topic, { replicationFactor, minInsyncReplicas, format }: Premises): TopicDesign {
  const { subjects, strategy, level } = contractOf(topic, format);
  return {
    name: topic.name,
    kind: topic.kind,
    events: topic.events.map(({ name }) => name),
    key: topic.key,
    order: orderOf(topic),
    partitions: topic.partitions,
    binding_constraint: topic.binding,
    replication_factor: replicationFactor,
    min_insync_replicas: minInsyncReplicas,
    cleanup_policy: topic.retention.policy,
    retention_ms: topic.retention.retentionMs,
    owner: topic.owner,
    subjects,
    subject_strategy: strategy,
    schema_format: format,
    compatibility: level,
    disk_gb: topic.disk?.value ?? null,
  };
}

const groupSummary = ({ id, service, topics, plan }: Group, { release }: Premises): GroupSummary => ({
  group: id,
  service: service.id,
  topics: topics.map(({ name }) => name),
  client: service.client,
  protocol: plan.group.protocol,
  instances: plan.group.instances,
  threads_per_instance: plan.group.threads_per_instance,
  commits: plan.commits.strategy,
  failures:
    plan.group.protocol === 'share' ? sharedInShort(release) : failuresInShort(plan.failures, service.client, topics),
});

/** Brokers write dead letters of share groups from 4.4 on, with share.version 2. Source: KIP-1191; Apache Kafka 4.4 ShareVersion. */
const sharedInShort = (release: Release): string =>
  atLeast(release, '4.4')
    ? `delivered ${SHARE_DELIVERIES} times at most, then the broker writes the dead letter, which needs share.version=2`
    : `delivered ${SHARE_DELIVERIES} times at most, then archived in silence: before it rejects a record the application writes it to the dead-letter topic itself`;

/** The plan of the group says it at length; here what happens, in order. */
function failuresInShort(
  { topics: after, retries_in_place: inPlace }: ConsumersPlan['failures'],
  client: ConsumerClient,
  read: readonly Topic[],
): string {
  const retries = after.filter(({ kind }) => kind === 'retry').map(({ delay_ms }) => lasting(delay_ms ?? 0));
  const dead = after.some(({ kind }) => kind === 'dead_letter') ? ', then dead letter' : '';
  if (retries.length > 0) return `retry topics after ${retries.join(' and ')}${dead}; order is lost`;
  if (client === 'connect') return `retried by the worker${dead}; errors inside the sink stop the task`;
  if (client === 'streams') return `skipped${dead}, or the application stops: as its handlers say`;
  const keyed = read.some(({ key }) => key !== null);
  return `${inPlace === 0 ? 'no retry in place' : 'retry in place'}${dead}${keyed ? '; park later records of its key' : ''}`;
}

const settingRefused = ({ name, value, because, appliesTo }: Refused): Finding => ({
  rule: 'DESIGN-SETTING-REFUSED',
  severity: 'high',
  says: `${name}=${value} for ${appliesTo} is left out: ${because}`,
  evidence: [because],
  remedy: 'Check the release in environment.kafka_version; then report this, it is a fault of this server.',
  guideline: GUIDELINE.smaller,
  confidence: 'high',
});

/** Two rules may see the same thing; it is said once. */
const unlikeEachOther = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.rule}\n${finding.says}`, finding])).values(),
];

/** Planning values that the counts rest on, once for all topics. */
const ofThePlans = (topics: readonly Topic[]): string[] =>
  [...new Set(topics.flatMap(({ sizing }) => sizing.plan?.assumptions ?? []))]
    .filter((assumption) => /^(growth_factor|producer_mb|consumer_mb|target_utilisation)\S* =/.test(assumption))
    .sort(inOrder);

import { KnownFailure } from '../../failure.ts';
import type { Figure } from '../advice/figure.ts';
import { type Finding, sortFindings } from '../finding.ts';
import { named } from '../named.ts';
import { count, show } from '../words.ts';
import { antiPatternsIn } from './anti-patterns.ts';
import type { BindingConstraint, Candidate, Counting } from './counting.ts';
import type { PartitionDemand } from './demand.ts';
import { figuresOf } from './figures.ts';
import { type GrowingLater, growingInternal, growingLater } from './growing.ts';
import { type HotKeyReport, reportHotKey } from './hot-key.ts';
import { internalTopicOf, refuseBrokerTopic } from './internal-topics.ts';
import { type KeySpread, spreadOf } from './key-spread.ts';
import { type Limit, limitsOf } from './limits.ts';
import { measured as measure } from './measured.ts';
import { withMeasured } from './measured-demand.ts';
import { type MeasuredReport, reportMeasured } from './measured-report.ts';
import { whatToMeasure } from './measuring.ts';
import type { TopicThroughput } from './observation.ts';
import { premisesOf } from './premises.ts';
import type { MeasuredTopic, WeighedPlan } from './rule.ts';
import { rules } from './rules.ts';
import { type SampleKey, sampleKeyOf } from './sample-key.ts';
import { weigh } from './weighing.ts';

/** How many partitions a topic needs, with every number that was weighed. */
export interface PartitionPlan {
  readonly summary: string;
  readonly partitions: number;
  readonly binding_constraint: BindingConstraint;
  readonly candidates: Candidate[];
  readonly findings: Finding[];
  /** Left out when no hottest key is known or order does not matter. */
  readonly hot_key?: HotKeyReport;
  /** Left out when the number of keys is not known or order does not matter. */
  readonly key_spread?: KeySpread;
  /** Left out when no sample key was given. */
  readonly sample_key?: SampleKey;
  /** Left out when no live topic was looked at. */
  readonly measured?: MeasuredReport;
  readonly limits: Limit[];
  readonly growing_later: GrowingLater;
  readonly assumptions: string[];
  /** Numbers that do not stand beside their formula elsewhere. */
  readonly figures: Figure[];
  readonly what_to_measure_next: string[];
}

/** The largest cluster on record: a KRaft lab test of Confluent. No promise by Apache Kafka. */
const MOST_PARTITIONS_EVER = 2_000_000;

/**
 * Counts the partitions of a topic and says what they rest on. Pure arithmetic on the demand; every number of the
 * answer stands beside its formula. What was `observed` of the existing topic fills in what was not given. Throws
 * KnownFailure for a topic of the brokers, and for a demand that contradicts itself or asks for more partitions than any
 * cluster has had.
 */
export function planPartitions(given: PartitionDemand, observed: TopicThroughput | null = null): PartitionPlan {
  if (observed !== null) refuseBrokerTopic(observed.topic);
  const measured = observed === null ? null : measuredTopic(given, observed);
  const demand = measured?.demand.demand ?? given;
  const premises = premisesOf(demand);
  const { loads, hotKey, counting } = weigh(premises);
  const { partitions, binding, candidates } = counting;
  refuseAbsurd(counting);

  const spread = premises.keys === null ? null : spreadOf(partitions, premises.keys);
  const limits = limitsOf(premises, partitions, observed);
  const internal = observed === null ? null : internalTopicOf(observed.topic);
  const growing = internal === null ? growingLater(premises, partitions) : growingInternal(internal);
  const sampleKey = demand.sample_key === undefined ? null : sampleKeyOf(demand.sample_key, premises, partitions);
  const weighed: WeighedPlan = {
    ...{ demand, premises, loads, counting, hotKey, spread, limits, growing, sampleKey, measured },
  };
  const findings = sortFindings([...rules.flatMap((rule) => rule(weighed) ?? []), ...antiPatternsIn(weighed)]);
  return {
    summary: summaryOf(weighed, findings),
    partitions,
    binding_constraint: binding,
    candidates,
    findings,
    ...(hotKey === null ? {} : { hot_key: withHotMember(reportHotKey(hotKey, premises.growth, partitions), findings) }),
    ...(spread === null ? {} : { key_spread: spread }),
    ...(sampleKey === null ? {} : { sample_key: sampleKey }),
    ...(measured === null ? {} : { measured: reportMeasured(measured.facts, measured.demand) }),
    limits,
    growing_later: growing,
    assumptions: premises.assumptions,
    figures: figuresOf(weighed),
    what_to_measure_next: whatToMeasure(premises, loads),
  };
}

function measuredTopic(given: PartitionDemand, observed: TopicThroughput): MeasuredTopic {
  const facts = measure(observed);
  return { facts, demand: withMeasured(given, facts) };
}

function refuseAbsurd({ partitions, binding }: Counting): void {
  if (partitions <= MOST_PARTITIONS_EVER) return;
  throw new KnownFailure(
    `These numbers ask for ${show(partitions)} partitions: ${binding.says}.`,
    `No cluster on record held more than ${show(MOST_PARTITIONS_EVER)}, so a unit is probably wrong: rates are in MB/s (10^6 bytes) or messages/s, processing time in ms.`,
    'Check the inputs in that formula and call again.',
  );
}

/** The number and why; then what must be solved before it is worth anything. */
function summaryOf(weighed: WeighedPlan, findings: readonly Finding[]): string {
  const { measured, counting } = weighed;
  const { partitions, binding } = counting;
  const hotMember = findings.find(({ rule }) => rule === 'PARTITIONS-HOT-KEY-MEMBER');
  const plan = `${binding.id === 'current' ? 'Keep' : 'Plan'} ${count(partitions, 'partition')}: ${binding.says}.${measured === null ? '' : measuredWords(measured)}${stayingWords(weighed)}${hotMember === undefined ? '' : ` ${hotMember.says}`}`;
  const first = findings.find(({ severity }) => severity === 'critical' || severity === 'high');
  return first === undefined ? plan : `${plan} Solve first: ${first.says}`;
}

/** A topic that carries its load is not grown for consumers that may as well stand by. */
function stayingWords({ premises, counting }: WeighedPlan): string {
  const { currentPartitions: current, consumers } = premises;
  const { binding, claims, partitions, throughput } = counting;
  if (current === null || consumers === null || throughput === null) return '';
  if (binding.id !== 'F3-consumers' || partitions <= current || consumers <= current) return '';
  if (claims.some(({ id, asks }) => id !== 'F3-consumers' && asks > current)) return '';
  const assumed = claims.some(({ id, assumed }) => id !== 'F3-consumers' && assumed);
  const idle = consumers - current;
  return ` Staying at ${show(current)} is fine: the load fits${assumed ? ', at an assumed rate' : ''}, and ${show(idle)} of ${count(consumers, 'consumer')} ${idle === 1 ? 'stands' : 'stand'} by, idle.`;
}

/** A partition that fits is no help to the member that has it and others. */
function withHotMember(report: HotKeyReport, findings: readonly Finding[]): HotKeyReport {
  const hotMember = findings.find(({ rule }) => rule === 'PARTITIONS-HOT-KEY-MEMBER');
  return hotMember === undefined
    ? report
    : { ...report, says: `${report.says} But ${hotMember.says.replace(/^With/, 'with')}` };
}

function measuredWords({ facts, demand }: MeasuredTopic): string {
  const topic = named(facts.observed.topic);
  if (demand.fields.has('target_messages_per_s')) return ` The rate was measured on ${topic}.`;
  if (facts.now === null) return ` The rate of ${topic} could not be measured; see gaps.`;
  return facts.peak === null ? ` Nothing was written to ${topic} in the hours that were measured.` : '';
}

import { KnownFailure } from '../../failure.ts';
import { type Finding, sortFindings } from '../finding.ts';
import { type BindingConstraint, type Candidate, type Counting, countPartitions } from './counting.ts';
import type { PartitionDemand } from './demand.ts';
import { type GrowingLater, growingLater } from './growing.ts';
import { type HotKeyReport, judgeHotKey, reportHotKey } from './hot-key.ts';
import { type KeySpread, spreadOf } from './key-spread.ts';
import { type Limit, limitsOf } from './limits.ts';
import { loadsOf } from './loads.ts';
import { whatToMeasure } from './measuring.ts';
import { premisesOf } from './premises.ts';
import type { WeighedPlan } from './rule.ts';
import { rules } from './rules.ts';
import { count, show } from './words.ts';

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
  readonly limits: Limit[];
  readonly growing_later: GrowingLater;
  readonly assumptions: string[];
  readonly what_to_measure_next: string[];
}

/** The largest cluster on record: a KRaft lab test of Confluent. No promise by Apache Kafka. */
const MOST_PARTITIONS_EVER = 2_000_000;

/**
 * Counts the partitions of a topic and says what they rest on. Pure arithmetic on the demand; every number of the
 * answer stands beside its formula. Throws KnownFailure for a demand that contradicts itself, that says too little or
 * that asks for more partitions than any cluster has had.
 */
export function planPartitions(demand: PartitionDemand): PartitionPlan {
  const premises = premisesOf(demand);
  const loads = loadsOf(premises);
  const hotKey = judgeHotKey(premises, loads);
  const counting = countPartitions(premises, loads, hotKey);
  const { partitions, binding, candidates } = counting;
  refuseAbsurd(counting);

  const spread = premises.keys === null ? null : spreadOf(partitions, premises.keys);
  const limits = limitsOf(premises, partitions);
  const growing = growingLater(premises, partitions);
  const weighed: WeighedPlan = { premises, loads, counting, hotKey, spread, limits, growing };
  const findings = sortFindings(rules.flatMap((rule) => rule(weighed) ?? []));
  return {
    summary: summaryOf(counting, findings),
    partitions,
    binding_constraint: binding,
    candidates,
    findings,
    ...(hotKey === null ? {} : { hot_key: reportHotKey(hotKey, premises.growth, partitions) }),
    ...(spread === null ? {} : { key_spread: spread }),
    limits,
    growing_later: growing,
    assumptions: premises.assumptions,
    what_to_measure_next: whatToMeasure(premises, loads),
  };
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
function summaryOf({ partitions, binding }: Counting, findings: readonly Finding[]): string {
  const plan = `${binding.id === 'current' ? 'Keep' : 'Plan'} ${count(partitions, 'partition')}: ${binding.says}.`;
  const first = findings.find(({ severity }) => severity === 'critical' || severity === 'high');
  return first === undefined ? plan : `${plan} Solve first: ${first.says}`;
}

import type { Finding } from '../finding.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import { type Churn, churnOf } from './churn.ts';
import { type ConsumerClient, clientOf } from './client.ts';
import { courseOf, type Sums, sumsOf } from './course.ts';
import { expiryOf, type OffsetExpiry } from './expiry.ts';
import type { GroupFacts, PartitionFacts } from './facts.ts';
import { type Life, lifeOf } from './life.ts';
import type { EvidenceIndex } from './looks.ts';
import { nextMeasurement } from './next-measurement.ts';
import type { GroupObservation } from './observation.ts';
import { type Owner, type OwnerDiagnosis, ownersOf } from './owner.ts';
import { diagnosePartition, type PartitionDiagnosis } from './partition.ts';
import { decide } from './rules/index.ts';
import { type GroupSeen, type PartitionSeen, seeGroup } from './seen.ts';
import type { LagStatus, Verdict } from './status.ts';
import { longestWait, type TimeLag } from './time-lag.ts';
import { holdingOf } from './transactions.ts';
import { trendOf } from './trend.ts';
import { type Stuck, stuckAmong } from './turns.ts';
import { workloadOf } from './workload.ts';

/** One group with everything that was found out about it. */
export interface GroupDiagnosis extends Verdict, Sums {
  readonly group: GroupObservation;
  /** Worst first. */
  readonly partitions: readonly PartitionDiagnosis[];
  /** What the rates were measured on, and over how many seconds; null: they were not. */
  readonly measured: { readonly on: 'commit history' | 'two looks'; readonly seconds: number } | null;
  /** The one cause to act on first, by the decision order; null: nothing is wrong. */
  readonly primary: Finding | null;
  /** What else is true, most severe first. */
  readonly secondary: readonly Finding[];
  /** What would tell more, where evidence is missing or look-alikes can't be told apart; null: nothing is open. */
  readonly nextMeasurement: string | null;
  readonly client: ConsumerClient;
  /** Members with their partitions; the group itself where it has none that are known. */
  readonly owners: readonly OwnerDiagnosis[];
  /** The longest wait of any partition; null: unknown on all. */
  readonly timeLag: TimeLag | null;
  /** Until the first unread record of any partition is deleted; null: never at these rates, or unknown. */
  readonly secondsToLoss: number | null;
  /** null: no busy member was measured. */
  readonly capacity: Capacity | null;
  /** null: no clock runs. */
  readonly expiry: OffsetExpiry | null;
  /** null: no change of members lies in the history, or there is none. */
  readonly churn: Churn | null;
}

/** Judges one group. null: the first look did not see it. */
export function diagnoseGroup(name: string, index: EvidenceIndex, targetMinutes: number | null): GroupDiagnosis | null {
  const seen = seeGroup(name, index);
  if (seen === null) return null;
  const { group, history, nowMs, spanSeconds } = seen;
  const background = index.background?.background ?? null;
  const churn = history === null ? null : churnOf(history);
  const life = lifeOf(seen, churn);
  const client = clientOf(seen);
  const trends = new Map(seen.partitions.map((each) => [each, trendOf(each, nowMs, spanSeconds)]));
  const owners = ownersOf(seen, trends);
  const ownerOf = new Map(owners.flatMap((owner) => owner.seen.map((each) => [each, owner] as const)));
  const stuck = stuckPartitions(seen, owners, life);
  const partitions = seen.partitions.map((each): PartitionFacts => {
    const own = {
      trend: trends.get(each) ?? null,
      owner: ownerOf.get(each) ?? null,
      stuck: stuck.get(each) ?? null,
      holding: holdingOf(each, nowMs, spanSeconds),
    };
    return { seen: each, ...own, judged: diagnosePartition(each, { group: seen, life, ...own }) };
  });
  partitions.sort(worstFirst);
  const judged = partitions.map((each) => each.judged);
  const sums = sumsOf(judged);
  const course = courseOf(group, partitions);
  const workload = workloadOf(seen, owners, partitions, targetMinutes);
  const facts: GroupFacts = {
    group,
    seen,
    life,
    churn,
    client,
    owners,
    partitions,
    byStatus: byStatusOf(partitions),
    course,
    ...sums,
    capacity: workload === null ? null : capacityOf(workload),
    expiry: expiryOf(seen, life, background?.cluster ?? null),
    background,
    unreadable: unreadableOf(index, group),
  };
  const { primary, secondary, status } = decide(facts);
  const losses = judged.flatMap(({ retention }) => retention?.secondsToLoss ?? []);
  return {
    group,
    partitions: judged,
    ...sums,
    ...verdictOf(course, status, primary, judged),
    measured: measuredOn(partitions),
    primary,
    secondary,
    nextMeasurement: nextMeasurement(facts, primary),
    client,
    owners: owners.map(({ seen: _seen, ...owner }) => owner),
    timeLag: longestWait(judged.map(({ timeLag }) => timeLag)),
    secondsToLoss: losses.length === 0 ? null : Math.min(...losses),
    capacity: facts.capacity,
    expiry: facts.expiry,
    churn,
  };
}

/** Among the partitions of one member; among all of a group whose members change all the time. */
function stuckPartitions(
  { partitions, nowMs, firstLookMs }: GroupSeen,
  owners: readonly Owner[],
  life: Life,
): ReadonlyMap<PartitionSeen, Stuck> {
  const members = owners.flatMap(({ member }) => member ?? []);
  const sets =
    life.kind === 'crash loop'
      ? [partitions]
      : members.map((member) => partitions.filter(({ owner }) => owner === member));
  const found = sets.flatMap((own) => stuckAmong(own, nowMs, firstLookMs));
  return new Map(found.map((stuck) => [stuck.seen, stuck]));
}

function worstFirst({ judged: a }: PartitionFacts, { judged: b }: PartitionFacts): number {
  const byLag = (b.lag ?? -1n) - (a.lag ?? -1n);
  if (byLag !== 0n) return byLag > 0n ? 1 : -1;
  return a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
}

function byStatusOf(partitions: readonly PartitionFacts[]): GroupFacts['byStatus'] {
  const byStatus = new Map<LagStatus, PartitionFacts[]>();
  for (const partition of partitions) {
    const known = byStatus.get(partition.judged.status);
    if (known === undefined) byStatus.set(partition.judged.status, [partition]);
    else known.push(partition);
  }
  return byStatus;
}

/** The primary verdict names the status where it has one; else the direction of the lag does. */
function verdictOf(
  course: Verdict,
  status: LagStatus | null,
  primary: Finding | null,
  partitions: readonly PartitionDiagnosis[],
): Verdict {
  if (status === null || primary === null || status === course.status) return course;
  const worst = partitions.find((partition) => partition.status === status);
  const because = worst === undefined ? primary.evidence[0] : `${worst.topic}-${worst.partition}: ${worst.because}`;
  return { status, confidence: primary.confidence, because: because ?? primary.says };
}

function measuredOn(partitions: readonly PartitionFacts[]): GroupDiagnosis['measured'] {
  const trends = partitions.flatMap(({ trend }) => trend ?? []).sort((a, b) => b.seconds - a.seconds);
  const best = trends.find(({ on }) => on === 'commit history') ?? trends[0];
  return best === undefined ? null : { on: best.on, seconds: best.seconds };
}

/** A gap about the group itself comes first; with a single group the first gap is about it. */
function unreadableOf({ first, second }: EvidenceIndex, group: GroupObservation): string | null {
  if (group.offsets !== null) return null;
  const gaps = [...first.observation.gaps, ...(second?.observation.gaps ?? [])];
  const own = gaps.find(({ what }) => what.includes(group.group));
  return (own ?? (first.observation.groups.length === 1 ? gaps[0] : undefined))?.why ?? null;
}

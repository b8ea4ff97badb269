import { count } from '../count.ts';
import { catchUpSeconds } from '../formulas/catch-up.ts';
import { directionOf } from './direction.ts';
import { isEmpty } from './life.ts';
import type { GroupObservation } from './observation.ts';
import type { PartitionDiagnosis } from './partition.ts';
import { usualPauseSeconds } from './rhythm.ts';
import type { LagStatus, Verdict } from './status.ts';
import type { Trend } from './trend.ts';

/** A partition as the sum needs it. */
export interface Moving {
  readonly judged: PartitionDiagnosis;
  readonly trend: Trend | null;
}

/** What is measured over all partitions; null where nothing is. */
export interface Sums {
  readonly lag: bigint | null;
  readonly producedPerSecond: number | null;
  readonly consumedPerSecond: number | null;
  /** Seconds until nothing is unread at the measured rates; null when it does not drain or was not measured. */
  readonly drainSeconds: number | null;
}

/** Over what a member subscribes to; old commits on another topic are nobody's lag. */
export function sumsOf(partitions: readonly PartitionDiagnosis[]): Sums {
  const own = partitions.filter(({ status }) => status !== 'unsubscribed');
  const lags = own.flatMap(({ lag }) => lag ?? []);
  const lag = lags.length === 0 ? null : lags.reduce((sum, each) => sum + each, 0n);
  const producedPerSecond = total(own.map((partition) => partition.producedPerSecond));
  const consumedPerSecond = total(own.map((partition) => partition.consumedPerSecond));
  const drains =
    producedPerSecond === null || consumedPerSecond === null || lag === null || lag === 0n
      ? null
      : catchUpSeconds({ lag: Number(lag), producedPerS: producedPerSecond, consumedPerS: consumedPerSecond });
  return { lag, producedPerSecond, consumedPerSecond, drainSeconds: drains?.value ?? null };
}

function total(rates: readonly (number | null)[]): number | null {
  const measured = rates.filter((rate) => rate !== null);
  return measured.length === 0 ? null : measured.reduce((sum, rate) => sum + rate, 0);
}

/** Worst first, before any cause is known. */
const decisive: readonly LagStatus[] = [
  'offsets_lost_to_retention',
  'committed_beyond_end',
  'blocked_by_transaction',
  'no_active_members',
  'stalled',
  'moved_backwards',
];

/** Where the lag of the whole group goes. Partitions are sorted worst first. */
export function courseOf(group: GroupObservation, partitions: readonly Moving[]): Verdict {
  if (group.offsets === null) return { status: 'unknown', confidence: 'high', because: 'its offsets could not be had' };
  const own = partitions.filter(({ judged }) => judged.status !== 'unsubscribed');
  const judged = own.map((partition) => partition.judged);
  if (judged.length === 0) return withoutPartitions(group);
  const of = (status: LagStatus) => judged.filter((partition) => partition.status === status);
  for (const status of decisive) {
    const [worst, ...others] = of(status);
    if (worst !== undefined) return asThere(worst, others.length, judged);
  }
  const moving = judged.filter(({ status }) => ['growing', 'draining', 'steady'].includes(status));
  if (moving.length > 0) return whereItGoes(own, moving);
  const [lagging] = of('lagging');
  if (lagging !== undefined) return asThere(lagging, 0, judged);
  const unknowns = of('unknown');
  if (unknowns.length > 0) {
    const [worst] = unknowns;
    return {
      status: 'unknown',
      confidence: 'high',
      because: `${unknowns.length} of ${count(judged.length, 'partition')} unknown; ${worst?.topic}-${worst?.partition}: ${worst?.because}`,
    };
  }
  const never = of('never_committed');
  if (never.length > 0) {
    return {
      status: 'never_committed',
      confidence: 'medium',
      because: `no offset was ever committed on ${never.length} of ${count(judged.length, 'partition')}`,
    };
  }
  const [slowest] = judged;
  return {
    status: 'caught_up',
    confidence: slowest?.confidence ?? 'high',
    because: `${judged.length === 1 ? '' : `all ${judged.length} partitions: `}${slowest?.because ?? ''}`,
  };
}

/** The verdict of its worst partition is that of the group. */
function asThere(worst: PartitionDiagnosis, others: number, all: readonly PartitionDiagnosis[]): Verdict {
  const more = others === 0 ? '' : ` (and ${count(others, 'more partition')})`;
  return {
    status: worst.status,
    confidence: worst.confidence,
    because: `${worst.topic}-${worst.partition}: ${worst.because}${more}${withoutLag(all)}`,
  };
}

/** Others, such as the workers of Kafka Connect or schema registries, use groups to find each other. */
const CONSUMER_PROTOCOLS = ['consumer', 'share', 'streams', ''];

function withoutPartitions(group: GroupObservation): Verdict {
  if (group.type === 'share') {
    return {
      status: 'unknown',
      confidence: 'high',
      because: 'the share group has no start offsets yet: it has not begun, which is not a lag of zero',
    };
  }
  if (!CONSUMER_PROTOCOLS.includes(group.protocolType ?? 'consumer')) {
    const because = `a group of protocol ${group.protocolType} coordinates workers and reads no topic`;
    return { status: 'unknown', confidence: 'high', because };
  }
  if (isEmpty(group)) {
    return {
      status: 'no_active_members',
      confidence: 'medium',
      because: 'no members, and no committed offsets: they expired or never were',
    };
  }
  if (group.members?.every(({ assignment }) => assignment?.length === 0) === true)
    return { status: 'unknown', confidence: 'high', because: 'no member has a partition, and no offset is committed' };
  if (group.state === 'Stable') {
    return {
      status: 'never_committed',
      confidence: 'medium',
      because: 'the group is Stable and has not committed any offset; it may keep offsets elsewhere',
    };
  }
  return {
    status: 'unknown',
    confidence: 'high',
    because: `no committed offsets, and state ${group.state ?? 'unknown'}`,
  };
}

/**
 * The direction of the sum, since partitions take turns within one consumer. An all-clear needs every partition, though: a
 * busy one would hide a quiet one that falls behind, so the worst of those that lag decides then.
 */
function whereItGoes(partitions: readonly Moving[], moving: readonly PartitionDiagnosis[]): Verdict {
  const whole = direction(partitions);
  const missing = withoutLag(partitions.map(({ judged }) => judged));
  if (whole.status !== 'caught_up') return { ...whole, because: `${whole.because}${missing}` };
  const worst =
    moving.find(({ status }) => status === 'growing') ?? moving.find(({ status }) => status === 'steady') ?? moving[0];
  if (worst === undefined) return whole;
  return {
    status: worst.status,
    confidence: worst.confidence,
    because: `${worst.topic}-${worst.partition}: ${worst.because}, though the group as a whole keeps up${missing}`,
  };
}

const withoutLag = (partitions: readonly PartitionDiagnosis[]): string => {
  const unread = partitions.filter(({ lag, status }) => lag === null && status !== 'committed_beyond_end').length;
  return unread === 0 ? '' : `; the lag of ${count(unread, 'more partition')} is unknown`;
};

function direction(partitions: readonly Moving[]): Verdict {
  const sum = { lag: 0n, produced: 0, consumed: 0, seconds: 0, trailing: 0 };
  for (const { judged, trend } of partitions) {
    if (judged.lag === null || trend?.producedPerSecond == null || trend.consumedPerSecond === null) continue;
    sum.lag += judged.lag;
    sum.produced += trend.producedPerSecond;
    sum.consumed += trend.consumedPerSecond;
    sum.seconds = Math.max(sum.seconds, trend.seconds);
    sum.trailing += trend.producedPerSecond * usualPauseSeconds(trend.rhythm);
  }
  const pauseSeconds = sum.produced <= 0 ? 0 : sum.trailing / sum.produced;
  return directionOf({ ...sum, pauseSeconds });
}

import { count } from '../count.ts';
import type { GroupObservation, LagObservation, PartitionOffsets, TopicPartition } from './observation.ts';
import { diagnosePartition, direction, isEmpty, type PartitionDiagnosis, type PartitionLook } from './partition.ts';
import type { LagStatus, Verdict } from './status.ts';

/** One group with everything that was found out about it. */
export interface GroupDiagnosis extends Verdict {
  readonly group: GroupObservation;
  /** Sum over the partitions whose lag is known; null when none is. */
  readonly lag: bigint | null;
  /** Worst first. */
  readonly partitions: readonly PartitionDiagnosis[];
  readonly producedPerSecond: number | null;
  readonly consumedPerSecond: number | null;
  /** Seconds until nothing is unread at the measured rates; null when it does not drain or was not measured. */
  readonly drainSeconds: number | null;
}

/** Looks up what one observation saw. Built once per observation, since a cluster may have 100,000 partitions. */
export interface LagIndex {
  readonly observation: LagObservation;
  partition(topicPartition: TopicPartition): PartitionOffsets | null;
  group(name: string): GroupObservation | null;
}

export function indexLag(observation: LagObservation): LagIndex {
  const partitions = new Map(observation.partitions.map((offsets) => [keyOf(offsets), offsets]));
  const groups = new Map(observation.groups.map((group) => [group.group, group]));
  return {
    observation,
    partition: (topicPartition) => partitions.get(keyOf(topicPartition)) ?? null,
    group: (name) => groups.get(name) ?? null,
  };
}

const keyOf = ({ topic, partition }: TopicPartition) => `${topic}:${partition}`;

/** Judges one group from one look, or from two. A second look that did not get its offsets is none. */
export function diagnoseGroup(name: string, first: LagIndex, again: LagIndex | null): GroupDiagnosis | null {
  const before = first.group(name);
  if (before === null) return null;
  const second = (again?.group(name)?.offsets ?? null) === null ? null : again;
  const latest = second?.group(name) ?? before;
  const seconds = second === null ? null : (second.observation.observedAtMs - first.observation.observedAtMs) / 1_000;
  const looks = { before: offsetsOf(before), latest: offsetsOf(latest) };
  const owners = ownersOf(latest);
  const progress = progressByOwner(owners, looks);
  const groupMoves = hasMoved(looks);
  const partitions = wanted(before, latest).map((topicPartition) => {
    const key = keyOf(topicPartition);
    const look = (index: LagIndex, offsets: Offsets): PartitionLook => ({
      offset: offsets.get(key) ?? null,
      bounds: index.partition(topicPartition),
    });
    const owner = owners.get(key) ?? null;
    return diagnosePartition({
      ...topicPartition,
      group: latest,
      first: look(first, looks.before),
      second: second === null ? null : look(second, looks.latest),
      seconds,
      owner: owner?.clientId ?? null,
      ownerProgress: owner === null ? null : (progress.get(owner.memberId) ?? null),
      groupMoves,
    });
  });
  partitions.sort(worstFirst);
  return { group: latest, partitions, ...sums(partitions), ...judge(latest, partitions, seconds) };
}

type Offsets = ReadonlyMap<string, NonNullable<GroupObservation['offsets']>[number]>;

const offsetsOf = (group: GroupObservation): Offsets =>
  new Map((group.offsets ?? []).map((offset) => [keyOf(offset), offset]));

interface Owner {
  readonly memberId: string;
  readonly clientId: string;
}

/** In a share group many members may hold one partition, so nobody owns it. */
function ownersOf(group: GroupObservation): ReadonlyMap<string, Owner> {
  if (group.type === 'share') return new Map();
  return new Map(
    (group.members ?? []).flatMap(({ memberId, clientId, assignment }) =>
      (assignment ?? []).map((owned): [string, Owner] => [keyOf(owned), { memberId, clientId }]),
    ),
  );
}

function progressByOwner(owners: ReadonlyMap<string, Owner>, looks: { before: Offsets; latest: Offsets }) {
  const progress = new Map<string, bigint>();
  for (const [key, { memberId }] of owners) {
    const from = looks.before.get(key)?.offset ?? null;
    const to = looks.latest.get(key)?.offset ?? null;
    if (from !== null && to !== null) progress.set(memberId, (progress.get(memberId) ?? 0n) + (to - from));
  }
  return progress;
}

const hasMoved = (looks: { before: Offsets; latest: Offsets }): boolean =>
  [...looks.latest].some(([key, { offset }]) => {
    const before = looks.before.get(key)?.offset ?? null;
    return before !== null && offset !== null && offset > before;
  });

function wanted(...groups: readonly GroupObservation[]): TopicPartition[] {
  const all = groups.flatMap(({ offsets, members }) => [
    ...(offsets ?? []),
    ...(members ?? []).flatMap(({ assignment }) => assignment ?? []),
  ]);
  return [...new Map(all.map(({ topic, partition }) => [keyOf({ topic, partition }), { topic, partition }])).values()];
}

function worstFirst(a: PartitionDiagnosis, b: PartitionDiagnosis): number {
  const byLag = (b.lag ?? -1n) - (a.lag ?? -1n);
  if (byLag !== 0n) return byLag > 0n ? 1 : -1;
  return a.topic.localeCompare(b.topic) || a.partition - b.partition;
}

function sums(partitions: readonly PartitionDiagnosis[]) {
  const known = partitions.filter((partition) => partition.lag !== null);
  const lag = known.length === 0 ? null : known.reduce((sum, partition) => sum + (partition.lag ?? 0n), 0n);
  const producedPerSecond = total(partitions.map((partition) => partition.producedPerSecond));
  const consumedPerSecond = total(partitions.map((partition) => partition.consumedPerSecond));
  const net = producedPerSecond === null || consumedPerSecond === null ? null : consumedPerSecond - producedPerSecond;
  const drainSeconds = net === null || net <= 0 || lag === null || lag === 0n ? null : Number(lag) / net;
  return { lag, producedPerSecond, consumedPerSecond, drainSeconds };
}

/** A sum over what was measured; null when nothing was. */
function total(rates: readonly (number | null)[]): number | null {
  const measured = rates.filter((rate) => rate !== null);
  return measured.length === 0 ? null : measured.reduce((sum, rate) => sum + rate, 0);
}

/** Verdicts that decide for the whole group wherever they appear, most serious first. Order: lag rules §1.8. */
const decisive: readonly LagStatus[] = [
  'offsets_lost_to_retention',
  'blocked_by_transaction',
  'no_active_members',
  'stalled',
];

function judge(group: GroupObservation, partitions: readonly PartitionDiagnosis[], seconds: number | null): Verdict {
  if (group.offsets === null) return { status: 'unknown', confidence: 'high', because: 'its offsets could not be had' };
  if (partitions.length === 0) return withoutPartitions(group);
  const of = (status: LagStatus) => partitions.filter((partition) => partition.status === status);
  for (const status of decisive) {
    const [worst, ...others] = of(status);
    if (worst === undefined) continue;
    const more = others.length === 0 ? '' : ` (and ${count(others.length, 'more partition')})`;
    return {
      status,
      confidence: worst.confidence,
      because: `${worst.topic}-${worst.partition}: ${worst.because}${more}${withoutLag(partitions)}`,
    };
  }
  const moving = partitions.filter(
    ({ status }) => status === 'growing' || status === 'draining' || status === 'steady',
  );
  if (moving.length > 0 && seconds !== null) return whereItGoes(partitions, moving, seconds);
  const unknowns = of('unknown');
  const [lagging] = of('lagging');
  if (lagging !== undefined) {
    const because = `${lagging.topic}-${lagging.partition}: ${lagging.because}${withoutLag(partitions)}`;
    return { status: 'lagging', confidence: 'high', because };
  }
  if (unknowns.length > 0) {
    const [worst] = unknowns;
    return {
      status: 'unknown',
      confidence: 'high',
      because: `${unknowns.length} of ${count(partitions.length, 'partition')} unknown; ${worst?.topic}-${worst?.partition}: ${worst?.because}`,
    };
  }
  const never = of('never_committed');
  if (never.length > 0) {
    return {
      status: 'never_committed',
      confidence: 'medium',
      because: `no offset was ever committed on ${never.length} of ${count(partitions.length, 'partition')}`,
    };
  }
  const slowest = partitions[0];
  return {
    status: 'caught_up',
    confidence: slowest?.confidence ?? 'high',
    because: `${partitions.length === 1 ? '' : `all ${partitions.length} partitions: `}${slowest?.because ?? ''}`,
  };
}

function withoutPartitions(group: GroupObservation): Verdict {
  if (group.type === 'share') {
    return {
      status: 'unknown',
      confidence: 'high',
      because: 'the share group has no start offsets yet: it has not begun, which is not a lag of zero',
    };
  }
  if (isEmpty(group)) {
    return {
      status: 'no_active_members',
      confidence: 'medium',
      because: 'no members, and no committed offsets: they expired or never were',
    };
  }
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
 * The direction of the sum. An all-clear needs every partition, though: a busy one would hide a quiet one that falls
 * behind, so the worst of those that lag decides then.
 */
function whereItGoes(
  partitions: readonly PartitionDiagnosis[],
  moving: readonly PartitionDiagnosis[],
  seconds: number,
): Verdict {
  const whole = directionOf(partitions, seconds);
  const missing = withoutLag(partitions);
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
  const unread = partitions.filter(({ lag }) => lag === null).length;
  return unread === 0 ? '' : `; the lag of ${count(unread, 'more partition')} is unknown`;
};

/** The group as a whole: partitions take turns within one consumer, so only the sum shows where lag goes. */
function directionOf(partitions: readonly PartitionDiagnosis[], seconds: number): Verdict {
  const measured = partitions.filter(
    ({ lag, producedPerSecond, consumedPerSecond }) =>
      lag !== null && producedPerSecond !== null && consumedPerSecond !== null,
  );
  const lag = measured.reduce((sum, partition) => sum + (partition.lag ?? 0n), 0n);
  const produced = total(measured.map(({ producedPerSecond }) => producedPerSecond)) ?? 0;
  const consumed = total(measured.map(({ consumedPerSecond }) => consumedPerSecond)) ?? 0;
  const lagBefore = lag - BigInt(Math.round((produced - consumed) * seconds));
  return direction({ lag, lagBefore, produced, seconds });
}

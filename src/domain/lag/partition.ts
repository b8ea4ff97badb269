import type { GroupObservation, GroupOffset, PartitionOffsets, TopicPartition } from './observation.ts';
import { KEEPING_UP_SECONDS, LONGEST_HEALTHY_SILENCE_SECONDS, SHORT_SAMPLE_SECONDS, type Verdict } from './status.ts';

/** One partition of one group, at one look or two. */
export interface PartitionDiagnosis extends TopicPartition, Verdict {
  readonly logStart: bigint | null;
  readonly committed: bigint | null;
  readonly lastStable: bigint | null;
  readonly highWatermark: bigint | null;
  /** High watermark minus committed offset, as kafka-consumer-groups counts it; null where it is unknown. */
  readonly lag: bigint | null;
  readonly leader: number | null;
  /** Why an end offset is missing, such as `leaderless`; null when none is. */
  readonly missing: string | null;
  /** Client id of the member that owns it; null when nobody does or it is unknown. */
  readonly owner: string | null;
  /** null with one look. */
  readonly producedPerSecond: number | null;
  readonly consumedPerSecond: number | null;
}

/** What one look saw of a partition. */
export interface PartitionLook {
  readonly offset: GroupOffset | null;
  readonly bounds: PartitionOffsets | null;
}

/** The two looks at a partition and what is known around it. */
export interface PartitionEvidence extends TopicPartition {
  readonly group: GroupObservation;
  readonly first: PartitionLook;
  /** null with one look. */
  readonly second: PartitionLook | null;
  readonly seconds: number | null;
  readonly owner: string | null;
  /** What the owner committed on all its partitions between the looks; null when unknown. */
  readonly ownerProgress: bigint | null;
  /** Whether the group committed anything between the looks, on any partition. */
  readonly groupMoves: boolean;
}

/** Judges one partition: the latest look for where it stands, both looks for where it goes. */
export function diagnosePartition(evidence: PartitionEvidence): PartitionDiagnosis {
  const { topic, partition, first, second, seconds, owner } = evidence;
  const { offset, bounds } = second ?? first;
  const committed = offset?.offset ?? null;
  const highWatermark = bounds?.highWatermark ?? null;
  const rate = (from: bigint | null | undefined, to: bigint | null | undefined) =>
    from == null || to == null || seconds === null ? null : Number(to - from) / seconds;
  return {
    topic,
    partition,
    logStart: bounds?.logStart ?? null,
    committed,
    lastStable: bounds?.lastStable ?? null,
    highWatermark,
    lag: lagOf(offset, highWatermark),
    leader: bounds?.leader ?? null,
    missing: bounds?.missing ?? null,
    owner,
    producedPerSecond: second === null ? null : rate(first.bounds?.highWatermark, second.bounds?.highWatermark),
    consumedPerSecond: second === null ? null : rate(first.offset?.offset, second.offset?.offset),
    ...verdict(evidence),
  };
}

/** A share group's coordinator counts its own lag; elsewhere lag is the distance to the high watermark. */
function lagOf(offset: GroupOffset | null, highWatermark: bigint | null): bigint | null {
  if (offset?.reportedLag != null) return offset.reportedLag;
  if (offset?.offset == null || highWatermark === null || offset.offset > highWatermark) return null;
  return highWatermark - offset.offset;
}

const unknown = (because: string): Verdict => ({ status: 'unknown', confidence: 'high', because });

const lagging = (because: string): Verdict => ({ status: 'lagging', confidence: 'high', because });

function verdict(evidence: PartitionEvidence): Verdict {
  const { group, first, second } = evidence;
  const { offset, bounds } = second ?? first;
  if (offset?.error != null) return unknown(`its committed offset can't be had: ${offset.error}`);
  if (offset?.offset == null) return withoutOffset(group);
  const high = bounds?.highWatermark ?? null;
  if (high === null) return unknown(`its end offset can't be had: ${bounds?.missing ?? 'not answered'}`);
  const committed = offset.offset;
  if (committed > high) {
    return unknown(
      `committed ${committed} lies beyond the end ${high}: the topic was recreated or its log truncated (normal for one commit interval after a topic was recreated)`,
    );
  }
  if (bounds?.logStart != null && committed < bounds.logStart) {
    return {
      status: 'offsets_lost_to_retention',
      confidence: 'high',
      because: `${bounds.logStart - committed} records were deleted before the group read them: committed ${committed}, log starts at ${bounds.logStart}`,
    };
  }
  const lag = offset.reportedLag ?? high - committed;
  if (lag === 0n) return { status: 'caught_up', confidence: 'high', because: 'nothing is unread' };
  return second === null ? atOneLook(evidence, lag) : overTime(evidence, second, lag, committed);
}

function withoutOffset(group: GroupObservation): Verdict {
  if (group.offsets === null) return unknown("the group's committed offsets could not be had");
  if (group.type === 'share') {
    return unknown('the share group has no start offset here yet: it has not begun, which is not a lag of zero');
  }
  return {
    status: 'never_committed',
    confidence: 'medium',
    because: 'no offset was ever committed here, or it has expired; the group may keep offsets elsewhere',
  };
}

function atOneLook({ group, first: { offset, bounds } }: PartitionEvidence, lag: bigint): Verdict {
  if (isEmpty(group)) {
    return { status: 'no_active_members', confidence: 'medium', because: `${lag} unread and the group has no members` };
  }
  if (offset?.offset != null && bounds?.lastStable != null && offset.offset >= bounds.lastStable) {
    return lagging(`${lag} unread, all of it behind an open transaction; one look can't tell whether it hangs`);
  }
  return lagging(`${lag} unread; one look can't tell where it goes`);
}

function overTime(evidence: PartitionEvidence, second: PartitionLook, lag: bigint, committed: bigint): Verdict {
  const { group, first, seconds } = evidence;
  const before = first.offset?.offset ?? null;
  const highBefore = first.bounds?.highWatermark ?? null;
  const high = second.bounds?.highWatermark ?? null;
  if (before === null || highBefore === null || high === null || seconds === null) {
    return unknown('the first look did not see this partition');
  }
  const span = `${seconds.toFixed(0)} s`;
  if (committed < before)
    return unknown(`the offset went back from ${before} to ${committed} within ${span}: a reset or a rewind`);
  if (committed === before && isEmpty(group) && !evidence.groupMoves) {
    return {
      status: 'no_active_members',
      confidence: 'high',
      because: `${lag} unread, no members, and no commit within ${span}`,
    };
  }
  if (committed >= highBefore && seconds <= KEEPING_UP_SECONDS) {
    const because = `${lag} unread, all of it written within the last ${span}: nothing was unread at the first look`;
    return { status: 'caught_up', confidence: 'medium', because };
  }
  if (isBlocked(first, second)) {
    return {
      status: 'blocked_by_transaction',
      confidence: 'medium',
      because: `the last stable offset ${second.bounds?.lastStable} did not move within ${span} while ${lag} records wait behind it`,
    };
  }
  if (committed === before) return silent(evidence, lag, span, seconds);
  const produced = Number(high - highBefore) / seconds;
  const lagBefore = first.offset?.reportedLag ?? highBefore - before;
  return direction({ lag, lagBefore, produced, seconds });
}

/** A transaction was open at both looks, at the same last stable offset, and the group stood there both times. */
function isBlocked(first: PartitionLook, second: PartitionLook): boolean {
  const [stableBefore, stable] = [first.bounds?.lastStable, second.bounds?.lastStable];
  const [highBefore, high] = [first.bounds?.highWatermark, second.bounds?.highWatermark];
  const [before, committed] = [first.offset?.offset, second.offset?.offset];
  if (stableBefore == null || stable == null || highBefore == null || high == null) return false;
  const open = stableBefore < highBefore && stable < high && stable === stableBefore;
  return open && before === stable && committed === stable;
}

function silent(evidence: PartitionEvidence, lag: bigint, span: string, seconds: number): Verdict {
  const { group, ownerProgress, groupMoves } = evidence;
  if (isEmpty(group) && groupMoves) {
    return unknown(`${lag} unread and no commit within ${span}, while the group is Empty and yet commits elsewhere`);
  }
  if (ownerProgress !== null && ownerProgress > 0n) {
    return unknown(
      `${lag} unread and no commit within ${span}, but its owner moved on other partitions: it may be next in turn`,
    );
  }
  const long = seconds > LONGEST_HEALTHY_SILENCE_SECONDS;
  const share = group.type === 'share' ? '; records in flight count as lag, and no API shows them' : '';
  return {
    status: 'stalled',
    confidence: long ? 'medium' : 'low',
    because: `${lag} unread and no commit within ${span}${long ? '' : `; healthy consumers were seen silent for up to ${LONGEST_HEALTHY_SILENCE_SECONDS} s`}${share}`,
  };
}

/** Where lag goes when offsets move; rates in records per second. */
export function direction(trend: {
  readonly lag: bigint;
  readonly lagBefore: bigint;
  readonly produced: number;
  readonly seconds: number;
}): Verdict {
  const { lag, lagBefore, produced, seconds } = trend;
  const confidence = seconds < SHORT_SAMPLE_SECONDS ? 'medium' : 'high';
  const change = lag - lagBefore;
  if (Number(lag) <= produced * KEEPING_UP_SECONDS) {
    const behind = (Number(lag) / produced).toFixed(1);
    return { status: 'caught_up', confidence, because: `lag ${lag} is ${behind} s of production: it keeps up` };
  }
  const span = `within ${seconds.toFixed(0)} s`;
  if (change > 0n) return { status: 'growing', confidence, because: `lag grew by ${change} to ${lag} ${span}` };
  if (change < 0n) return { status: 'draining', confidence, because: `lag fell by ${-change} to ${lag} ${span}` };
  return { status: 'steady', confidence, because: `lag stayed at ${lag} ${span}` };
}

export const isEmpty = (group: GroupObservation): boolean => group.state === 'Empty' || group.members?.length === 0;

import { atWork } from './at-work.ts';
import type { Life } from './life.ts';
import type { TopicPartition } from './observation.ts';
import type { PartitionContext } from './partition-context.ts';
import { type RetentionRisk, retentionRisk } from './retention.ts';
import { wentBack } from './rewind.ts';
import type { GroupSeen, PartitionSeen } from './seen.ts';
import type { Verdict } from './status.ts';
import { type TimeLag, timeLagOf } from './time-lag.ts';
import { isHeldBack } from './transactions.ts';
import { duration } from './words.ts';

/** One partition of one group, judged. */
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
  /** null where it was not measured. */
  readonly producedPerSecond: number | null;
  readonly consumedPerSecond: number | null;
  /** null: unknown. */
  readonly timeLag: TimeLag | null;
  /** null: nothing unread is at risk, or it is unknown. */
  readonly retention: RetentionRisk | null;
}

export function diagnosePartition(seen: PartitionSeen, context: PartitionContext): PartitionDiagnosis {
  const { topic, partition, committed, highWatermark, lag, owner, latest } = seen;
  const { trend, group } = context;
  const verdict = judge(seen, context);
  const timeLag = timeLagOf(seen, group.nowMs);
  return {
    topic,
    partition,
    logStart: latest.bounds?.logStart ?? null,
    committed,
    lastStable: latest.bounds?.lastStable ?? null,
    highWatermark,
    lag,
    leader: latest.bounds?.leader ?? null,
    missing: seen.topicMissing ? 'UNKNOWN_TOPIC_OR_PARTITION' : (latest.bounds?.missing ?? null),
    owner: owner?.clientId ?? null,
    producedPerSecond: trend?.producedPerSecond ?? null,
    consumedPerSecond: trend?.consumedPerSecond ?? null,
    timeLag,
    retention:
      verdict.status === 'caught_up' ? null : retentionRisk(seen, timeLag, trend, standing.includes(verdict.status)),
    ...verdict,
  };
}

/** With these nothing is read at all. */
const standing: readonly Verdict['status'][] = ['no_active_members', 'stalled', 'blocked_by_transaction'];

const unknown = (because: string): Verdict => ({ status: 'unknown', confidence: 'high', because });

function judge(seen: PartitionSeen, context: PartitionContext): Verdict {
  const { latest, committed, highWatermark, lag, firstUnread } = seen;
  const { group, holding, life } = context;
  const { offset, bounds } = latest;
  if (offset?.error != null) return unknown(`its committed offset can't be had: ${offset.error}`);
  if (seen.subscribed === false)
    return { status: 'unsubscribed', confidence: 'high', because: 'no member subscribes to this topic any more' };
  if (committed === null)
    return lag === 0n
      ? { status: 'caught_up', confidence: 'high', because: 'the log has no record, and nothing was committed yet' }
      : withoutOffset(group, bounds?.missing ?? null);
  if (seen.topicMissing) return unknown('the topic does not exist');
  if (highWatermark === null) return unknown(`its end offset can't be had: ${bounds?.missing ?? 'not answered'}`);
  if (committed > highWatermark) return beyondEnd(seen, committed, highWatermark, group.spanSeconds);
  if (bounds?.logStart != null && committed < bounds.logStart) {
    return {
      status: 'offsets_lost_to_retention',
      confidence: 'high',
      because: `${bounds.logStart - committed} records were deleted before the group read them: committed ${committed}, log starts at ${bounds.logStart}`,
    };
  }
  if (lag === null || lag === 0n) return { status: 'caught_up', confidence: 'high', because: 'nothing is unread' };
  if (firstUnread?.method === 'none') {
    const because = `lag ${lag} is control records and aborted ones only: nothing to read up to the end`;
    return { status: 'caught_up', confidence: 'high', because };
  }
  if (holding !== null && isHeldBack(seen)) {
    return {
      status: 'blocked_by_transaction',
      confidence: holding.kind === 'undecided' ? 'medium' : 'high',
      because: `the last stable offset ${bounds?.lastStable} has not moved for ${duration(holding.forSeconds)} while ${lag} records wait behind it`,
    };
  }
  if (life.kind === 'gone') return withoutMembers(lag, life, context);
  const back = wentBack(seen, context);
  if (back !== null) return back;
  return atWork(seen, lag, committed, context);
}

function withoutOffset({ group }: GroupSeen, missing: string | null): Verdict {
  if (group.offsets === null) return unknown("the group's committed offsets could not be had");
  // A broker leaves such topics out of what was committed, without an error.
  if (missing === 'TOPIC_AUTHORIZATION_FAILED') {
    return unknown('this client may not DESCRIBE the topic, so what was committed there is hidden');
  }
  if (group.type === 'share') {
    return unknown('the share group has no start offset here yet: it has not begun, which is not a lag of zero');
  }
  return {
    status: 'never_committed',
    confidence: 'medium',
    because: 'no offset was ever committed here, or it has expired; the group may keep offsets elsewhere',
  };
}

/** Two looks farther apart than a default commit interval leave no excuse. Source: lag-faults-observed 11. */
const COMMIT_INTERVAL_SECONDS = 10;

function beyondEnd({ earlier }: PartitionSeen, committed: bigint, end: bigint, spanSeconds: number | null): Verdict {
  const [before, endBefore] = [earlier?.offset?.offset ?? null, earlier?.bounds?.highWatermark ?? null];
  const twice = before !== null && endBefore !== null && before > endBefore;
  const lasts = twice && (spanSeconds ?? 0) >= COMMIT_INTERVAL_SECONDS;
  return {
    status: 'committed_beyond_end',
    confidence: lasts ? 'high' : 'low',
    because: `committed ${committed} lies beyond the end ${end}${lasts ? ` at two looks ${duration(spanSeconds ?? 0)} apart` : ': normal for one commit interval after a topic was recreated'}`,
  };
}

function withoutMembers(
  lag: bigint,
  { sinceMs, certain }: Extract<Life, { kind: 'gone' }>,
  { group }: PartitionContext,
): Verdict {
  const since = sinceMs === null ? '' : ` for ${duration((group.nowMs - sinceMs) / 1_000)}`;
  const span = group.spanSeconds === null ? '' : `, and no commit within ${duration(group.spanSeconds)}`;
  return {
    status: 'no_active_members',
    confidence: certain || group.spanSeconds !== null ? 'high' : 'medium',
    because: `${lag} unread and the group has no members${since}${span}`,
  };
}

import { burrowOf } from './burrow-window.ts';
import { standsSince } from './commits.ts';
import { allowedLag, allowedSeconds, directionOf } from './direction.ts';
import { isEmpty } from './life.ts';
import { isSilent, type OwnerDiagnosis } from './owner.ts';
import type { PartitionContext } from './partition-context.ts';
import { isBehindTransaction } from './readable.ts';
import { usualPauseSeconds } from './rhythm.ts';
import type { PartitionSeen } from './seen.ts';
import { KEEPING_UP_SECONDS, LONGEST_HEALTHY_SILENCE_SECONDS, type Verdict } from './status.ts';
import { timeLagOf } from './time-lag.ts';
import type { Trend } from './trend.ts';
import { duration } from './words.ts';

const lagging = (because: string): Verdict => ({ status: 'lagging', confidence: 'high', because });

const unknown = (because: string): Verdict => ({ status: 'unknown', confidence: 'high', because });

/** A partition that has readers, or what looks like some: stuck, silent, or on its way. */
export function atWork(seen: PartitionSeen, lag: bigint, committed: bigint, context: PartitionContext): Verdict {
  const { group, owner, trend, stuck } = context;
  if (stuck !== null) {
    const siblings = `${stuck.siblings === 1 ? 'the other partition' : `${stuck.siblings} other partitions`} of its owner went on`;
    return {
      status: 'stalled',
      confidence: 'high',
      because: `${lag} unread; it stands at ${committed} for ${duration((group.nowMs - stuck.sinceMs) / 1_000)} while ${siblings}`,
    };
  }
  const young = isYoung(seen, context);
  if (young !== null) return young;
  const recent = writtenBetweenLooks(seen, group.spanSeconds);
  if (recent !== null) return recent;
  if (owner !== null && isSilent(owner)) return silent(seen, lag, owner, context);
  if (trend === null)
    return isBehindTransaction(seen)
      ? lagging(`${lag} unread, all of it behind an open transaction; one look can't tell whether it hangs`)
      : lagging(`${lag} unread; one look can't tell where it goes`);
  const { producedPerSecond: produced, consumedPerSecond: consumed, seconds, rhythm } = trend;
  if (produced === null || consumed === null)
    return trend.on === 'two looks'
      ? unknown('the first look did not see this partition')
      : lagging(`${lag} unread; what was written meanwhile is unknown`);
  const pauseSeconds = usualPauseSeconds(rhythm);
  const course = directionOf({ lag, produced, consumed, seconds, pauseSeconds });
  if (course.status === 'caught_up' && consumed > 0) return course;
  return consumed === 0 || standsLong(seen, group.nowMs, pauseSeconds) ? notYet(seen, lag, trend, context) : course;
}

/** Longer than its usual pauses explain, so that its course up to the last commit says nothing of now. */
const standsLong = ({ commits }: PartitionSeen, nowMs: number, pauseSeconds: number): boolean =>
  commits !== null && nowMs - standsSince(commits) > 1_000 * allowedSeconds(pauseSeconds);

/** The oldest unread record is younger than what this consumer trails by as a rule. */
function isYoung(seen: PartitionSeen, { group, trend }: PartitionContext): Verdict | null {
  const wait = timeLagOf(seen, group.nowMs)?.atMostSeconds ?? null;
  if (wait === null || wait > allowedSeconds(usualPauseSeconds(trend?.rhythm ?? null))) return null;
  const because = `${seen.lag} unread, the oldest for ${duration(wait)} at most: it keeps up`;
  return { status: 'caught_up', confidence: 'high', because };
}

/** Everything unread is younger than the first look. */
function writtenBetweenLooks({ committed, lag, earlier }: PartitionSeen, spanSeconds: number | null): Verdict | null {
  const before = earlier?.bounds?.highWatermark ?? null;
  if (before === null || committed === null || spanSeconds === null || spanSeconds > KEEPING_UP_SECONDS) return null;
  if (committed < before) return null;
  const because = `${lag} unread, all of it written within the last ${duration(spanSeconds)}: nothing was unread at the first look`;
  return { status: 'caught_up', confidence: 'medium', because };
}

/** As many commits as Burrow's sample configuration keeps: STOP measures silence against the span of the window. */
const WINDOW_COMMITS = 15;

function silent(seen: PartitionSeen, lag: bigint, owner: OwnerDiagnosis, { group }: PartitionContext): Verdict {
  const { silentSeconds, suspiciousSeconds, rhythm } = owner;
  const usual =
    rhythm === null
      ? `healthy consumers were seen silent for up to ${LONGEST_HEALTHY_SILENCE_SECONDS} s`
      : `its longest pause was ${duration(rhythm.longestSeconds)}`;
  const known = rhythm !== null && (silentSeconds ?? 0) > 2 * suspiciousSeconds;
  const share = group.group.type === 'share' ? '; records in flight count as lag, and no API shows them' : '';
  return {
    status: 'stalled',
    confidence: known || burrowOf(seen, group.nowMs, WINDOW_COMMITS) === 'STOP' ? 'high' : 'medium',
    because: `${lag} unread and no progress for ${duration(silentSeconds ?? 0)}; ${usual}${share}`,
  };
}

/** No progress, and not for long enough to mean anything. */
function notYet(seen: PartitionSeen, lag: bigint, trend: Trend, { group, owner }: PartitionContext): Verdict {
  const { commits } = seen;
  const span = duration(commits === null ? trend.seconds : (group.nowMs - standsSince(commits)) / 1_000);
  if (isEmpty(group.group)) {
    const because = `${lag} unread and no commit within ${span}, while the group is Empty and yet commits elsewhere`;
    return unknown(because);
  }
  if (isBehindTransaction(seen)) return lagging(`${lag} unread, all of it behind an open transaction`);
  if (owner !== null && (owner.consumedPerSecond ?? 0) > (trend.consumedPerSecond ?? 0))
    return lagging(
      `${lag} unread and no progress within ${span}; its owner moved on other partitions: it may be next in turn`,
    );
  const produced = trend.producedPerSecond ?? 0;
  const pause = usualPauseSeconds(owner?.rhythm ?? null);
  if (trend.on === 'commit history' && produced > 0 && Number(lag) <= allowedLag(produced, pause))
    return directionOf({ lag, produced, consumed: produced, seconds: trend.seconds, pauseSeconds: pause });
  const limit = owner?.suspiciousSeconds ?? LONGEST_HEALTHY_SILENCE_SECONDS;
  const share = seen.firstUnread === null && group.group.type === 'share' ? '; records in flight count as lag' : '';
  return {
    status: 'lagging',
    confidence: 'medium',
    because: `${lag} unread and no progress within ${span}, which means little below ${duration(limit)}${share}`,
  };
}

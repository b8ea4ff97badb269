import { retentionHeadroom, timeToLoss } from '../formulas/retention.ts';
import type { PartitionSeen } from './seen.ts';
import type { TimeLag } from './time-lag.ts';
import type { Trend } from './trend.ts';
import { duration, rate } from './words.ts';

/** When unread records of a partition will be deleted, at the present rates. */
export interface RetentionRisk {
  /** Seconds until the first unread record is deleted; null: it never comes to that at these rates. */
  readonly secondsToLoss: number | null;
  /** Unread part of what the log holds, 0 to 1; null: unknown. */
  readonly unreadShare: number | null;
  /** How it was reckoned, with the numbers. */
  readonly because: string;
}

/** null: nothing is unread, nothing is ever deleted, or it can't be reckoned. */
export function retentionRisk(
  seen: PartitionSeen,
  timeLag: TimeLag | null,
  trend: Trend | null,
  stopped: boolean,
): RetentionRisk | null {
  const { lag, topicSettings } = seen;
  if (lag === null || lag === 0n || topicSettings === null || timeLag?.method === 'none') return null;
  if (topicSettings.cleanupPolicy !== null && !topicSettings.cleanupPolicy.includes('delete')) return null;
  const pace = stopped ? 0 : paceOf(trend);
  const risks = [
    byTime(topicSettings.retentionMs, timeLag, pace),
    bySize(seen, topicSettings.retentionBytes, trend, stopped),
  ];
  const known = risks.filter((risk) => risk !== null);
  const [soonest] = known.sort((a, b) => (a.secondsToLoss ?? Infinity) - (b.secondsToLoss ?? Infinity));
  return soonest === undefined ? null : { ...soonest, unreadShare: unreadShare(seen) };
}

/** What is read per record written: 0 stands still, 1 and more keeps up. null: not measured. */
function paceOf(trend: Trend | null): number | null {
  const { producedPerSecond: produced, consumedPerSecond: consumed } = trend ?? {};
  if (produced == null || consumed == null) return null;
  return produced <= 0 ? 1 : Math.max(0, consumed) / produced;
}

type Reckoned = Omit<RetentionRisk, 'unreadShare'>;

/**
 * Headroom is retention less the age of the first unread record, and it shrinks by 1 − consumed ÷ produced. Retention 168 h,
 * age 150 h, reading at 80 % of the produce rate: 18 h ÷ 0.2 = 90 h. Source: derived; kafka-knowledge §8.3.
 */
function byTime(retentionMs: number | null, timeLag: TimeLag | null, pace: number | null): Reckoned | null {
  if (retentionMs === null || retentionMs < 0 || timeLag === null) return null;
  // The older end of a bracket: a warning may come early, and must not come late.
  const age = timeLag.atMostSeconds ?? timeLag.atLeastSeconds;
  const headroom = retentionHeadroom({ retention: retentionMs / 1_000, oldestUnreadAge: age }).value;
  const kept = `retention.ms keeps ${duration(retentionMs / 1_000)}, the oldest unread record is ${duration(age)} old`;
  if (pace === null) return { secondsToLoss: headroom, because: `${kept}; rates unknown, so as if nothing were read` };
  const loss = timeToLoss({ headroom, pace });
  if (loss === null) return { secondsToLoss: null, because: `${kept}; reading is as fast as writing` };
  const reading = pace === 0 ? 'nothing is read' : `reading at ${Math.round(pace * 100)} % of the produce rate`;
  return { secondsToLoss: loss.value, because: `${kept}, ${reading}` };
}

/**
 * A log at its size limit loses at its start what is written at its end, so the records between start and committed offset
 * last for as long as production minus consumption needs to cover them. Only where the start has moved: a log below its limit
 * loses nothing. Source: derived, records of equal size.
 */
function bySize(
  { committed, latest }: PartitionSeen,
  retentionBytes: number | null,
  trend: Trend | null,
  stopped: boolean,
): Reckoned | null {
  const start = latest.bounds?.logStart ?? null;
  const produced = trend?.producedPerSecond ?? null;
  const consumed = stopped ? 0 : (trend?.consumedPerSecond ?? null);
  if (retentionBytes === null || retentionBytes < 0 || start === null || start === 0n) return null;
  if (committed === null || committed < start || produced === null || consumed === null || produced <= 0) return null;
  const margin = Number(committed - start);
  const because = `retention.bytes ${retentionBytes}: the log starts ${margin} records before the committed offset and ${rate(produced)} are written`;
  const net = produced - consumed;
  return { secondsToLoss: net <= 0 ? null : margin / net, because };
}

/** Unread records as a share of all that the log holds. Source: klag and klag-exporter, lag rules L8. */
function unreadShare({ committed, highWatermark, latest }: PartitionSeen): number | null {
  const start = latest.bounds?.logStart ?? null;
  if (committed === null || highWatermark === null || start === null || highWatermark <= start) return null;
  return Math.min(1, Number(highWatermark - committed) / Number(highWatermark - start));
}

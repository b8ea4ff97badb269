import type { Confidence } from '../finding.ts';
import { writtenBetween } from './ends.ts';
import type { PartitionSeen } from './seen.ts';

/** How long the oldest unread record has been waiting. Source: lag rules §1.2, the definition proposed there. */
export interface TimeLag {
  readonly atLeastSeconds: number;
  /** Equal to `atLeastSeconds` where the record's own timestamp was read; null: no upper bound is known. */
  readonly atMostSeconds: number | null;
  /** `none`: nothing is unread, or only control records and aborted ones are. */
  readonly method: 'exact' | 'bracketed' | 'none';
  readonly confidence: Confidence;
}

/** Clocks of producers and of this server differ a little. [rule of thumb] */
const CLOCK_SLACK_MS = 1_000;

/** null: unknown, as for a record whose timestamp lies in the future. */
export function timeLagOf(seen: PartitionSeen, nowMs: number): TimeLag | null {
  const { lag, committed, firstUnread, ends } = seen;
  if (lag === null || committed === null) return null;
  if (lag === 0n || firstUnread?.method === 'none')
    return { atLeastSeconds: 0, atMostSeconds: 0, method: 'none', confidence: 'high' };
  const ago = (ms: number | null) => (ms === null ? null : Math.max(0, (nowMs - ms) / 1_000));
  const { method, notBeforeMs, notAfterMs } = firstUnread ?? { method: 'bracket', notBeforeMs: null, notAfterMs: null };
  if (notAfterMs !== null && notAfterMs > nowMs + CLOCK_SLACK_MS) return null;
  if (method === 'record' && notAfterMs !== null) {
    const seconds = ago(notAfterMs) ?? 0;
    return { atLeastSeconds: seconds, atMostSeconds: seconds, method: 'exact', confidence: 'high' };
  }
  const bracket = notAfterMs !== null || ends === null ? { notBeforeMs, notAfterMs } : writtenBetween(ends, committed);
  const atLeastSeconds = ago(bracket.notAfterMs);
  if (atLeastSeconds === null) return null;
  const atMostSeconds = ago(bracket.notBeforeMs);
  return { atLeastSeconds, atMostSeconds, method: 'bracketed', confidence: atMostSeconds === null ? 'low' : 'medium' };
}

/** The longest wait; null: unknown everywhere. */
export const longestWait = (lags: readonly (TimeLag | null)[]): TimeLag | null =>
  lags.reduce((worst, lag) => {
    if (lag === null || worst === null) return worst ?? lag;
    return (lag.atMostSeconds ?? lag.atLeastSeconds) > (worst.atMostSeconds ?? worst.atLeastSeconds) ? lag : worst;
  }, null);

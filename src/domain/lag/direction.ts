import { KEEPING_UP_SECONDS, SHORT_SAMPLE_SECONDS, type Verdict } from './status.ts';
import { duration } from './words.ts';

/** What the direction of lag is judged by; rates in records per second. */
export interface Course {
  readonly lag: bigint;
  readonly produced: number;
  readonly consumed: number;
  readonly seconds: number;
  /** A consumer that commits this seldom trails by what is produced meanwhile. */
  readonly pauseSeconds: number;
}

/** Changes of lag below that part of the produce rate are noise. [rule of thumb] */
const NOISE_SHARE = 0.02;

/** Where lag goes when offsets move. */
export function directionOf({ lag, produced, consumed, seconds, pauseSeconds }: Course): Verdict {
  const confidence = seconds < SHORT_SAMPLE_SECONDS ? 'medium' : 'high';
  if (Number(lag) <= allowedLag(produced, pauseSeconds)) {
    const behind = (Number(lag) / produced).toFixed(1);
    return { status: 'caught_up', confidence, because: `lag ${lag} is ${behind} s of production: it keeps up` };
  }
  const perSecond = produced - consumed;
  const change = Math.round(Math.abs(perSecond) * seconds);
  const span = `within ${duration(seconds)}`;
  if (change === 0 || Math.abs(perSecond) <= NOISE_SHARE * produced)
    return { status: 'steady', confidence, because: `lag stayed at about ${lag} ${span}` };
  return perSecond > 0
    ? { status: 'growing', confidence, because: `lag grew by ${change} to ${lag} ${span}` }
    : { status: 'draining', confidence, because: `lag fell by ${change} to ${lag} ${span}` };
}

/**
 * What a group may trail by while it keeps up: a batch that was fetched a pause ago is committed only now, so that just before
 * a commit two pauses of production are unread.
 */
export const allowedLag = (producedPerSecond: number, pauseSeconds: number): number =>
  producedPerSecond * allowedSeconds(pauseSeconds);

export const allowedSeconds = (pauseSeconds: number): number => Math.max(KEEPING_UP_SECONDS, 2 * pauseSeconds);

import type { LagPoint } from './curve.ts';

/** What lag did over a window. Times by the coordinator's clock, rates in records per second. */
export type LagTrend =
  | {
      readonly kind: 'growing';
      readonly sinceMs: number;
      /** false: it was growing already when the window began. */
      readonly beganInWindow: boolean;
      readonly from: bigint;
      readonly to: bigint;
      readonly perSecond: number;
    }
  | {
      readonly kind: 'falling';
      /** When it was greatest. */
      readonly sinceMs: number;
      readonly beganInWindow: boolean;
      readonly from: bigint;
      readonly to: bigint;
      readonly perSecond: number;
    }
  | {
      readonly kind: 'flat';
      readonly sinceMs: number;
      readonly lowest: bigint;
      readonly greatest: bigint;
    };

/** Fewer known points make no trend. [chosen] */
const FEWEST_POINTS = 4;

/** A change of less than a fifth of the greatest lag is the up and down between two commits. [chosen] */
const LEAST_CHANGE = 0.2;

/** Growth begins at the last point within this part of it above the lowest: the foot of the slope, not a dip before. [chosen] */
const FOOT = 0.05;

/**
 * Whether lag grew, fell or stayed, and since when. `noise` is the lag that comes and goes between two commits, which counts
 * for nothing. null with too few known points.
 */
export function lagTrend(points: readonly LagPoint[], noise: number): LagTrend | null {
  const known = points.flatMap(({ atMs, lag }) => (lag === null ? [] : [{ atMs, lag: Number(lag) }]));
  const last = known.at(-1);
  const first = known[0];
  if (first === undefined || last === undefined || known.length < FEWEST_POINTS) return null;
  const lags = known.map(({ lag }) => lag);
  const [lowest, greatest] = [Math.min(...lags), Math.max(...lags)];
  const least = Math.max(noise, LEAST_CHANGE * greatest);
  const [rise, fall] = [last.lag - lowest, greatest - last.lag];
  if (rise > least && rise >= fall) {
    const foot = known.findLast(({ lag }) => lag <= lowest + FOOT * rise) ?? first;
    return { kind: 'growing', ...slope(first, foot, last, lowest) };
  }
  if (fall > least) {
    const top = known.findLast(({ lag }) => lag >= greatest - FOOT * fall) ?? first;
    return { kind: 'falling', ...slope(first, top, last, greatest) };
  }
  return { kind: 'flat', sinceMs: first.atMs, lowest: BigInt(lowest), greatest: BigInt(greatest) };
}

interface Known {
  readonly atMs: number;
  readonly lag: number;
}

/** A slope that begins so early in what is known has begun before it: a commit timer moves the first points. [chosen] */
const EARLY = 0.05;

/** The line from the turn to the end, drawn back to the level before it: there it began. */
function slope(first: Known, turn: Known, last: Known, level: number) {
  const perMs = (last.lag - turn.lag) / Math.max(1, last.atMs - turn.atMs);
  const sinceMs = Math.round(turn.atMs - (turn.lag - level) / perMs);
  const beganInWindow = sinceMs - first.atMs > EARLY * (last.atMs - first.atMs);
  return {
    sinceMs: beganInWindow ? sinceMs : first.atMs,
    beganInWindow,
    from: BigInt(beganInWindow ? turn.lag : first.lag),
    to: BigInt(last.lag),
    perSecond: perMs * 1_000,
  };
}

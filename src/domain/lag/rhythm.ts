import { LONGEST_HEALTHY_SILENCE_SECONDS } from './status.ts';

/** How a consumer commits: the pauses between its steps forward. */
export interface Rhythm {
  readonly pauses: number;
  readonly medianSeconds: number;
  /** The longest pause after which it went on. */
  readonly longestSeconds: number;
}

/** Commits of several partitions in one request are one step. */
const ONE_STEP_MS = 500;

/** With fewer pauses a rhythm is a guess. */
const FEWEST_PAUSES = 3;

/** Several times the median pause: the test that told a stall from slow batches. Source: lag-faults-observed, lesson 3. */
const PAUSES_OF_SILENCE = 3;

/** A handler may well take longer once in a while than a commit timer of 5 s. [rule of thumb] */
const SHORTEST_SUSPICIOUS_SECONDS = 30;

/** The rhythm of steps at these times, in any order; null: there is no pause between them. */
export function rhythmOf(times: readonly number[]): Rhythm | null {
  if (times.length < 2) return null;
  // Typed arrays sort numbers many times faster, and a cluster may have a million commits.
  const steps = Float64Array.from(times).sort();
  const pauses = new Float64Array(steps.length);
  let count = 0;
  let [before] = steps;
  for (const at of steps) {
    if (before === undefined || at - before < ONE_STEP_MS) continue;
    pauses[count] = (at - before) / 1_000;
    count += 1;
    before = at;
  }
  const sorted = pauses.subarray(0, count).sort();
  const [median, longest] = [sorted[Math.floor((count - 1) / 2)], sorted[count - 1]];
  return median === undefined || longest === undefined
    ? null
    : { pauses: count, medianSeconds: median, longestSeconds: longest };
}

const isKnown = (rhythm: Rhythm | null): rhythm is Rhythm => rhythm !== null && rhythm.pauses >= FEWEST_PAUSES;

/**
 * Silence beyond this is no pause any more: three times the median, and longer than any pause after which it went on. Without
 * a rhythm, longer than any healthy consumer that was seen.
 */
export function suspiciousSeconds(rhythm: Rhythm | null): number {
  const longest = rhythm?.longestSeconds ?? 0;
  return isKnown(rhythm)
    ? Math.max(PAUSES_OF_SILENCE * rhythm.medianSeconds, longest, SHORTEST_SUSPICIOUS_SECONDS)
    : Math.max(LONGEST_HEALTHY_SILENCE_SECONDS, longest);
}

/** A pause that this consumer makes as a rule; one that was caused by an idle topic does not count. 0: none is known. */
export const usualPauseSeconds = (rhythm: Rhythm | null): number =>
  rhythm === null ? 0 : Math.min(rhythm.longestSeconds, PAUSES_OF_SILENCE * rhythm.medianSeconds);

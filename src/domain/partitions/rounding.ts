import { count, show } from '../words.ts';
import { roundUpToMultiple } from './arithmetic.ts';
import { mostForAnEvenSpread } from './key-spread.ts';
import type { Premises } from './premises.ts';

/** Counts that split evenly over many group sizes. */
const EVEN_COUNTS = [6, 12, 24, 30, 36, 48, 60];
const EVEN_STEP_ABOVE = 12;

/** Up to this many brokers a topic may well have a leader on each; above it, only where it needs as many partitions. */
const SMALL_CLUSTER_BROKERS = 12;

/** More than these owe a number, which a rounding is not. Source: guideline anti-patterns, a review threshold. */
export const REVIEW_PARTITIONS_PER_TOPIC = 50;

/**
 * A multiple of the brokers, so that leaders are even; a number with many divisors when the brokers are not known. On a
 * large cluster a small topic does not need a leader on every broker. Source: derived.
 */
export function roundUp(need: number, brokers: number | null): number {
  if (leadersEverywhere(need, brokers)) return roundUpToMultiple(need, brokers);
  const even = EVEN_COUNTS.find((one) => one >= need) ?? roundUpToMultiple(need, EVEN_STEP_ABOVE);
  return brokers === null || brokers === 1 ? even : Math.min(even, brokers);
}

type Rounding = Pick<Premises, 'brokers' | 'keys'>;

/** The count that a topic gets for its need: rounded up, where the rounding by itself does no harm. */
export const plannedFor = (need: number, rounding: Rounding): number =>
  whyNotRounded(need, rounding) === null ? roundUp(need, rounding.brokers) : need;

/** Why the need stays as it is, in short and in full; null: it is rounded up, or is a good number already. */
function whyNotRounded(
  need: number,
  { brokers, keys }: Rounding,
): { readonly short: string; readonly full: string } | null {
  const rounded = roundUp(need, brokers);
  if (rounded === need) return null;
  if (keys !== null && rounded > mostForAnEvenSpread(keys)) {
    const full = `${count(keys, 'key')} ${keys === 1 ? 'spreads' : 'spread'} evenly over no more than ${show(mostForAnEvenSpread(keys))}`;
    return { short: 'not rounded up, for its few keys', full };
  }
  if (need > REVIEW_PARTITIONS_PER_TOPIC || rounded <= REVIEW_PARTITIONS_PER_TOPIC) return null;
  return {
    short: `not rounded up past ${REVIEW_PARTITIONS_PER_TOPIC}`,
    full: `more than ${REVIEW_PARTITIONS_PER_TOPIC} owe a number that asks for them`,
  };
}

const leadersEverywhere = (need: number, brokers: number | null): brokers is number =>
  brokers !== null && brokers > 1 && (brokers <= SMALL_CLUSTER_BROKERS || need >= brokers);

/** `16 up to a multiple of 3 brokers`. */
export function roundingFormula(need: number, rounding: Rounding): string {
  const why = whyNotRounded(need, rounding);
  if (why !== null) return `${show(need)}, not rounded up: ${why.full}`;
  return leadersEverywhere(need, rounding.brokers)
    ? `${show(need)} up to a multiple of ${show(rounding.brokers)} brokers`
    : `${show(need)} up to the next of ${EVEN_COUNTS.join(', ')}, then steps of ${EVEN_STEP_ABOVE}`;
}

/** The end of a sentence that named the need; empty where nothing was rounded. */
export function roundingWords(need: number, rounding: Rounding): string {
  const why = whyNotRounded(need, rounding);
  if (why !== null) return `, ${why.short}`;
  if (roundUp(need, rounding.brokers) === need) return '';
  return `, rounded up to ${leadersEverywhere(need, rounding.brokers) ? `a multiple of ${show(rounding.brokers)} brokers` : 'a number with many divisors'}`;
}

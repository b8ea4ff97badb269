import { show } from '../words.ts';
import { roundUpToMultiple } from './arithmetic.ts';

/** Counts that split evenly over many group sizes. */
const EVEN_COUNTS = [6, 12, 24, 30, 36, 48, 60];
const EVEN_STEP_ABOVE = 12;

/** Up to this many brokers a topic may well have a leader on each; above it, only where it needs as many partitions. */
const SMALL_CLUSTER_BROKERS = 12;

/**
 * The count a topic gets: a multiple of the brokers, so that leaders are even; a number with many divisors when the
 * brokers are not known. On a large cluster a small topic does not need a leader on every broker. Source: derived.
 */
export function roundUp(need: number, brokers: number | null): number {
  if (leadersEverywhere(need, brokers)) return roundUpToMultiple(need, brokers);
  const even = EVEN_COUNTS.find((one) => one >= need) ?? roundUpToMultiple(need, EVEN_STEP_ABOVE);
  return brokers === null || brokers === 1 ? even : Math.min(even, brokers);
}

const leadersEverywhere = (need: number, brokers: number | null): brokers is number =>
  brokers !== null && brokers > 1 && (brokers <= SMALL_CLUSTER_BROKERS || need >= brokers);

/** `16 up to a multiple of 3 brokers`. */
export const roundingFormula = (need: number, brokers: number | null): string =>
  leadersEverywhere(need, brokers)
    ? `${show(need)} up to a multiple of ${show(brokers)} brokers`
    : `${show(need)} up to the next of ${EVEN_COUNTS.join(', ')}, then steps of ${EVEN_STEP_ABOVE}`;

/** The end of a sentence that named the need; empty where nothing was rounded. */
export function roundingWords(need: number, partitions: number, brokers: number | null): string {
  if (partitions === need) return '';
  return `, rounded up to ${leadersEverywhere(need, brokers) ? `a multiple of ${show(brokers)} brokers` : 'a number with many divisors'}`;
}

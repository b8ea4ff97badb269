import { rounded } from './arithmetic.ts';

/** Keys needed for each partition before the spread is usable. Source: derived, balls in bins. */
export const KEYS_PER_PARTITION = 20;

/** How evenly hashing spreads the keys over the partitions. */
export interface KeySpread {
  readonly keys: number;
  readonly keys_per_partition: number;
  /** Mean over random keys. */
  readonly expected_empty_partitions: number;
  /** K ≥ 20 × P. */
  readonly enough_keys: boolean;
  /** The largest count these keys still fill evenly. */
  readonly most_partitions_for_an_even_spread: number;
  /** How much more keys than the average the fullest partition holds; left out with too few keys for the formula. */
  readonly fullest_partition_over_average?: number;
}

/** `P·(1 − 1/P)^K` partitions that no key is hashed to. Source: balls in bins. */
export const expectedEmptyPartitions = (partitions: number, keys: number): number =>
  partitions * Math.exp(keys * Math.log1p(-1 / partitions));

/** Share by which the fullest partition exceeds the average K/P: `√(2·(K/P)·ln P) ÷ (K/P)`, for K much larger than P. */
const fullestOverAverage = (partitions: number, keys: number): number =>
  Math.sqrt((2 * Math.log(partitions) * partitions) / keys);

/** The largest count that so many keys still fill evenly, at least one: `⌊K ÷ 20⌋`. Source: derived, balls in bins. */
export const mostForAnEvenSpread = (keys: number): number => Math.max(1, Math.floor(keys / KEYS_PER_PARTITION));

export function spreadOf(partitions: number, keys: number): KeySpread {
  const enough = keys >= KEYS_PER_PARTITION * partitions;
  return {
    keys,
    keys_per_partition: rounded(keys / partitions, 2),
    expected_empty_partitions: rounded(expectedEmptyPartitions(partitions, keys), 2),
    enough_keys: enough,
    most_partitions_for_an_even_spread: mostForAnEvenSpread(keys),
    ...(enough ? { fullest_partition_over_average: rounded(fullestOverAverage(partitions, keys), 3) } : {}),
  };
}

/** How unevenly something is spread over partitions. */
export interface Skew {
  /** The largest share times the number of partitions: 1 is even, their number is all in one. */
  readonly factor: number;
  /** Share of the largest, 0 to 1. */
  readonly share: number;
  readonly partitions: number;
  /** What was counted in all. */
  readonly total: number;
}

/**
 * Uneven is twice the even share and more. Source: lag rules §1.4, proposed there, since a z-score above 2 can never occur
 * with five partitions or fewer.
 */
export const UNEVEN = 2;

/**
 * Below that an unkeyed topic looks uneven, since producers fill one partition's batch before the next. Two looks 5 s apart
 * told a hot key with 500 records. Source: lag-faults-observed 5.
 */
export const FEWEST_RECORDS = 200;

/** null: fewer than two partitions, or nothing counted. */
export function skewOf(counts: readonly number[]): Skew | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length < 2 || total <= 0) return null;
  const share = Math.max(...counts) / total;
  return { factor: share * counts.length, share, partitions: counts.length, total };
}

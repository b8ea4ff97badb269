/** API key to the range of versions a broker offers. */
export type ApiRanges = ReadonlyMap<number, { readonly min: number; readonly max: number }>;

/**
 * What each release was the first to offer, newest first: [release, API key, version].
 * Source: message definitions in the kafka-clients jars 3.0.2–4.4.0, and what those brokers advertise.
 */
const firsts: readonly (readonly [release: string, key: number, version: number])[] = [
  ['4.4', 18, 5],
  ['4.3', 35, 5],
  ['4.2', 90, 1],
  ['4.1', 77, 1],
  ['4.0', 60, 2],
  ['3.9', 2, 9],
  ['3.8', 16, 5],
  ['3.7', 60, 1],
  ['3.5', 2, 8],
  ['3.3', 35, 4],
  ['3.2', 35, 3],
  ['3.0', 2, 7],
];

/** The release family that the offered versions point to, such as `4.3`; null for one that is older than 3.0. */
export function releaseOf(ranges: ApiRanges): string | null {
  const found = firsts.find(([, key, version]) => (ranges.get(key)?.max ?? -1) >= version);
  return found === undefined ? null : found[0];
}

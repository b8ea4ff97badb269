/** Versions as Kafka's message definitions write them: `3+`, `0-7` or `5`. */
export type Versions = `${number}+` | `${number}-${number}` | `${number}`;

/** Whether `version` is one of `versions`; null stands for every version. */
export function includesVersion(versions: Versions | null, version: number): boolean {
  if (versions === null) return true;
  const { low, high } = parseVersions(versions);
  return low <= version && version <= high;
}

function parseVersions(versions: Versions): { low: number; high: number } {
  if (versions.endsWith('+')) return { low: Number(versions.slice(0, -1)), high: Number.POSITIVE_INFINITY };
  const [low, high = low] = versions.split('-');
  return { low: Number(low), high: Number(high) };
}

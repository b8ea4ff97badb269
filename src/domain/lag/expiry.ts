import type { Life } from './life.ts';
import type { ClusterSettings } from './observation.ts';
import type { GroupSeen } from './seen.ts';

/**
 * The clock that runs for the offsets of a group without members: `offsets.retention.minutes` after the group became empty,
 * or after the last commit where it never had members. Source: KIP-211; GroupCoordinatorConfig.
 */
export interface OffsetExpiry {
  /** Since when the clock runs; null: since before the history that was read. */
  readonly sinceMs: number | null;
  /** When the first offsets are deleted; null: unknown. */
  readonly expiresAtMs: number | null;
  readonly retentionMinutes: number | null;
}

const MINUTE_MS = 60_000;

/** null: no clock runs. */
export function expiryOf(seen: GroupSeen, life: Life, cluster: ClusterSettings | null): OffsetExpiry | null {
  if (life.kind !== 'gone' || seen.partitions.every(({ committed }) => committed === null)) return null;
  const retentionMinutes = cluster?.offsetsRetentionMinutes ?? null;
  const sinceMs = life.sinceMs ?? (seen.group.protocolType === '' ? lastCommit(seen) : null);
  return {
    sinceMs,
    expiresAtMs: sinceMs === null || retentionMinutes === null ? null : sinceMs + retentionMinutes * MINUTE_MS,
    retentionMinutes,
  };
}

function lastCommit({ partitions }: GroupSeen): number | null {
  const times = partitions.flatMap(({ commits }) => commits?.points.at(-1)?.atMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

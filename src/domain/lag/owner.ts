import { standsSince } from './commits.ts';
import type { MemberObservation, TopicPartition } from './observation.ts';
import { isReadable, unreadSince } from './readable.ts';
import { type Rhythm, rhythmOf, suspiciousSeconds } from './rhythm.ts';
import type { GroupSeen, PartitionSeen } from './seen.ts';
import type { Trend } from './trend.ts';

/**
 * One member with all its partitions, since partitions of one member take turns. A group whose members Kafka does not know
 * counts as one owner.
 */
export interface OwnerDiagnosis {
  /** null: the group as a whole. */
  readonly member: MemberObservation | null;
  readonly partitions: readonly TopicPartition[];
  /** null: unknown on all its partitions. */
  readonly lag: bigint | null;
  readonly consumedPerSecond: number | null;
  /** Seconds for which it committed no progress although something could be read; 0: nothing could; null: unknown. */
  readonly silentSeconds: number | null;
  /** Longer silence than this is suspicious, by its own commits. */
  readonly suspiciousSeconds: number;
  /** How it commits over all its partitions; null: no two steps forward are known. */
  readonly rhythm: Rhythm | null;
}

/** An owner while it is judged, with all that was seen of its partitions. */
export interface Owner extends OwnerDiagnosis {
  readonly seen: readonly PartitionSeen[];
}

export const isSilent = ({ silentSeconds, suspiciousSeconds: limit }: OwnerDiagnosis): boolean =>
  silentSeconds !== null && silentSeconds > limit;

/** Owners that the group has; the group itself where partitions have no owner that is known. */
export function ownersOf(seen: GroupSeen, trends: ReadonlyMap<PartitionSeen, Trend | null>): Owner[] {
  const byOwner = new Map<MemberObservation | null, PartitionSeen[]>();
  for (const partition of seen.partitions) {
    if (partition.subscribed === false) continue;
    const known = byOwner.get(partition.owner);
    if (known === undefined) byOwner.set(partition.owner, [partition]);
    else known.push(partition);
  }
  return [...byOwner].map(([member, partitions]) => judge(seen, member, partitions, trends));
}

function judge(
  seen: GroupSeen,
  member: MemberObservation | null,
  partitions: readonly PartitionSeen[],
  trends: ReadonlyMap<PartitionSeen, Trend | null>,
): Owner {
  const lags = partitions.flatMap(({ lag }) => lag ?? []);
  const rates = partitions.flatMap((partition) => trends.get(partition)?.consumedPerSecond ?? []);
  const rhythm = rhythmOf(partitions.flatMap(({ commits }) => (commits === null ? [] : [...commits.progress])));
  return {
    member,
    partitions: partitions.map(({ where }) => where),
    seen: partitions,
    lag: lags.length === 0 ? null : lags.reduce((sum, lag) => sum + lag, 0n),
    consumedPerSecond: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
    silentSeconds: silenceOf(seen, partitions),
    suspiciousSeconds: suspiciousSeconds(rhythm),
    rhythm,
  };
}

/** From the last step forward on any partition, the last change of members, or the first unread record: what was latest. */
function silenceOf(seen: GroupSeen, partitions: readonly PartitionSeen[]): number | null {
  const readable = partitions.filter(isReadable);
  if (readable.length === 0) return 0;
  const { nowMs, firstLookMs } = seen;
  const since = readable.flatMap((partition) => unreadSince(partition, firstLookMs) ?? []);
  const stands = partitions.flatMap((partition) => stoodSince(partition, nowMs, firstLookMs) ?? []);
  if (since.length === 0 || stands.length === 0) return null;
  const changeMs = seen.history?.generations.findLast(({ members }) => members.length > 0)?.atMs ?? 0;
  return Math.max(0, nowMs - Math.max(Math.min(...since), ...stands, changeMs)) / 1_000;
}

/** Since when this partition's offset stands; null: unknown. */
function stoodSince({ commits, committed, earlier }: PartitionSeen, nowMs: number, firstLookMs: number | null) {
  const newest = commits?.points.at(-1)?.offset ?? null;
  const before = earlier?.offset?.offset ?? null;
  if (committed !== null && before !== null && committed > before) return nowMs;
  if (commits === null) return firstLookMs;
  // Committed after the history was read.
  if (newest !== null && committed !== null && committed > newest) return firstLookMs ?? nowMs;
  return standsSince(commits);
}

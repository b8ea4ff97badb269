import { type ByPartition, byPartition, toByPartition } from './by-partition.ts';
import { type Commits, commitsOf } from './commits.ts';
import { type Ends, endsOf } from './ends.ts';
import type { EvidenceIndex, LookIndex } from './looks.ts';
import type {
  FirstUnread,
  GroupHistory,
  GroupObservation,
  GroupOffset,
  MemberObservation,
  OpenTransaction,
  PartitionOffsets,
  TopicPartition,
  TopicSettings,
} from './observation.ts';

/** What one look saw of a partition. */
interface PartitionLook {
  readonly offset: GroupOffset | null;
  readonly bounds: PartitionOffsets | null;
}

/** One partition of one group with all that was seen of it, before any judgement. */
export interface PartitionSeen extends TopicPartition {
  readonly where: TopicPartition;
  readonly latest: PartitionLook;
  /** The look before; null with one look. */
  readonly earlier: PartitionLook | null;
  readonly committed: bigint | null;
  readonly highWatermark: bigint | null;
  /** High watermark minus committed offset, as kafka-consumer-groups counts it; null where it is unknown. */
  readonly lag: bigint | null;
  readonly owner: MemberObservation | null;
  /** Whether a member subscribes to the topic; null: unknown, or the group has no members. */
  readonly subscribed: boolean | null;
  /** null: no history, or a share group, whose progress is not in it. */
  readonly commits: Commits | null;
  readonly ends: Ends | null;
  /** Of the present committed offset only. */
  readonly firstUnread: FirstUnread | null;
  readonly transactions: readonly OpenTransaction[];
  readonly topicSettings: TopicSettings | null;
  readonly topicMissing: boolean;
}

/** One group at its latest look, and the way back to the one before. */
export interface GroupSeen {
  readonly group: GroupObservation;
  readonly history: GroupHistory | null;
  readonly partitions: readonly PartitionSeen[];
  readonly nowMs: number;
  /** Seconds between the looks; null with one look. */
  readonly spanSeconds: number | null;
  /** The group as the first look saw it, and when; null with one look. */
  readonly earlier: GroupObservation | null;
  readonly firstLookMs: number | null;
  /** The session timeout that the brokers give to members of the 4.x consumer protocol; null: unknown, or not its protocol. */
  readonly brokerSessionMs: number | null;
}

/** A curve without a history belongs to the last hour; older points are the same hour of another day. */
const RECENT_MS = 3_600_000;

/** Points may lie a little before the window that was asked for. */
const WINDOW_SLACK_MS = 60_000;

/** A second look that did not get the group's offsets is none. null: the group is not in the first look. */
export function seeGroup(name: string, { first, second: again, background }: EvidenceIndex): GroupSeen | null {
  const before = first.group(name);
  if (before === null) return null;
  const second = (again?.group(name)?.offsets ?? null) === null ? null : again;
  const group = second?.group(name) ?? before;
  const latest = second ?? first;
  const history = knownHistory(background?.history(name) ?? null);
  const nowMs = Math.max(latest.observation.observedAtMs, history?.toMs ?? 0, newestCommit(history));
  const recentSinceMs = Math.min(history?.fromMs ?? nowMs, nowMs - RECENT_MS) - WINDOW_SLACK_MS;
  const owners = ownersOf(group);
  const isSubscribed = subscriptionOf(group);
  const offsets = offsetsOf(group);
  const offsetsBefore = second === null ? null : offsetsOf(before);
  const histories = byPartition(history?.partitions ?? []);
  const missing = new Set(background?.background.missingTopics ?? []);
  const lookAt = (index: LookIndex, at: Offsets, where: TopicPartition): PartitionLook => ({
    offset: at.get(where),
    bounds: index.partition(where),
  });
  const partitions = wanted(before, group).map((where): PartitionSeen => {
    const now = lookAt(latest, offsets, where);
    const earlier = offsetsBefore === null ? null : lookAt(first, offsetsBefore, where);
    const curve = background?.curve(where) ?? null;
    const committed = now.offset?.offset ?? null;
    const highWatermark = now.bounds?.highWatermark ?? null;
    const unread = background?.firstUnread(name, where) ?? null;
    const looks = [
      ...(earlier === null
        ? []
        : [{ atMs: first.observation.observedAtMs, endOffset: earlier.bounds?.highWatermark ?? null }]),
      { atMs: latest.observation.observedAtMs, endOffset: highWatermark },
    ];
    return {
      where,
      topic: where.topic,
      partition: where.partition,
      latest: now,
      earlier,
      committed,
      highWatermark,
      lag: lagOf(now, group.type),
      owner: owners.get(where),
      subscribed: isSubscribed(where.topic),
      commits: history === null || group.type === 'share' ? null : commitsOf(history, histories.get(where)),
      ends: curve === null ? null : endsOf(curve, looks, recentSinceMs),
      firstUnread: unread !== null && unread.offset === committed ? unread : null,
      transactions: background?.openTransactions(where) ?? [],
      topicSettings: background?.topic(where.topic) ?? null,
      topicMissing: missing.has(where.topic) || now.bounds?.missing === 'UNKNOWN_TOPIC_OR_PARTITION',
    };
  });
  return {
    group,
    history,
    partitions,
    nowMs,
    spanSeconds: second === null ? null : (second.observation.observedAtMs - first.observation.observedAtMs) / 1_000,
    earlier: second === null ? null : before,
    firstLookMs: second === null ? null : first.observation.observedAtMs,
    brokerSessionMs:
      group.type === 'consumer' ? (background?.background.cluster.consumerSessionTimeoutMs ?? null) : null,
  };
}

/** What the coordinator has written down has happened, also where its clock goes before ours. */
const newestCommit = (history: GroupHistory | null): number =>
  (history?.partitions ?? []).reduce((newest, { commits }) => Math.max(newest, commits.at(-1)?.atMs ?? 0), 0);

/** A history that is complete since its end only could not be read. */
const knownHistory = (history: GroupHistory | null): GroupHistory | null =>
  history === null || history.completeSinceMs >= history.toMs ? null : history;

type Offsets = ByPartition<GroupOffset>;

const offsetsOf = (group: GroupObservation): Offsets => byPartition(group.offsets ?? []);

/** In a share group many members may hold one partition, so nobody owns it. */
function ownersOf({ type, members }: GroupObservation): ByPartition<MemberObservation> {
  const owned = (type === 'share' ? [] : (members ?? [])).flatMap((member) =>
    (member.assignment ?? []).map(({ topic, partition }) => ({ topic, partition, member })),
  );
  return toByPartition(owned, ({ member }) => member);
}

/** An assigned topic counts as subscribed, since a regular expression does not name it. */
function subscriptionOf({ members }: GroupObservation): (topic: string) => boolean | null {
  if (members === null || members.length === 0) return () => null;
  const assigned = new Set(members.flatMap(({ assignment }) => (assignment ?? []).map(({ topic }) => topic)));
  const named = new Set(members.flatMap(({ subscribed }) => subscribed ?? []));
  // A member that is about to join tells nothing yet.
  const told = members.every(
    ({ subscribed, subscribedRegex }) => subscribed !== null && subscribed.length > 0 && subscribedRegex === null,
  );
  return (topic) => (named.has(topic) || assigned.has(topic) ? true : told ? false : null);
}

/**
 * A share group's coordinator counts its own lag; elsewhere lag is the distance to the high watermark. In a log without any
 * record nothing is unread, wherever the group will begin.
 */
function lagOf({ offset, bounds }: PartitionLook, type: GroupObservation['type']): bigint | null {
  if (offset?.reportedLag != null) return offset.reportedLag;
  const high = bounds?.highWatermark ?? null;
  if (high === null || offset?.error != null) return null;
  const at = offset?.offset ?? null;
  if (at === null) return type !== 'share' && bounds?.logStart === high ? 0n : null;
  return at > high ? null : high - at;
}

/** Partitions with an offset, and those that a member owns, each once. */
function wanted(...groups: readonly GroupObservation[]): TopicPartition[] {
  const topics = new Map<string, Set<number>>();
  const all: TopicPartition[] = [];
  const add = ({ topic, partition }: TopicPartition) => {
    const known = topics.get(topic);
    if (known === undefined) topics.set(topic, new Set([partition]));
    else if (known.has(partition)) return;
    else known.add(partition);
    all.push({ topic, partition });
  };
  for (const { offsets, members } of groups) {
    for (const offset of offsets ?? []) add(offset);
    for (const { assignment } of members ?? []) for (const owned of assignment ?? []) add(owned);
  }
  return all;
}

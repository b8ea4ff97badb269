import type { Gap } from '../gap.ts';

/** Consumer groups and the partitions they read, as seen at one moment. */
export interface LagObservation {
  readonly observedAtMs: number;
  readonly groups: readonly GroupObservation[];
  /** Every partition that a group of `groups` has an offset for or owns. */
  readonly partitions: readonly PartitionOffsets[];
  /** Group names that were asked for and that no broker knows, each with all group names seen. */
  readonly unknownGroups: readonly UnknownGroup[];
  readonly gaps: readonly Gap[];
  /** Requests sent for this observation, connection set-up not counted. */
  readonly requests: number;
}

export interface UnknownGroup {
  readonly group: string;
  readonly knownGroups: readonly string[];
}

/** `unknown`: the broker does not tell the type, or tells one that this server does not know. */
export type GroupType = 'classic' | 'consumer' | 'share' | 'streams' | 'unknown';

export interface GroupObservation {
  readonly group: string;
  readonly type: GroupType;
  /** As the broker names it: Stable, Empty, PreparingRebalance, Assigning, Reconciling …; null when unknown. */
  readonly state: string | null;
  /** `consumer`, `connect`, … for a classic group; the empty string when only commits exist; null when unknown. */
  readonly protocolType: string | null;
  /** The assignor in use; null when unknown. */
  readonly assignor: string | null;
  readonly coordinator: number | null;
  /** Epochs exist in the 4.x protocols only. */
  readonly groupEpoch: number | null;
  readonly assignmentEpoch: number | null;
  /** null: could not be had; an empty list: the group has no members. */
  readonly members: readonly MemberObservation[] | null;
  /** null: could not be had. A share group has share offsets and no committed ones. */
  readonly offsets: readonly GroupOffset[] | null;
}

export interface MemberObservation {
  readonly memberId: string;
  readonly clientId: string;
  readonly host: string;
  /** group.instance.id of a static member. */
  readonly instanceId: string | null;
  readonly epoch: number | null;
  /** null: the broker does not tell, or it could not be read. */
  readonly assignment: readonly TopicPartition[] | null;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The committed offset of a group, or the start offset of a share group (SPSO). */
export interface GroupOffset extends TopicPartition {
  /** null: never committed, or the share group has not begun. */
  readonly offset: bigint | null;
  /** Lag as the share coordinator reports it; null for every other group, and where it does not know. */
  readonly reportedLag: bigint | null;
  /** Kafka's error name when this partition's offset could not be had. */
  readonly error: string | null;
}

export interface PartitionOffsets extends TopicPartition {
  readonly leader: number | null;
  readonly logStart: bigint | null;
  /** What a read_committed consumer can read up to; null when it was not asked for or could not be had. */
  readonly lastStable: bigint | null;
  readonly highWatermark: bigint | null;
  /** Why an offset is null: `leaderless`, `UNKNOWN_TOPIC_OR_PARTITION`, `broker 2 did not answer` …; null when nothing is missing. */
  readonly missing: string | null;
}

/** What to look at. */
export type GroupSelection =
  | { readonly kind: 'named'; readonly group: string }
  /** `*` stands for any run of characters. */
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'all' };

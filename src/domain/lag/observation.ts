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

/**
 * What more can be had about groups without waiting: their past out of `__consumer_offsets`, the past of their partitions,
 * and what stands around them. Every part may be missing; then a gap says why.
 */
export interface LagBackground {
  /**
   * By group: every group of the look, also one that left nothing in the window. Empty where `historyMissing` says why. A group
   * whose part of the topic could not be read is complete since `toMs` only, which is to say that nothing is known; a gap says why.
   */
  readonly histories: ReadonlyMap<string, GroupHistory>;
  /** Why no history could be read, such as a denied READ on `__consumer_offsets`; null when it was read. */
  readonly historyMissing: string | null;
  /** End offsets at earlier times, one a partition. */
  readonly curves: readonly ProduceCurve[];
  /** Age of what is unread, for partitions with lag. */
  readonly firstUnread: readonly FirstUnread[];
  /** Transactions that hold back a last stable offset. */
  readonly openTransactions: readonly OpenTransaction[];
  /** By name: topics that are read (of many groups those with lag), and for one group those that it subscribes to as well. */
  readonly topics: ReadonlyMap<string, TopicSettings>;
  /** Topics that a group subscribes to, owns or has committed to, and that the cluster says do not exist. */
  readonly missingTopics: readonly string[];
  readonly cluster: ClusterSettings;
  readonly gaps: readonly Gap[];
  /** Requests sent for it, connection set-up not counted: those of the tail and curves, and all others. */
  readonly requests: { readonly history: number; readonly others: number };
}

/** One commit, as the coordinator wrote it down. Only those that count: not pending, not aborted. */
export interface CommitPoint {
  /** The coordinator's clock. */
  readonly atMs: number;
  readonly offset: bigint;
  /** null: the client gave none (kafkajs, Connect, bare offsets). */
  readonly leaderEpoch: number | null;
  /** The topic's id at the time of the commit (4.1+); null: not told. A topic that was recreated has another. */
  readonly topicId: string | null;
}

/** Commits of a group on one partition, in the order in which they were made. */
export interface PartitionHistory extends TopicPartition {
  readonly commits: readonly CommitPoint[];
  /** When the coordinator forgot the offset: expired, deleted, or its topic was; null: it did not. */
  readonly forgottenAtMs: number | null;
}

/** A member as the coordinator wrote it down. */
export interface HistoryMember {
  readonly memberId: string;
  /** null: a member of a 4.x protocol that joined before the window and left in it, of which only the id is told. */
  readonly clientId: string | null;
  readonly host: string | null;
  readonly instanceId: string | null;
  readonly sessionTimeoutMs: number | null;
  /** max.poll.interval.ms of a Java consumer, rebalanceTimeout of kafkajs. */
  readonly rebalanceTimeoutMs: number | null;
}

/** The group after one change of its members: a classic generation, or an epoch of a 4.x protocol. */
export interface Generation {
  readonly atMs: number;
  readonly generation: number;
  readonly members: readonly HistoryMember[];
}

/** What one group left in `__consumer_offsets` within a window. */
export interface GroupHistory {
  readonly group: string;
  /** The window that was asked for begins here. */
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * From here on nothing is missing: later than `fromMs` where the budget in bytes or time ended first. Before it,
   * compaction leaves only the newest commit of each partition.
   */
  readonly completeSinceMs: number;
  readonly partitions: readonly PartitionHistory[];
  /** In order; empty for a group that only ever committed (assign(), admin tools), and where none fell into the window. */
  readonly generations: readonly Generation[];
  /** Whether commits look like those of Kafka Streams (its metadata begins with `AgAA`). */
  readonly streamsMetadata: boolean;
}

/** The high watermark of a partition at earlier times, ascending; the last point is the present one. */
export interface ProduceCurve extends TopicPartition {
  readonly points: readonly { readonly atMs: number; readonly endOffset: bigint }[];
}

/** When the oldest unread record was written. */
export interface FirstUnread extends TopicPartition {
  readonly group: string;
  /** The committed offset that was looked at. */
  readonly offset: bigint;
  /**
   * `record`: its timestamp was read. `bracket`: it lies between the two times, from offsets by time. `none`: from the offset
   * up to the high watermark there is no data record, only control records and aborted ones.
   */
  readonly method: 'record' | 'bracket' | 'none';
  readonly notBeforeMs: number | null;
  readonly notAfterMs: number | null;
  /** Bytes of the batch at the offset and the records in it; null unless it was read. */
  readonly batchBytes: number | null;
  readonly batchRecords: number | null;
}

/** A producer with a transaction that is open on a partition, and what its coordinator says of it. */
export interface OpenTransaction extends TopicPartition {
  readonly producerId: bigint;
  readonly startOffset: bigint;
  /** The producer's clock at its last record; null: not told. */
  readonly lastTimestampMs: number | null;
  /** null: no coordinator knows one. */
  readonly transactionalId: string | null;
  /** Ongoing, Empty, CompleteAbort, …; null: not known, or could not be asked. */
  readonly state: string | null;
  readonly timeoutMs: number | null;
  readonly startedMs: number | null;
  /** Whether the coordinator counts this partition to the transaction; null: could not be asked. */
  readonly coordinatorHasPartition: boolean | null;
}

/** null: could not be had. */
export interface TopicSettings {
  readonly topicId: string | null;
  /** -1 in either: no limit, as Kafka writes it. */
  readonly retentionMs: number | null;
  readonly retentionBytes: number | null;
  readonly cleanupPolicy: string | null;
  readonly timestampType: string | null;
  readonly minInsyncReplicas: number | null;
  readonly replicationFactor: number | null;
  /** Partitions by number: brokers that should have it, and those that are in sync. */
  readonly partitions: readonly {
    readonly partition: number;
    readonly leader: number | null;
    readonly replicas: readonly number[];
    readonly isr: readonly number[];
  }[];
}

/** null: could not be had, or the release does not have it. */
export interface ClusterSettings {
  readonly brokers: number;
  /** Release family such as `4.3`; the oldest where they differ. */
  readonly release: string | null;
  readonly offsetsRetentionMinutes: number | null;
  readonly consumerSessionTimeoutMs: number | null;
  readonly consumerHeartbeatIntervalMs: number | null;
  readonly transactionPartitionVerification: boolean | null;
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
  /** What it is to have in the end (4.x protocols); null: not told. */
  readonly target: readonly TopicPartition[] | null;
  /** Topics that it subscribes to by name; null: not told. */
  readonly subscribed: readonly string[] | null;
  /** Its regular expression (4.x consumer protocol); null: none, or not told. */
  readonly subscribedRegex: string | null;
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

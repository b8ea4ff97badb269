import type { Gap } from '../gap.ts';

/** An existing topic and what has been written to it lately, as seen at one moment. */
export interface TopicThroughput {
  readonly observedAtMs: number;
  readonly topic: string;
  /** Live brokers of the cluster. */
  readonly brokers: number;
  /** Replicas of every topic that this client is shown. */
  readonly clusterReplicas: number;
  /** The live broker with most replicas; null: none has any. */
  readonly fullestBroker: { readonly broker: number; readonly replicas: number } | null;
  /** null: the topic has no partition that could be told. */
  readonly replicationFactor: number | null;
  /** As the broker writes it: `delete`, `compact`, `compact,delete`; null: not told. */
  readonly cleanupPolicy: string | null;
  /** Older segments lie on other storage, so the disks do not tell the size; null: not told. */
  readonly remoteStorage: boolean | null;
  readonly partitions: readonly PartitionThroughput[];
  readonly gaps: readonly Gap[];
  /** Requests sent for this observation, connection set-up not counted. */
  readonly requests: number;
}

export interface PartitionThroughput {
  readonly partition: number;
  readonly logStart: bigint | null;
  readonly end: bigint | null;
  /** Size of the log on its leader's disk. */
  readonly leaderBytes: bigint | null;
  /** End offsets at times, ascending; the last is that of the look. A time from which nothing is known has no point. */
  readonly points: readonly { readonly atMs: number; readonly endOffset: bigint }[];
}

/** A name that the cluster does not show, with all names it does. */
export interface UnknownTopic {
  readonly topic: string;
  readonly knownTopics: readonly string[];
}

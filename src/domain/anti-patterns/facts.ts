/**
 * What the six rules look at, in the words of no advisor. null: not known, and then a rule stays silent about it.
 * `of` names the topic, event or group that the finding is about.
 */
export interface StreamFacts {
  readonly of: string | null;
  /** The sender waits for an answer. */
  readonly requestReply: boolean;
  readonly messagesPerS: number | null;
  /** null: not known. The largest record says nothing of a rate. */
  readonly averageBytes: number | null;
  readonly largestBytes: number | null;
  readonly partitions: number | null;
  /** The number that demands so many partitions, as a sentence; null: none was measured. */
  readonly partitionsDemandedBy: string | null;
  /** What its load needs, where the topic exists with more than that; null: it does not, or that is not known. */
  readonly partitionsNeeded: number | null;
  /** What makes the count smaller, by what binds it; null: that is not known, and the general ways are named. */
  readonly partitionsRemedy: string | null;
  readonly replicationFactor: number;
  readonly brokers: number | null;
  /** Groups that read it, each with all its members: every group is sent every byte once. */
  readonly consumers: number | null;
  readonly orderMatters: boolean | null;
  readonly keyed: boolean | null;
  /** The group commits its offsets, by itself or with its results elsewhere. */
  readonly commits: boolean | null;
  /** Where a group without a commit starts; null: not known. */
  readonly startsAt: 'earliest' | 'latest' | null;
  /** Somebody is alerted about its lag. */
  readonly lagWatched: boolean | null;
  readonly retentionMs: number | null;
}

/** Facts of which nothing is known; spread it and set what is. */
export const noFacts: StreamFacts = {
  of: null,
  requestReply: false,
  messagesPerS: null,
  averageBytes: null,
  largestBytes: null,
  partitions: null,
  partitionsDemandedBy: null,
  partitionsNeeded: null,
  partitionsRemedy: null,
  replicationFactor: 3,
  brokers: null,
  consumers: null,
  orderMatters: null,
  keyed: null,
  commits: null,
  startsAt: null,
  lagWatched: null,
  retentionMs: null,
};

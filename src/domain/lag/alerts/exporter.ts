/** What one exporter calls the things that lag alerts are made of. Names are facts with a source; null: it does not export it. */
export interface Exporter {
  /** The project, for readers. */
  readonly name: string;
  /** Where the names were read, and as of when. */
  readonly source: string;
  /** Names of the labels; `cluster` tells clusters apart that one exporter watches. */
  readonly labels: {
    readonly cluster: string | null;
    readonly group: string;
    readonly topic: string;
    readonly partition: string;
  };
  /** Unread records of a partition. */
  readonly lag: string;
  readonly endOffset: string;
  readonly startOffset: string | null;
  readonly committed: CommittedMetric;
  /** Age of the first unread record of a partition, in seconds. */
  readonly timeLagSeconds: string | null;
  /** A group without members while records wait. */
  readonly empty: EmptySign | null;
  /** Values of a status metric that mean no progress. */
  readonly stalledStatus: { readonly metric: string; readonly values: readonly number[] } | null;
}

/** What moves when a group commits: an offset a partition, or their sum over a topic. */
interface CommittedMetric {
  readonly metric: string;
  readonly per: 'partition' | 'topic';
}

/** How an exporter shows that a group has no members: a metric with a value, or a label of the lag metric. */
type EmptySign = { readonly metric: string; readonly value: number } | { readonly label: string; readonly is: string };

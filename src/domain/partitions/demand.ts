import type { WritingClient } from './clients.ts';

/**
 * What is known about a topic before its partitions are counted; undefined means not known. MB is 10^6 bytes. Numbers
 * outside of `ranges.ts` are refused.
 */
export interface PartitionDemand {
  /** Peak write rate of the topic. */
  readonly target_mb_per_s?: number | undefined;
  readonly target_messages_per_s?: number | undefined;
  readonly average_message_bytes?: number | undefined;
  /** What producers reach on one partition, measured. */
  readonly producer_mb_per_s_per_partition?: number | undefined;
  /** What the slowest group reaches on one partition, measured. */
  readonly consumer_mb_per_s_per_partition?: number | undefined;
  /** Time the slowest group's handler needs for one message. */
  readonly processing_ms_per_message?: number | undefined;
  /** How busy a consumer may be at peak, 0…1. */
  readonly target_utilisation?: number | undefined;
  /** Parallel instances of the largest group. */
  readonly expected_consumers?: number | undefined;
  readonly growth_factor?: number | undefined;
  /** Another way to state growth, with a horizon. */
  readonly growth_percent_per_year?: number | undefined;
  readonly horizon_months?: number | undefined;
  readonly brokers?: number | undefined;
  readonly replication_factor?: number | undefined;
  /** All replicas on the cluster now, this topic's included. */
  readonly existing_replicas_on_cluster?: number | undefined;
  readonly ordering?: Ordering | undefined;
  /** Producers set a key. */
  readonly keyed?: boolean | undefined;
  /** Which clients write the topic. */
  readonly clients?: readonly WritingClient[] | undefined;
  /** A key whose partition is wanted. */
  readonly sample_key?: string | undefined;
  /** Distinct keys. */
  readonly key_cardinality?: number | undefined;
  /** Share of the traffic that the most frequent key carries, 0…1. */
  readonly hottest_key_share?: number | undefined;
  /** The topic exists already with this many. */
  readonly current_partitions?: number | undefined;
  readonly cleanup_policy?: CleanupPolicy | undefined;
  readonly latency_sensitive?: boolean | undefined;
}

type Ordering = 'per_key' | 'none';
type CleanupPolicy = 'delete' | 'compact';

import type { Confidence } from '../finding.ts';

/**
 * What the lag of a partition or a group does. The words are defined in the guideline lag-and-rebalances, a section each.
 * `lagging` is all that one look can say of unread records; `steady` is lag that neither grows nor drains; `unsubscribed`
 * are old commits on a topic that no member reads any more.
 */
export const lagStatuses = [
  'offsets_lost_to_retention',
  'committed_beyond_end',
  'blocked_by_transaction',
  'no_active_members',
  'crash_looping',
  'rebalancing',
  'stalled',
  'moved_backwards',
  'growing',
  'steady',
  'draining',
  'lagging',
  'never_committed',
  'unsubscribed',
  'unknown',
  'caught_up',
] as const;

export type LagStatus = (typeof lagStatuses)[number];

export interface Verdict {
  readonly status: LagStatus;
  readonly confidence: Confidence;
  /** Why this status, in one clause with numbers. */
  readonly because: string;
}

/**
 * A healthy group trails by what is produced between two commits. Two default auto-commit intervals of 5 s count as keeping
 * up, where the group's own commits are not farther apart. Source: ConsumerConfig auto.commit.interval.ms 5000; constant lag
 * of 20–30 at 10 records/s observed on 4.3.1.
 */
export const KEEPING_UP_SECONDS = 10;

/**
 * Healthy consumers were seen silent for up to 115 s (kafkajs eachMessage at 200 ms a message; one Java consumer over six
 * partitions: 85 s; a commit timer: 60 s; batches of 500: 26 s), so without a group's own rhythm shorter silence proves
 * nothing. Source: observed on Kafka 4.3.1 and 3.9.1.
 */
export const LONGEST_HEALTHY_SILENCE_SECONDS = 115;

/** Shorter samples catch or miss single batch commits, and say little about direction. Source: as above, batches of 26 s. */
export const SHORT_SAMPLE_SECONDS = 30;

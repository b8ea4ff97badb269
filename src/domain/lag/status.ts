import type { Confidence } from '../finding.ts';

/**
 * What the lag of a partition or a group does. The words are defined in the guideline lag-and-rebalances, a section each.
 * `lagging` is all that one look can say of unread records; `steady` is lag that neither grows nor drains.
 */
export const lagStatuses = [
  'offsets_lost_to_retention',
  'blocked_by_transaction',
  'no_active_members',
  'stalled',
  'growing',
  'steady',
  'draining',
  'lagging',
  'never_committed',
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
 * up. Source: ConsumerConfig auto.commit.interval.ms 5000; constant lag of 20–30 at 10 records/s observed on 4.3.1.
 */
export const KEEPING_UP_SECONDS = 10;

/**
 * Healthy consumers were seen silent for up to 85 s (one Java consumer over six partitions; batches of 500: 26 s; a commit
 * timer: 60 s), so a shorter sample without a commit proves little. Source: observed on Kafka 4.3.1 and 3.9.1.
 */
export const LONGEST_HEALTHY_SILENCE_SECONDS = 85;

/** Shorter samples catch or miss single batch commits, and say little about direction. Source: as above, batches of 26 s. */
export const SHORT_SAMPLE_SECONDS = 30;

import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

interface Volume {
  readonly mbPerDay: number;
  readonly retentionDays: number;
}

/** What a topic holds in one copy once retention has set in: `MB/day × days`, MB. Source: derived. */
export const topicMb = ({ mbPerDay, retentionDays }: Volume): Computed => ({
  value: mbPerDay * retentionDays,
  formula: `${show(mbPerDay)} MB/day × ${count(retentionDays, 'day')}`,
  source: 'derived: volume a day × days',
});

/**
 * `retention.bytes` that keeps so many days: `MB/day × days ÷ partitions`, MB of 10⁶ bytes. It limits each partition, not the
 * topic, and the active segment comes on top. Source: TopicConfig; IBM Event Streams.
 */
export const retentionMbPerPartition = ({
  mbPerDay,
  retentionDays,
  partitions,
}: Volume & { readonly partitions: number }): Computed => ({
  value: topicMb({ mbPerDay, retentionDays }).value / partitions,
  formula: `${topicMb({ mbPerDay, retentionDays }).formula} ÷ ${count(partitions, 'partition')}`,
  source: 'Apache Kafka TopicConfig: retention.bytes is per partition',
});

/** log.retention.check.interval.ms and file.delete.delay.ms of Kafka's defaults. */
const CHECK_MS = 300_000;
const DELETE_DELAY_MS = 60_000;

/**
 * Greatest age at which a record can still be on disk: `retention + segment.ms + 5 min check + 60 s delete delay`, ms. Only
 * whole segments are deleted, so the oldest record of a segment waits for the youngest. Source: TopicConfig, broker defaults.
 */
export const oldestOnDiskMs = ({
  retentionMs,
  segmentMs,
}: {
  readonly retentionMs: number;
  readonly segmentMs: number;
}): Computed => ({
  value: retentionMs + segmentMs + CHECK_MS + DELETE_DELAY_MS,
  formula: `${show(retentionMs)} ms retention + ${show(segmentMs)} ms segment + ${show(CHECK_MS)} ms check + ${show(DELETE_DELAY_MS)} ms delete delay`,
  source: 'Apache Kafka TopicConfig: whole segments are deleted; broker defaults',
});

/** Time before the first unread record reaches the end of its retention if nothing is read: `retention − age`, never below 0. In the unit given. Source: derived. */
export const retentionHeadroom = ({
  retention,
  oldestUnreadAge,
}: {
  readonly retention: number;
  readonly oldestUnreadAge: number;
}): Computed => ({
  value: Math.max(0, retention - oldestUnreadAge),
  formula: `${show(retention)} − ${show(oldestUnreadAge)}`,
  source: 'derived: retention less the age of the oldest unread record',
});

/**
 * Time until unread records are deleted: `headroom ÷ (1 − pace)`, where pace is what is read per record written. null: reading
 * is as fast as writing, so it never comes to that. In the unit of the headroom. Source: derived.
 */
export const timeToLoss = ({
  headroom,
  pace,
}: {
  readonly headroom: number;
  readonly pace: number;
}): Computed | null =>
  pace >= 1
    ? null
    : {
        value: headroom / (1 - pace),
        formula: `${show(headroom)} ÷ (1 − ${show(pace)})`,
        source: 'derived: the age of the oldest unread record grows by 1 − consumed ÷ produced',
      };

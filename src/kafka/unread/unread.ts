import type { FirstUnread, GroupObservation, PartitionOffsets } from '../../domain/lag/observation.ts';
import { keyOf, type LedPartition } from '../leaders.ts';

/** A partition of a group with unread records. */
export interface Unread extends LedPartition {
  readonly group: string;
  readonly offset: bigint;
  /** Where reading would go on: the offset, or the first record that is still there. */
  readonly from: bigint;
  /** Up to here there are only markers and aborted records; `from` as long as nobody looked. */
  readonly next: bigint;
  readonly highWatermark: bigint;
  readonly lastStable: bigint | null;
}

/** What is unread on partitions whose leader is known, the most first. */
export function unreadOf(
  groups: readonly GroupObservation[],
  offsets: readonly PartitionOffsets[],
  led: readonly LedPartition[],
): readonly Unread[] {
  const ends = new Map(offsets.map((each) => [keyOf(each), each]));
  const leaders = new Map(led.map((each) => [keyOf(each), each]));
  return groups
    .flatMap(({ group, offsets: committed }) =>
      (committed ?? []).flatMap(({ topic, partition, offset }): Unread[] => {
        const where = leaders.get(keyOf({ topic, partition }));
        const end = ends.get(keyOf({ topic, partition }));
        const highWatermark = end?.highWatermark ?? null;
        if (where === undefined || end === undefined || offset === null || highWatermark === null) return [];
        if (offset >= highWatermark) return [];
        const { logStart, lastStable } = end;
        const from = logStart !== null && logStart > offset ? logStart : offset;
        return [{ ...where, group, offset, from, next: from, highWatermark, lastStable }];
      }),
    )
    .sort((a, b) => Number(b.highWatermark - b.offset - (a.highWatermark - a.offset)));
}

/** Nothing is known yet but where it is. */
const blank = ({ topic, partition, group, offset }: Unread) => ({
  topic,
  partition,
  group,
  offset,
  notBeforeMs: null,
  notAfterMs: null,
  batchBytes: null,
  batchRecords: null,
});

/** The record's time was read. */
export const readTime = (unread: Unread, atMs: number): FirstUnread => ({
  ...blank(unread),
  method: 'record',
  notBeforeMs: atMs,
  notAfterMs: atMs,
});

/** It was written between two times. */
export const between = (unread: Unread, notBeforeMs: number | null, notAfterMs: number | null): FirstUnread => ({
  ...blank(unread),
  method: 'bracket',
  notBeforeMs,
  notAfterMs,
});

/** There is no data record up to the high watermark. */
export const noRecord = (unread: Unread): FirstUnread => ({ ...blank(unread), method: 'none' });

import type { GroupSeen, PartitionSeen } from './seen.ts';
import { duration } from './words.ts';

/** A partition whose commits belong to more than one topic of its name. */
export interface Recreation {
  readonly seen: PartitionSeen;
  /** Whether the newest commit is one of the present topic; a live consumer commits its old position to the new one first. */
  readonly current: boolean;
  readonly because: string;
}

/** Partitions with commits under a topic id that is not the present one. */
export function recreationsOf({ partitions, nowMs }: GroupSeen): Recreation[] {
  return partitions.flatMap((seen) => {
    const points = seen.commits?.points.filter(({ topicId }) => topicId !== null) ?? [];
    const newest = points.at(-1);
    const present = seen.topicSettings?.topicId ?? null;
    if (newest === undefined) return [];
    const old = points.findLast(({ topicId }) => topicId !== (present ?? newest.topicId));
    if (old === undefined) return [];
    const isBeyond = seen.committed !== null && seen.highWatermark !== null && seen.committed > seen.highWatermark;
    const current = newest.topicId === (present ?? newest.topicId) && !isBeyond;
    const ago = duration((nowMs - old.atMs) / 1_000);
    const because = `the commit at ${old.offset}, ${ago} ago, belongs to topic id ${old.topicId}, the present id is ${present ?? newest.topicId}`;
    return [{ seen, current, because }];
  });
}

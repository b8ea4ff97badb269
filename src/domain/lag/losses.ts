import type { CommitPoint } from './observation.ts';
import type { GroupSeen, PartitionSeen } from './seen.ts';
import { duration } from './words.ts';

/** A jump of a live consumer over records that retention had deleted. */
export interface Loss {
  readonly seen: PartitionSeen;
  /** At most: the log may have been cut further since. */
  readonly records: bigint;
  readonly because: string;
}

/** A jump is so many times the largest other step, out of so many. [rule of thumb] */
const TIMES_LARGER = 3;
const FEWEST_STEPS = 3;

/** A consumer that had stopped for long and then caught up makes a large step too. [rule of thumb] */
const LONGEST_JUMP_MS = 10_000;

/**
 * Jumps in the commit history that end just after the log start. Seen: committed went 92 → 320 within a second where the log
 * started at 300. Source: lag-faults-observed 10.
 */
export function lossesOf({ partitions, nowMs }: GroupSeen): Loss[] {
  return partitions.flatMap((seen) => {
    const start = seen.latest.bounds?.logStart ?? null;
    const points = seen.commits?.points ?? [];
    if (start === null || start === 0n || points.length <= FEWEST_STEPS) return [];
    const steps = points.slice(1).map((to, at) => ({ to, from: points[at] ?? to }));
    const jump = steps.find(({ from, to }) => from.offset < start && to.offset >= start);
    if (jump === undefined || jump.to.atMs - jump.from.atMs > LONGEST_JUMP_MS) return [];
    const others = steps.filter((step) => step !== jump).map(sizeOf);
    const largest = Math.max(1, ...others);
    if (others.length < FEWEST_STEPS || sizeOf(jump) < TIMES_LARGER * largest) return [];
    const ago = duration((nowMs - jump.to.atMs) / 1_000);
    const because = `${seen.topic}-${seen.partition}: commits went from ${jump.from.offset} to ${jump.to.offset} at once ${ago} ago, over the log start ${start}; its other steps are ${largest} at most`;
    return [{ seen, records: start - jump.from.offset, because }];
  });
}

const sizeOf = ({ from, to }: { readonly from: CommitPoint; readonly to: CommitPoint }): number =>
  Number(to.offset - from.offset);

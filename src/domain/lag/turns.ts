import { standsSince } from './commits.ts';
import { isReadable, unreadSince } from './readable.ts';
import { rhythmOf } from './rhythm.ts';
import type { PartitionSeen } from './seen.ts';
import { LONGEST_HEALTHY_SILENCE_SECONDS } from './status.ts';

/** A partition that stands while its owner goes on elsewhere. */
export interface Stuck {
  readonly seen: PartitionSeen;
  readonly sinceMs: number;
  /** Other partitions of the owner that went on. */
  readonly siblings: number;
}

/** Each sibling must have had so many turns. Source: lag-faults-observed 6, one Java consumer over six partitions. */
const TURNS = 2;

const SHORTEST_STUCK_MS = 30_000;

/**
 * Partitions of one owner that are stuck rather than next in turn. A Java consumer hands out all that it fetched from one
 * partition before the next, so that five of six stood still for up to 85 s. Stuck is what was passed over: every sibling
 * that moved had two turns since, or has nothing left to read; or it stands for longer than any turn can last.
 */
export function stuckAmong(partitions: readonly PartitionSeen[], nowMs: number, firstLookMs: number | null): Stuck[] {
  if (partitions.length < 2) return [];
  return partitions.flatMap((seen) => {
    const { commits } = seen;
    if (commits === null || !isReadable(seen) || isAhead(seen)) return [];
    const unreadMs = unreadSince(seen, firstLookMs);
    if (unreadMs === null) return [];
    const sinceMs = Math.max(standsSince(commits), unreadMs);
    if (nowMs - sinceMs < SHORTEST_STUCK_MS) return [];
    const moved = partitions.filter((sibling) => sibling !== seen && progressSince(sibling, sinceMs).length > 0);
    if (moved.length === 0) return [];
    const passedOver = moved.every((sibling) => hadItsTurns(sibling, moved, sinceMs));
    const pause = rhythmOf(commits.progress)?.longestSeconds ?? 0;
    const longestTurnMs = 1_000 * Math.max(LONGEST_HEALTHY_SILENCE_SECONDS, pause);
    const tooLong = nowMs - sinceMs > longestTurnMs && moved.some((sibling) => movedLately(sibling, nowMs));
    return passedOver || tooLong ? [{ seen, sinceMs, siblings: moved.length }] : [];
  });
}

/** Committed after the history was read: it moves. */
const isAhead = ({ commits, committed }: PartitionSeen): boolean =>
  committed !== null && committed > (commits?.points.at(-1)?.offset ?? committed);

const progressSince = ({ commits }: PartitionSeen, sinceMs: number): readonly number[] =>
  commits?.progress.filter((atMs) => atMs > sinceMs) ?? [];

const movedLately = (sibling: PartitionSeen, nowMs: number): boolean =>
  progressSince(sibling, nowMs - SHORTEST_STUCK_MS).length > 0;

/**
 * A turn ends when another sibling moves in the same commit or in one between. A sibling without anything left to read gave
 * way with every commit.
 */
function hadItsTurns(sibling: PartitionSeen, moved: readonly PartitionSeen[], sinceMs: number): boolean {
  const own = progressSince(sibling, sinceMs);
  if (own.length < TURNS) return false;
  if (!isReadable(sibling)) return true;
  const others = moved
    .flatMap((other) => (other === sibling ? [] : [...progressSince(other, sinceMs)]))
    .sort((a, b) => a - b);
  let [turns, at, before] = [0, 0, -Infinity];
  for (const atMs of own) {
    while (at < others.length && (others[at] ?? 0) < before) at += 1;
    const between = others[at];
    if (before === -Infinity || (between !== undefined && between <= atMs)) turns += 1;
    before = atMs;
  }
  return turns >= TURNS;
}

import { type Commits, commitAt } from './commits.ts';
import { type Ends, endAt, recentSpan } from './ends.ts';
import { type Rhythm, rhythmOf, suspiciousSeconds } from './rhythm.ts';
import type { PartitionSeen } from './seen.ts';

/** Where one partition goes, in records per second. */
export interface Trend {
  readonly on: 'commit history' | 'two looks';
  readonly seconds: number;
  readonly producedPerSecond: number | null;
  readonly consumedPerSecond: number | null;
  /** How the partition was committed; null: no two steps forward are known. */
  readonly rhythm: Rhythm | null;
}

/** A trend needs several commits: so many median pauses. */
const PAUSES = 6;

/** And at least so long, and at most so long: what was an hour ago is another story. [rule of thumb] */
const SHORTEST_MS = 120_000;
const LONGEST_MS = 600_000;

/** A stretch shorter than that, out of a history, says nothing. [rule of thumb] */
const TOO_SHORT_MS = 10_000;

/** The history decides where it can; else two looks. null: neither. */
export const trendOf = (seen: PartitionSeen, nowMs: number, spanSeconds: number | null): Trend | null =>
  (seen.commits === null ? null : overHistory(seen, seen.commits, seen.ends, nowMs)) ?? overLooks(seen, spanSeconds);

/**
 * From one commit to another, since just after a commit the saw-tooth of batches is at its lowest both times. A partition
 * that has been silent for suspiciously long is measured up to now.
 */
function overHistory(seen: PartitionSeen, commits: Commits, ends: Ends | null, nowMs: number): Trend | null {
  const span = ends === null ? null : recentSpan(ends);
  if (span === null && seen.earlier !== null) return null;
  const rhythm = rhythmOf(commits.progress);
  const wanted = Math.min(Math.max(PAUSES * 1_000 * (rhythm?.medianSeconds ?? 0), SHORTEST_MS), LONGEST_MS);
  const earliest = Math.max(commits.completeSinceMs, span?.fromMs ?? commits.completeSinceMs);
  const first = commitAt(commits, nowMs - wanted) ?? commits.points[0] ?? null;
  // The history is read a little after the look, so that it has commits later than the last end that is known.
  const last = span === null ? (commits.points.at(-1) ?? null) : commitAt(commits, span.toMs);
  const from = Math.max(first?.atMs ?? earliest, earliest);
  const isCurrent = last !== null && last.atMs > from && nowMs - last.atMs <= 1_000 * suspiciousSeconds(rhythm);
  const to = isCurrent ? last.atMs : (span?.toMs ?? nowMs);
  if (to - from < TOO_SHORT_MS) return null;
  // Two looks have measured what a stretch without a point of the curve could only guess.
  if (seen.earlier !== null && ends !== null && pointWithin(ends, from, to) === null) return null;
  const start = commitAt(commits, from)?.offset ?? (last === null ? seen.committed : null);
  const end = isCurrent ? last.offset : seen.committed;
  const seconds = (to - from) / 1_000;
  return {
    on: 'commit history',
    seconds,
    producedPerSecond: ends === null ? null : producedBetween(ends, from, to),
    consumedPerSecond: start === null || end === null ? null : Number(end - start) / seconds,
    rhythm,
  };
}

/** From the first point of the curve in the stretch: on the line between two points a burst would count as an even rate. */
function producedBetween(ends: Ends, fromMs: number, toMs: number): number | null {
  const known = pointWithin(ends, fromMs, toMs) ?? fromMs;
  const [from, to] = [endAt(ends, known), endAt(ends, toMs)];
  return from === null || to === null ? null : (to - from) / ((toMs - known) / 1_000);
}

/** The first time in the stretch at which the end was really read, early enough to make a rate. */
const pointWithin = (ends: Ends, fromMs: number, toMs: number): number | null =>
  ends.points.find(({ atMs }) => atMs >= fromMs && toMs - atMs >= TOO_SHORT_MS)?.atMs ?? null;

function overLooks({ latest, earlier }: PartitionSeen, spanSeconds: number | null): Trend | null {
  if (earlier === null || spanSeconds === null) return null;
  const rate = (from: bigint | null | undefined, to: bigint | null | undefined) =>
    from == null || to == null ? null : Number(to - from) / spanSeconds;
  return {
    on: 'two looks',
    seconds: spanSeconds,
    producedPerSecond: rate(earlier.bounds?.highWatermark, latest.bounds?.highWatermark),
    consumedPerSecond: rate(earlier.offset?.offset, latest.offset?.offset),
    rhythm: null,
  };
}

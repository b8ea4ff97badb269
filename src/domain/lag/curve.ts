import { type Commits, commitAt, commitsOf } from './commits.ts';
import { endAt } from './ends.ts';
import type { BackgroundIndex } from './evidence.ts';
import { keyOf } from './looks.ts';
import type { GroupHistory, GroupObservation, PartitionHistory, ProduceCurve, TopicPartition } from './observation.ts';

/** Lag at one moment; null: commits or end offsets do not reach back to it. */
export interface LagPoint {
  readonly atMs: number;
  readonly lag: bigint | null;
}

export interface PartitionLagCurve extends TopicPartition {
  /** At the same times as every other curve of the group, ascending. */
  readonly points: readonly LagPoint[];
}

/** What a group's lag did, out of its commits and what was produced, with nothing that recorded it. */
export interface LagCurve {
  /** Nothing is known before it: compaction or the budget ended the history there. */
  readonly fromMs: number;
  readonly toMs: number;
  /** One a partition that has commits or an offset, and known end offsets; most lag at the end first. */
  readonly partitions: readonly PartitionLagCurve[];
  /**
   * The sum at each time over the partitions that are known most of the time; null where one of them is not, since a sum
   * without it would be too low.
   */
  readonly total: readonly LagPoint[];
  /** Partitions that the sum leaves out. */
  readonly without: number;
}

/** Fine enough to tell a rebalance from a peak in an hour; readers get fewer points. [chosen] */
const STEPS = 120;

/** A shorter history says nothing about direction. [chosen: as many seconds as a healthy group may be silent between commits] */
const SHORTEST_MS = 30_000;

/** Lag of each partition over time; null when no history of the group reaches back far enough. */
export function lagCurve(group: GroupObservation, index: BackgroundIndex): LagCurve | null {
  const history = index.history(group.group);
  if (history === null || group.type === 'share' || group.offsets === null) return null;
  const fromMs = Math.max(history.fromMs, history.completeSinceMs);
  const { toMs } = history;
  if (toMs - fromMs < SHORTEST_MS) return null;
  const times = Array.from({ length: STEPS + 1 }, (_, step) => Math.round(fromMs + ((toMs - fromMs) * step) / STEPS));
  const known = group.offsets.filter(({ offset }) => offset !== null);
  const commitsOn = commitsByPartition(history);
  const partitions = known.flatMap(({ topic, partition, offset }): readonly PartitionLagCurve[] => {
    const curve = index.curve({ topic, partition });
    if (curve === null || offset === null) return [];
    const committed = committedAt(commitsOn({ topic, partition }), offset);
    const end = endAtTime(curve, history.fromMs);
    const points = times.map((atMs) => ({ atMs, lag: distance(committed(atMs), end(atMs)) }));
    return points.some(({ lag }) => lag !== null) ? [{ topic, partition, points }] : [];
  });
  if (partitions.length === 0) return null;
  const mostly = partitions.filter(isMostlyKnown);
  return {
    fromMs,
    toMs,
    partitions: partitions.sort(mostFirst),
    total: times.map((atMs, step) => ({ atMs, lag: sum(mostly.map(({ points }) => points[step]?.lag ?? null)) })),
    without: known.length - mostly.length,
  };
}

/** The part of the times at which a partition has to be known to be in the sum. [chosen] */
const MOSTLY = 0.75;

const isMostlyKnown = ({ points }: PartitionLagCurve): boolean =>
  points.filter(({ lag }) => lag !== null).length >= MOSTLY * points.length;

/** An offset at a time; null: unknown. */
export type OffsetAt = (atMs: number) => bigint | null;

/** Looks up the commits on a partition; built once, since a group may read 10,000. */
export function commitsByPartition(history: GroupHistory): (where: TopicPartition) => Commits {
  const partitions = new Map(history.partitions.map((each) => [keyOf(each), each]));
  return (where) => {
    const partition = partitions.get(keyOf(where)) ?? null;
    return commitsOf(history, partition === null ? null : onPresentTopic(partition));
  };
}

/** Commits to a topic of the same name that was there before are positions in another log. */
function onPresentTopic(partition: PartitionHistory): PartitionHistory {
  const present = partition.commits.at(-1)?.topicId ?? null;
  const commits = partition.commits.filter(({ topicId }) => topicId === null || topicId === present);
  return commits.length === partition.commits.length ? partition : { ...partition, commits };
}

/**
 * The offset that counted at a time: the last commit before it. With no commit at all in a complete history the present
 * offset counted all the time; before the first of several commits nobody knows.
 */
export function committedAt(commits: Commits, present: bigint): OffsetAt {
  if (commits.points.length === 0) return () => present;
  return (atMs) => commitAt(commits, atMs)?.offset ?? null;
}

/** The look and the end of the history are a few requests apart. */
const NOW_MS = 5_000;

/** Where the log ended at a time. Points before `sinceMs`, such as those of yesterday, say nothing about what lies between. */
export function endAtTime({ points }: ProduceCurve, sinceMs: number): OffsetAt {
  const lastMs = points.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  return (atMs) => {
    const justAfter = atMs > lastMs && atMs - lastMs <= NOW_MS;
    const end = endAt({ points, recentSinceMs: sinceMs }, justAfter ? lastMs : atMs);
    return end === null ? null : BigInt(Math.round(end));
  };
}

/** The end lies on a line between known points, so a commit may seem to run ahead of it by what that is off. */
function distance(committed: bigint | null, end: bigint | null): bigint | null {
  if (committed === null || end === null) return null;
  return end > committed ? end - committed : 0n;
}

const sum = (lags: readonly (bigint | null)[]): bigint | null =>
  lags.length === 0
    ? null
    : lags.reduce<bigint | null>((total, lag) => (total === null || lag === null ? null : total + lag), 0n);

function mostFirst(a: PartitionLagCurve, b: PartitionLagCurve): number {
  const [lagA, lagB] = [a.points.at(-1)?.lag ?? -1n, b.points.at(-1)?.lag ?? -1n];
  if (lagA !== lagB) return lagB > lagA ? 1 : -1;
  return a.topic.localeCompare(b.topic) || a.partition - b.partition;
}

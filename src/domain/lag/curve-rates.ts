import { commitsByPartition, committedAt, endAtTime, type OffsetAt } from './curve.ts';
import type { BackgroundIndex } from './evidence.ts';
import { keyOf } from './looks.ts';
import type { GroupObservation, ProduceCurve, TopicPartition } from './observation.ts';

/** Records a second, summed over partitions; null where it can't be told. */
export interface Rates {
  readonly produced: number | null;
  readonly consumed: number | null;
}

/** A shorter stretch holds too few commits for a rate. [chosen: two healthy batches of 26 s] */
const SHORTEST_MS = 60_000;

/** What was produced to the partitions of a group and consumed from them a second between two times. */
export function ratesBetween(
  group: GroupObservation,
  partitions: readonly TopicPartition[],
  index: BackgroundIndex,
  [fromMs, toMs]: readonly [number, number],
): Rates {
  const history = index.history(group.group);
  if (history === null) return { produced: null, consumed: null };
  const commitsOn = commitsByPartition(history);
  const present = new Map((group.offsets ?? []).map((each) => [keyOf(each), each.offset]));
  const rates = partitions.map((where) => {
    const [curve, offset, commits] = [index.curve(where), present.get(keyOf(where)) ?? null, commitsOn(where)];
    // Before the first commit nobody knows the offset, so the stretch begins with it.
    const begin = Math.max(fromMs, commits.points[0]?.atMs ?? fromMs);
    return {
      produced: curve === null ? null : perSecond(endAtTime(curve, history.fromMs), fromMs, toMs),
      consumed: offset === null ? null : perSecond(committedAt(commits, offset), begin, toMs),
    };
  });
  return { produced: sum(rates.map(({ produced }) => produced)), consumed: sum(rates.map(({ consumed }) => consumed)) };
}

/** A rewind is no negative reading. */
function perSecond(at: OffsetAt, fromMs: number, toMs: number): number | null {
  const [from, to] = [at(fromMs), at(toMs)];
  if (from === null || to === null || toMs - fromMs < SHORTEST_MS) return null;
  return Math.max(0, Number(to - from)) / ((toMs - fromMs) / 1_000);
}

/** Over the partitions where it is known; null where that is none. */
function sum(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  return known.length === 0 ? null : known.reduce((total, rate) => total + rate, 0);
}

const DAY_MS = 86_400_000;

/**
 * What was produced a second at this time yesterday: the stretch of the produce curves that
 * ends a day before it. null where the logs do not reach back so far.
 */
export function producedYesterday(
  partitions: readonly TopicPartition[],
  index: BackgroundIndex,
  nowMs: number,
): number | null {
  const rates = partitions.map(({ topic, partition }) => {
    const produce = index.curve({ topic, partition });
    return produce === null ? null : rateADayBefore(produce, nowMs);
  });
  return rates.reduce<number | null>((sum, rate) => (sum === null || rate === null ? null : sum + rate), 0);
}

/** Points may lie a few requests away from the full day. */
const TOLERANCE_MS = 60_000;

function rateADayBefore({ points }: ProduceCurve, nowMs: number): number | null {
  const end = points.findIndex(({ atMs }) => Math.abs(atMs - (nowMs - DAY_MS)) <= TOLERANCE_MS);
  const [before, after] = [points[end - 1], points[end]];
  if (before === undefined || after === undefined) return null;
  return Number(after.endOffset - before.endOffset) / ((after.atMs - before.atMs) / 1_000);
}

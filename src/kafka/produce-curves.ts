import type { PartitionOffsets, ProduceCurve } from '../domain/lag/observation.ts';
import type { Call } from './call.ts';
import { keyOf, type LedPartition } from './leaders.ts';
import { addErrorGaps, listOffsetsAt, type OffsetAnswer } from './list-offsets.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Close together where it is about now. */
const RECENT_MS = [1, 2, 5, 10].map((minutes) => minutes * MINUTE_MS);

/** A longer window is divided evenly, so that a day has a point every two hours and an hour one every five minutes. */
const DIVISIONS = 12;

/** The same time yesterday is the end of a stretch as long as the window, but not of hours: a peak would drown in them. */
const LONGEST_YESTERDAY_MS = 60 * MINUTE_MS;

/** How long before the look the points lie, descending: inside the window, and the same stretch a day before. */
export function curvePointsMs(windowMs: number): readonly number[] {
  const even = windowMs <= Math.max(...RECENT_MS) ? [] : Array.from({ length: DIVISIONS }, (_, index) => index + 1);
  const stretchMs = Math.min(Math.max(windowMs, Math.max(...RECENT_MS)), LONGEST_YESTERDAY_MS);
  const points = [
    ...RECENT_MS.filter((ms) => ms < windowMs),
    ...even.map((part) => Math.round((windowMs * part) / DIVISIONS)),
    windowMs,
    DAY_MS,
    DAY_MS + stretchMs,
  ];
  return [...new Set(points)].sort((a, b) => b - a);
}

/** What a look knew of a partition, and where to ask for more. */
export interface CurvePartition extends LedPartition {
  readonly offsets: PartitionOffsets;
}

/**
 * End offsets at earlier times: the first record at or after a time has the end offset of that time, by the timestamps of the
 * records, so a topic with CreateTime tells the producers' time. One ListOffsets a leader and point. A time from which the log
 * keeps nothing has no point.
 */
export async function readProduceCurves(
  call: Call,
  partitions: readonly CurvePartition[],
  observedAtMs: number,
  windowMs: number,
): Promise<readonly ProduceCurve[]> {
  const times = curvePointsMs(windowMs).map((ago) => observedAtMs - ago);
  const name = 'produce curve';
  const answers = await Promise.all(
    times.map((atMs) =>
      listOffsetsAt(call, partitions, { timestamp: BigInt(Math.floor(atMs)), isolationLevel: 0, name }),
    ),
  );
  for (const each of answers) addErrorGaps(call, name, each.values());
  return partitions.flatMap((each): readonly ProduceCurve[] => {
    const { topic, partition, offsets } = each;
    const { highWatermark } = offsets;
    if (highWatermark === null) return [];
    const ends = endOffsets(
      times.map((_atMs, index) => answers[index]?.get(keyOf(each))),
      offsets.logStart,
      highWatermark,
    );
    const points = times.flatMap((atMs, index) => {
      const endOffset = ends[index] ?? null;
      return endOffset === null ? [] : [{ atMs, endOffset }];
    });
    return [{ topic, partition, points: [...points, { atMs: observedAtMs, endOffset: highWatermark }] }];
  });
}

/**
 * End offsets at times, from the first records since then; times ascend. null: not answered, or the log begins later, so that
 * nobody knows how much there was. Where no record has come since, the end was where it is now; unless one has come since a
 * later time: a broker that looks in a segment which compaction has emptied does not look in the next ones [seen on 4.3.1].
 * Where the start of the log is not known, the oldest answer may be it.
 */
export function endOffsets(
  answers: readonly (Pick<OffsetAnswer, 'offset' | 'error'> | undefined)[],
  logStart: bigint | null,
  highWatermark: bigint,
): readonly (bigint | null)[] {
  const mayBeStart = logStart ?? answers.find((answer) => answer?.offset != null)?.offset ?? 0n;
  return answers.map((answer, index) => {
    if (answer === undefined || answer.error !== null) return null;
    const first = answer.offset;
    if (first === null) {
      const isWrong = answers.slice(index + 1).some((later) => (later?.offset ?? null) !== null);
      return isWrong ? null : highWatermark;
    }
    if (first > highWatermark) return highWatermark;
    return mayBeStart > 0n && first <= mayBeStart ? null : first;
  });
}

import { type Skew, skewOf } from '../lag/skew.ts';
import type { TopicThroughput } from './observation.ts';

/** Records that came in between two moments. */
export interface MeasuredRate {
  readonly perSecond: number;
  readonly records: bigint;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What an observation of a topic comes to. null: it could not be had. */
export interface Measured {
  readonly observed: TopicThroughput;
  /** Of the last interval. */
  readonly now: MeasuredRate | null;
  /** The busiest interval; null also where nothing was written. */
  readonly peak: MeasuredRate | null;
  /** How many partitions the rates are the sum of. */
  readonly measuredPartitions: number;
  readonly averageBytes: number | null;
  /** Over all intervals together, and which partition got most. */
  readonly skew: (Skew & { readonly busiest: number }) | null;
}

export function measured(observed: TopicThroughput): Measured {
  const readable = observed.partitions.filter(({ end }) => end !== null);
  const rates = ratesOf(readable);
  const peak = rates.reduce<MeasuredRate | null>(
    (most, rate) => (most === null || rate.perSecond >= most.perSecond ? rate : most),
    null,
  );
  return {
    observed,
    now: rates.at(-1) ?? null,
    peak: peak === null || peak.records === 0n ? null : peak,
    measuredPartitions: readable.length,
    averageBytes: averageBytesOf(observed),
    skew: skewIn(readable),
  };
}

type Partitions = TopicThroughput['partitions'];

/** Rates between neighbouring times, ascending: only where every readable partition is known at both ends. */
function ratesOf(partitions: Partitions): MeasuredRate[] {
  const times = [...new Set(partitions.flatMap(({ points }) => points.map(({ atMs }) => atMs)))].sort((a, b) => a - b);
  return times.flatMap((toMs, index) => {
    const fromMs = times[index - 1];
    if (fromMs === undefined) return [];
    const counts = partitions.map((partition) => recordsBetween(partition, fromMs, toMs));
    if (counts.some((count) => count === null)) return [];
    const records = counts.reduce<bigint>((sum, count) => sum + (count ?? 0n), 0n);
    return [{ perSecond: (Number(records) * 1_000) / (toMs - fromMs), records, fromMs, toMs }];
  });
}

/** null: not known at one of the ends. */
function recordsBetween({ points }: Partitions[number], fromMs: number, toMs: number): bigint | null {
  const from = points.find(({ atMs }) => atMs === fromMs);
  const to = points.find(({ atMs }) => atMs === toMs);
  return from === undefined || to === undefined ? null : to.endOffset - from.endOffset;
}

/** Whether records in the log and offsets of the log are two things. */
const isCompacted = ({ cleanupPolicy }: TopicThroughput): boolean =>
  cleanupPolicy === null || cleanupPolicy.includes('compact');

/** Size on the leaders ÷ offsets in the log; compaction leaves offsets without a record, and remote storage bytes elsewhere. */
function averageBytesOf(observed: TopicThroughput): number | null {
  if (isCompacted(observed) || observed.remoteStorage === true) return null;
  const { bytes, records } = sizeOf(observed);
  return records > 0n && bytes > 0n ? Number(bytes) / Number(records) : null;
}

/** Bytes and records of the partitions of which both are known. */
export function sizeOf({ partitions }: TopicThroughput): { readonly bytes: bigint; readonly records: bigint } {
  let bytes = 0n;
  let records = 0n;
  for (const { leaderBytes, logStart, end } of partitions) {
    if (leaderBytes === null || logStart === null || end === null) continue;
    bytes += leaderBytes;
    records += end - logStart;
  }
  return { bytes, records };
}

/** From the earliest time at which every partition is known until now. */
function skewIn(partitions: Partitions): Measured['skew'] {
  const starts = partitions.map(({ points }) => points[0]?.atMs ?? Number.POSITIVE_INFINITY);
  const fromMs = Math.max(...starts);
  const counts = partitions.map((each) => {
    const toMs = each.points.at(-1)?.atMs ?? 0;
    return Number(recordsBetween(each, fromMs, toMs) ?? 0n);
  });
  const skew = skewOf(counts);
  const busiest = partitions[counts.indexOf(Math.max(...counts))];
  return skew === null || busiest === undefined ? null : { ...skew, busiest: busiest.partition };
}

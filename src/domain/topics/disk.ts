import type { Computed } from '../formulas/computed.ts';
import { diskGb } from '../formulas/disk.ts';
import { rounded } from '../partitions/arithmetic.ts';
import { count, show } from '../words.ts';
import type { Draft } from './cutting.ts';
import type { BusinessEvent } from './premises.ts';
import { DEFAULT_SEGMENT_BYTES, type Retention } from './retention.ts';
import { flowOf } from './sizing.ts';
import { DAY_MS } from './words.ts';

/** What a topic keeps on the disks of all brokers together, GB of 10⁹ bytes before compression. */
export interface TopicDisk extends Computed {
  /** By the means that were given alone, at a hundred bytes where the size was not: what nobody gave accuses nobody. */
  readonly givenGb: number;
  /** The same with a third of the peak where the mean was not given: a likely number, no bound. */
  readonly likelyGb: number;
}

/** An event whose mean nobody gave peaks at three times its mean, as one whose peak nobody gave. Source: rule of thumb. */
const PEAK_OVER_AVERAGE = 3;
/** Ids, a time and a type, encoded: no event of a business is much smaller. Source: rule of thumb. */
export const SMALL_EVENT_BYTES = 100;

/** A mean that nobody gave stands at the peak. */
export const isMeanGiven = ({ averagePerS, meanGiven }: BusinessEvent): boolean => averagePerS !== null && meanGiven;

/** Events/s in the mean by what was given; 0: nobody did. */
const givenPerS = (event: BusinessEvent): number => (isMeanGiven(event) ? (event.averagePerS ?? 0) : 0);

/** Events/s in the mean, at a third of the peak where only that was given; 0: no rate is known. */
const likelyPerS = (event: BusinessEvent): number =>
  isMeanGiven(event) ? givenPerS(event) : (event.peakPerS ?? 0) / PEAK_OVER_AVERAGE;

/** Bytes that a record surely has. */
export const surelyBytes = ({ bytes, bytesGiven }: BusinessEvent): number =>
  bytesGiven ? bytes : Math.min(bytes, SMALL_EVENT_BYTES);

const mbPerSOf = (events: readonly BusinessEvent[], perS: (event: BusinessEvent) => number): number =>
  events.reduce((sum, event) => sum + (perS(event) * surelyBytes(event)) / 1e6, 0);

/** Mean rate of the events whose mean was given, MB/s. */
export const givenMbPerS = (events: readonly BusinessEvent[]): number => mbPerSOf(events, givenPerS);

/** Mean rate, at a third of the peak where only that was given, MB/s. */
export const likelyMbPerS = (events: readonly BusinessEvent[]): number => mbPerSOf(events, likelyPerS);

/** null: no rate is known, nothing is ever deleted, or nobody knows how many keys a state has. */
export function diskOf(
  { kind, events }: Draft,
  { retentionMs, segmentMs, compaction }: Retention,
  partitions: number,
  replicationFactor: number,
): TopicDisk | null {
  if (kind === 'state') {
    const [state] = events;
    return state === undefined || segmentMs === null || compaction === null
      ? null
      : stateDisk(state, { segmentMs, maxLagMs: compaction.maxLagMs, partitions, replicationFactor });
  }
  const flow = flowOf(events);
  if (flow === null || retentionMs === null) return null;
  const of = (mbPerS: number) => diskGb({ mbPerS, retentionDays: retentionMs / DAY_MS, replicationFactor });
  const disk = of(flow.averageMbPerS);
  return {
    ...disk,
    value: rounded(disk.value, 3),
    givenGb: rounded(of(givenMbPerS(events)).value, 3),
    likelyGb: rounded(of(likelyMbPerS(events)).value, 3),
  };
}

/** What makes one partition of a compacted topic hold more than its last values. */
interface Uncleaned {
  readonly segmentMs: number;
  readonly maxLagMs: number;
  readonly partitions: number;
}

/** Records of one copy of a compacted topic: the last values, older ones in closed segments, and what is in active segments. */
interface StateRecords {
  readonly values: number;
  readonly dirty: number;
  readonly open: number;
}

/**
 * Records of one copy of a compacted topic when it is fullest: the last values, as much again before half of the log is
 * uncleaned (min.cleanable.dirty.ratio 0.5) or max.compaction.lag.ms has passed, and the active segments, which are never
 * cleaned and roll at segment.ms or segment.bytes. Source: Apache Kafka TopicConfig; derived: sum.
 */
export function stateRecords(
  { distinctKeys, bytes }: BusinessEvent,
  perS: number,
  { segmentMs, maxLagMs, partitions }: Uncleaned,
): StateRecords | null {
  if (distinctKeys === null) return null;
  const written = (ms: number) => (perS * ms) / 1_000;
  return {
    values: distinctKeys,
    dirty: Math.min(distinctKeys, written(maxLagMs)),
    open: Math.min(written(segmentMs), (partitions * DEFAULT_SEGMENT_BYTES) / bytes),
  };
}

function stateDisk(
  state: BusinessEvent,
  { replicationFactor, ...uncleaned }: Uncleaned & { readonly replicationFactor: number },
): TopicDisk | null {
  const { distinctKeys, bytes, averagePerS } = state;
  if (distinctKeys === null) return null;
  if (averagePerS === null) {
    const gb = (each: number) => rounded((distinctKeys * each * 2 * replicationFactor) / 1e9, 3);
    return {
      value: gb(bytes),
      givenGb: gb(surelyBytes(state)),
      likelyGb: gb(surelyBytes(state)),
      formula: `${count(distinctKeys, 'key')} × ${show(bytes)} bytes × 2 before cleaning × RF ${replicationFactor} ÷ 10⁹; no rate is known, so active segments come on top`,
      source: 'derived: last values, half of the log uncleaned',
    };
  }
  const [full, given, likely] = [averagePerS, givenPerS(state), likelyPerS(state)].map((perS) =>
    stateRecords(state, perS, uncleaned),
  );
  if (full == null || given == null || likely == null) return null;
  const gb = ({ values, dirty, open }: StateRecords, each: number) =>
    rounded(((values + dirty + open) * each * replicationFactor) / 1e9, 3);
  return {
    value: gb(full, bytes),
    givenGb: gb(given, surelyBytes(state)),
    likelyGb: gb(likely, surelyBytes(state)),
    formula: `(${count(distinctKeys, 'key')} + ${show(Math.round(full.dirty))} not yet cleaned + ${show(Math.round(full.open))} in active segments) × ${show(bytes)} bytes × RF ${replicationFactor} ÷ 10⁹`,
    source: 'Apache Kafka TopicConfig: the active segment is never cleaned, the rest when half of it is uncleaned',
  };
}

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
  /** The least that it can be by what was given: a mean that nobody gave is a third of its peak, a size a hundred bytes. */
  readonly surelyGb: number;
}

/** An event whose mean nobody gave peaks at three times its mean, as one whose peak nobody gave. Source: rule of thumb. */
const PEAK_OVER_AVERAGE = 3;
/** Ids, a time and a type, encoded: no event of a business is much smaller. Source: rule of thumb. */
export const SMALL_EVENT_BYTES = 100;

/** Events/s that an event surely has in the mean; 0: no rate is known. */
const surelyPerS = ({ peakPerS, averagePerS }: BusinessEvent): number =>
  averagePerS === null ? 0 : averagePerS === peakPerS ? averagePerS / PEAK_OVER_AVERAGE : averagePerS;

/** Bytes that a record surely has. */
export const surelyBytes = ({ bytes, bytesGiven }: BusinessEvent): number =>
  bytesGiven ? bytes : Math.min(bytes, SMALL_EVENT_BYTES);

/** Mean rate that events surely have, MB/s; 0: no rate is known. */
export const surelyMbPerS = (events: readonly BusinessEvent[]): number =>
  events.reduce((sum, event) => sum + (surelyPerS(event) * surelyBytes(event)) / 1e6, 0);

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
  return { ...disk, value: rounded(disk.value, 3), surelyGb: rounded(of(surelyMbPerS(events)).value, 3) };
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
      surelyGb: gb(surelyBytes(state)),
      formula: `${count(distinctKeys, 'key')} × ${show(bytes)} bytes × 2 before cleaning × RF ${replicationFactor} ÷ 10⁹; no rate is known, so active segments come on top`,
      source: 'derived: last values, half of the log uncleaned',
    };
  }
  const [full, least] = [averagePerS, surelyPerS(state)].map((perS) => stateRecords(state, perS, uncleaned));
  if (full == null || least == null) return null;
  const gb = ({ values, dirty, open }: StateRecords, each: number) =>
    rounded(((values + dirty + open) * each * replicationFactor) / 1e9, 3);
  return {
    value: gb(full, bytes),
    surelyGb: gb(least, surelyBytes(state)),
    formula: `(${count(distinctKeys, 'key')} + ${show(Math.round(full.dirty))} not yet cleaned + ${show(Math.round(full.open))} in active segments) × ${show(bytes)} bytes × RF ${replicationFactor} ÷ 10⁹`,
    source: 'Apache Kafka TopicConfig: the active segment is never cleaned, the rest when half of it is uncleaned',
  };
}

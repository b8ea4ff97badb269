import type { LagCurve, LagPoint } from '../curve.ts';
import type { GroupDiagnosis } from '../group.ts';
import { keyOf } from '../looks.ts';
import type { TopicPartition } from '../observation.ts';
import type { AlertParameters } from './parameters.ts';

/** The alert that would have told of the trouble, had it been there. */
export interface EarlierAlert {
  readonly alert: string;
  /** What it watches, with its threshold. */
  readonly watches: string;
  /** When it would have fired; null: it would not have within what is known, or nothing is known. */
  readonly firedAtMs: number | null;
  /** true: it would have fired before the history begins. */
  readonly orBefore: boolean;
}

const MINUTE_MS = 60_000;

/** `for: 5m` in the rules on lag and time lag, `for: 10m` in that on members. */
const FOR_MS = 5 * MINUTE_MS;
const EMPTY_FOR_MS = 10 * MINUTE_MS;

/** By the rules that `lagAlerts` makes of the same parameters: the one that fires first. */
export function earlierAlert(
  diagnosis: GroupDiagnosis,
  curve: LagCurve | null,
  parameters: AlertParameters,
): EarlierAlert {
  const emptySinceMs = diagnosis.expiry?.sinceMs ?? null;
  if (diagnosis.status === 'no_active_members') {
    return {
      alert: 'KafkaConsumerGroupEmpty',
      watches: 'no members while records wait, for 10 min',
      firedAtMs: emptySinceMs === null ? null : emptySinceMs + EMPTY_FOR_MS,
      orBefore: false,
    };
  }
  const { lagRecords, timeLagSeconds } = parameters;
  const rates = new Map(diagnosis.partitions.map((each) => [keyOf(each), each.producedPerSecond]));
  const timeLag: EarlierAlert = {
    alert: 'KafkaConsumerTimeLag',
    watches: `the oldest unread record of a partition older than ${timeLagSeconds.value} s for 5 min`,
    ...firstOf(curve, (partition) => {
      const rate = rates.get(keyOf(partition)) ?? null;
      return rate === null || rate <= 0 ? null : rate * timeLagSeconds.value;
    }),
  };
  const lagHigh: EarlierAlert = {
    alert: 'KafkaConsumerLagHigh',
    watches: `more than ${lagRecords.value} records unread on a partition for 5 min`,
    ...firstOf(curve, () => lagRecords.value),
  };
  if (lagHigh.firedAtMs === null) return timeLag;
  return timeLag.firedAtMs !== null && timeLag.firedAtMs <= lagHigh.firedAtMs ? timeLag : lagHigh;
}

type Fired = Pick<EarlierAlert, 'firedAtMs' | 'orBefore'>;

/** The first moment at which lag had been above a partition's threshold for long enough, over all partitions. */
function firstOf(curve: LagCurve | null, thresholdOf: (partition: TopicPartition) => number | null): Fired {
  const times = (curve?.partitions ?? []).flatMap((partition) => {
    const threshold = thresholdOf(partition);
    const fired = threshold === null ? null : heldSince(partition.points, threshold);
    return fired === null ? [] : [fired];
  });
  return times.sort((a, b) => (a.firedAtMs ?? 0) - (b.firedAtMs ?? 0))[0] ?? { firedAtMs: null, orBefore: false };
}

/** An unknown point ends a stretch, as a missed scrape does. */
function heldSince(points: readonly LagPoint[], threshold: number): Fired | null {
  let sinceMs: number | null = null;
  for (const { atMs, lag } of points) {
    if (lag === null || Number(lag) <= threshold) sinceMs = null;
    else sinceMs ??= atMs;
    if (sinceMs !== null && atMs - sinceMs >= FOR_MS) {
      return { firedAtMs: sinceMs + FOR_MS, orBefore: sinceMs === points[0]?.atMs };
    }
  }
  return null;
}

import { KnownFailure } from '../../failure.ts';
import { show } from '../words.ts';
import type { PartitionDemand } from './demand.ts';

interface Range {
  /** null: anything above 0. */
  readonly least: number | null;
  readonly most: number;
  readonly whole?: true;
}

/** Wide enough for every topic there is; what lies outside has a wrong unit or a slip of the pen. */
const ranges = {
  target_mb_per_s: { least: null, most: 1e6 },
  target_messages_per_s: { least: null, most: 1e9 },
  average_message_bytes: { least: null, most: 1e9 },
  producer_mb_per_s_per_partition: { least: null, most: 1e4 },
  consumer_mb_per_s_per_partition: { least: null, most: 1e4 },
  processing_ms_per_message: { least: null, most: 1e7 },
  target_utilisation: { least: 0.6, most: 0.8 },
  expected_consumers: { least: 1, most: 100_000, whole: true },
  growth_factor: { least: 1, most: 100 },
  growth_percent_per_year: { least: 0, most: 1_000 },
  horizon_months: { least: 1, most: 120 },
  brokers: { least: 1, most: 10_000, whole: true },
  replication_factor: { least: 1, most: 100, whole: true },
  existing_replicas_on_cluster: { least: 0, most: 1e8, whole: true },
  key_cardinality: { least: 1, most: 1e15, whole: true },
  hottest_key_share: { least: null, most: 1 },
  current_partitions: { least: 1, most: 1e6, whole: true },
} as const satisfies Partial<Record<keyof PartitionDemand, Range>>;

/** Throws KnownFailure that names the first field, in the order above, whose number lies outside of its range. */
export function refuseOutOfRange(demand: PartitionDemand): void {
  for (const field of fields) {
    const range: Range = ranges[field];
    const value = demand[field];
    if (value === undefined || isIn(range, value)) continue;
    throw new KnownFailure(
      `\`${field}\` must be ${wordsFor(range)}, got ${String(value)}.`,
      'Rates are in MB/s (10^6 bytes) or messages/s, times in ms, shares are fractions of 0…1.',
      `Correct \`${field}\`, or leave it out when it is not known.`,
    );
  }
}

type Field = keyof typeof ranges;
const isField = (name: string): name is Field => name in ranges;
const fields = Object.keys(ranges).filter(isField);

const isIn = ({ least, most, whole }: Range, value: number): boolean =>
  (least === null ? value > 0 : value >= least) && value <= most && (whole !== true || Number.isInteger(value));

function wordsFor({ least, most, whole }: Range): string {
  const kind = whole === true ? 'a whole number ' : '';
  return least === null ? `${kind}above 0, at most ${show(most)}` : `${kind}from ${show(least)} to ${show(most)}`;
}

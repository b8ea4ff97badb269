import { count, percent, show } from '../words.ts';
import { rounded } from './arithmetic.ts';
import type { Measured, MeasuredRate } from './measured.ts';
import type { MeasuredDemand } from './measured-demand.ts';

/** What was measured on the existing topic. What could not be had is left out. */
export interface MeasuredReport {
  readonly topic: string;
  readonly says: string;
  /** Inputs that were measured because they were not given: `brokers = 3`. */
  readonly used: string[];
  readonly messages_per_s_now?: number;
  readonly messages_per_s_peak?: number;
  readonly average_message_bytes?: number;
  readonly busiest_partition?: string;
  readonly partitions: number;
  readonly replication_factor?: number;
  readonly cleanup_policy?: string;
  readonly brokers: number;
  readonly replicas_on_cluster: number;
}

export function reportMeasured(measured: Measured, { demand, fields }: MeasuredDemand): MeasuredReport {
  const { observed, now, peak, averageBytes, skew } = measured;
  return {
    topic: observed.topic,
    says: saysOf(measured),
    used: [...fields].sort().map((field) => `${field} = ${String(demand[field])}`),
    ...(now === null ? {} : { messages_per_s_now: rounded(now.perSecond, 2) }),
    ...(peak === null ? {} : { messages_per_s_peak: rounded(peak.perSecond, 2) }),
    ...(averageBytes === null ? {} : { average_message_bytes: rounded(averageBytes, 1) }),
    ...(skew === null
      ? {}
      : {
          busiest_partition: `${skew.busiest}: ${percent(skew.share)} of ${show(skew.total)} records, × ${show(skew.factor)} an even share`,
        }),
    partitions: observed.partitions.length,
    ...(observed.replicationFactor === null ? {} : { replication_factor: observed.replicationFactor }),
    ...(observed.cleanupPolicy === null ? {} : { cleanup_policy: observed.cleanupPolicy }),
    brokers: observed.brokers,
    replicas_on_cluster: observed.clusterReplicas,
  };
}

function saysOf({ observed, now, peak, averageBytes, measuredPartitions }: Measured): string {
  const all = observed.partitions.length;
  const parts =
    measuredPartitions === all
      ? ''
      : ` Only ${measuredPartitions} of ${count(all, 'partition')} answered, so the rates are lower bounds.`;
  const bytes =
    averageBytes !== null
      ? ''
      : observed.cleanupPolicy?.includes('compact') === true
        ? ' Bytes per record are unknown: compaction leaves offsets without a record.'
        : ' Bytes per record are unknown.';
  if (now === null) return `The rate could not be measured; see gaps.${bytes}`;
  return peak === null
    ? `No record came in during the hours that were measured.${parts}${bytes}`
    : `Busiest from ${timeOf(peak.fromMs)} to ${timeOf(peak.toMs)} UTC; the rate is the mean of ${minutes(peak)}, so shorter peaks are higher, and busier days may lie before. Times are those of the records.${parts}${bytes}`;
}

const minutes = ({ fromMs, toMs }: MeasuredRate): string => count(Math.round((toMs - fromMs) / 60_000), 'minute');

/** `2026-11-24 14:05`. */
const timeOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

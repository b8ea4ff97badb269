import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

/** Seconds of a day. */
const DAY_S = 86_400;

/** What a topic, or a cluster, has to keep. Rates are what arrives on disk unless a compression ratio is given. */
export interface Stored {
  /** MB of 10⁶ bytes. */
  readonly mbPerS: number;
  readonly retentionDays: number;
  /** 1: one copy. */
  readonly replicationFactor?: number;
  /** Size before ÷ size after; 1 where the rate is that after compression. */
  readonly compressionRatio?: number;
  /** Share of the disk that may fill, 0…1: 0.7 is usual; 1: the bytes themselves. */
  readonly maxUtilisation?: number;
}

const SOURCE = 'derived: rate × retention × replicas';

/**
 * Disk of the whole cluster: `MB/s × 86,400 s × days × RF ÷ compression ÷ utilisation`, GB of 10⁹ bytes. One active segment a
 * replica comes on top (`activeSegmentsGb`). Source: derived; Redpanda and Humio publish the same.
 */
export function diskGb({
  mbPerS,
  retentionDays,
  replicationFactor = 1,
  compressionRatio = 1,
  maxUtilisation = 1,
}: Stored): Computed {
  const factors = [
    `${show(mbPerS)} MB/s × ${show(DAY_S)} s × ${count(retentionDays, 'day')}`,
    ...(replicationFactor === 1 ? [] : [` × RF ${show(replicationFactor)}`]),
    ...(compressionRatio === 1 ? [] : [` ÷ ${show(compressionRatio)} compression`]),
    ...(maxUtilisation === 1 ? [] : [` ÷ ${show(maxUtilisation)} utilisation`]),
  ];
  return {
    value: (mbPerS * DAY_S * retentionDays * replicationFactor) / compressionRatio / maxUtilisation / 1_000,
    formula: `${factors.join('')} ÷ 1,000`,
    source: SOURCE,
  };
}

/** The same for each broker, where leaders and followers are spread evenly, GB. Source: derived; Redpanda sizing. */
export function diskGbPerBroker({ brokers, ...stored }: Stored & { readonly brokers: number }): Computed {
  const cluster = diskGb(stored);
  return { ...cluster, value: cluster.value / brokers, formula: `${cluster.formula} ÷ ${count(brokers, 'broker')}` };
}

/**
 * Disk for a known payload with a reserve for logs, indexes and the system: `payload × replicas + reserve`, GB. Source: Huawei
 * Cloud, Distributed Message Service for Kafka.
 */
export const diskWithReserveGb = ({
  payloadGb,
  replicationFactor,
  reservedGb,
}: {
  readonly payloadGb: number;
  readonly replicationFactor: number;
  readonly reservedGb: number;
}): Computed => ({
  value: payloadGb * replicationFactor + reservedGb,
  formula: `${show(payloadGb)} GB × RF ${show(replicationFactor)} + ${show(reservedGb)} GB reserve`,
  source: 'Huawei Cloud DMS for Kafka: payload × replicas + reserve',
});

/**
 * What active segments can hold beyond retention: `partitions × RF × segment.bytes`, GB. Many quiet partitions hold more here
 * than by their rate. Source: TopicConfig, the active segment is never deleted.
 */
export const activeSegmentsGb = ({
  partitions,
  replicationFactor,
  segmentBytes,
}: {
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly segmentBytes: number;
}): Computed => ({
  value: (partitions * replicationFactor * segmentBytes) / 1e9,
  formula: `${count(partitions, 'partition')} × RF ${show(replicationFactor)} × ${show(segmentBytes)} bytes ÷ 10⁹`,
  source: 'Apache Kafka TopicConfig: segment.bytes',
});

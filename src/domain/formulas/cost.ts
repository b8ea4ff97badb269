import { show } from '../words.ts';
import type { Computed } from './computed.ts';
import { diskGb } from './disk.ts';

/** Price of the disk that a topic fills once retention has set in: `GB × price`, USD a month. Source: Confluent, hidden infrastructure costs of Kafka. */
export function storageUsdPerMonth({
  usdPerGbMonth,
  ...stored
}: {
  readonly mbPerS: number;
  readonly retentionDays: number;
  readonly replicationFactor: number;
  readonly usdPerGbMonth: number;
}): Computed {
  const disk = diskGb(stored);
  return {
    value: disk.value * usdPerGbMonth,
    formula: `${disk.formula} × $${show(usdPerGbMonth)}`,
    source: 'Confluent: hidden infrastructure costs of Kafka',
  };
}

/** GB that one MB/s makes in 30 days. */
const GB_PER_MONTH = 2_592;

/** Traffic between zones by what causes it, USD a month. */
export interface CrossZoneCost {
  readonly produce: Computed;
  readonly replication: Computed;
  readonly consume: Computed;
  readonly total: Computed;
}

/**
 * Price of traffic between zones: producers and consumers meet a leader in another zone `(zones − 1) ÷ zones` of the time, and
 * each follower is in another zone than its leader. Consumers that fetch from the closest replica (client.rack) cost nothing:
 * give 0 for `egressMbPerS`. RF at most the number of zones. Source: Confluent; AutoMQ publishes the same parts.
 */
export function crossZoneUsdPerMonth({
  ingressMbPerS,
  egressMbPerS,
  replicationFactor,
  zones = 3,
  usdPerGb,
}: {
  readonly ingressMbPerS: number;
  /** What all consumer groups read together. */
  readonly egressMbPerS: number;
  readonly replicationFactor: number;
  readonly zones?: number;
  /** Both directions together: $0.02 where each way costs $0.01. */
  readonly usdPerGb: number;
}): CrossZoneCost {
  const elsewhere = `${show(zones - 1)}/${show(zones)}`;
  const priced = (mbPerS: number, words: string): Computed => ({
    value: mbPerS * GB_PER_MONTH * usdPerGb,
    formula: `${words} × ${show(GB_PER_MONTH)} GB a month × $${show(usdPerGb)}`,
    source: 'Confluent: hidden infrastructure costs of Kafka; AutoMQ',
  });
  const away = (zones - 1) / zones;
  const produced = `${show(ingressMbPerS)} MB/s × ${elsewhere}`;
  const replicated = `${show(ingressMbPerS)} MB/s × (RF ${show(replicationFactor)} − 1)`;
  const consumed = `${show(egressMbPerS)} MB/s × ${elsewhere}`;
  const [produceRate, replicationRate, consumeRate] = [
    ingressMbPerS * away,
    ingressMbPerS * (replicationFactor - 1),
    egressMbPerS * away,
  ];
  return {
    produce: priced(produceRate, produced),
    replication: priced(replicationRate, replicated),
    consume: priced(consumeRate, consumed),
    total: priced(produceRate + replicationRate + consumeRate, `(${produced} + ${replicated} + ${consumed})`),
  };
}

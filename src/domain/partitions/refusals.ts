import { KnownFailure } from '../../failure.ts';
import { count, show } from '../words.ts';
import type { PartitionDemand } from './demand.ts';
import { growthPerYear } from './growth.ts';
import { refuseOutOfRange } from './ranges.ts';
import { sharePercent } from './words.ts';

/** MB against MiB is 4.9 %; two ways to state one rate may differ by this much before they contradict each other. */
const RATE_SLACK = 0.1;

/** A share is often rounded by the one who gives it: three equal keys are said to carry 33 %. */
const SHARE_SLACK = 0.1;

/** Growth is a guess, stated to one or two digits. */
const GROWTH_SLACK = 0.1;

/** Longer keys are documents. */
const MAX_SAMPLE_KEY_CHARS = 4_096;

/**
 * Refuses what can't be planned from: numbers out of range, contradictions, and an input that lacks its counterpart (it
 * would be dropped in silence). Throws KnownFailure that names the fields.
 */
export function refuseUnusable(demand: PartitionDemand): void {
  refuseOutOfRange(demand);
  for (const contradiction of [
    rateStatedTwice,
    moreReplicasThanBrokers,
    hottestKeyBelowAverage,
    processingWithoutMessageRate,
    partitionRateWithoutTarget,
    hottestKeyWithoutRate,
    replicasWithoutBrokers,
    growthStatedTwice,
    horizonWithoutGrowth,
    sampleKeyUnusable,
  ]) {
    contradiction(demand);
  }
}

function rateStatedTwice({ target_mb_per_s, target_messages_per_s, average_message_bytes }: PartitionDemand): void {
  if (target_mb_per_s === undefined || target_messages_per_s === undefined || average_message_bytes === undefined)
    return;
  const product = (target_messages_per_s * average_message_bytes) / 1e6;
  if (Math.abs(product - target_mb_per_s) <= RATE_SLACK * Math.max(product, target_mb_per_s)) return;
  throw new KnownFailure(
    `\`target_messages_per_s\` × \`average_message_bytes\` is ${show(product)} MB/s, but \`target_mb_per_s\` is ${show(target_mb_per_s)}.`,
    'The three contradict each other; often one is before compression and the other after, or a unit is wrong.',
    'Give two of the three, or correct the odd one.',
  );
}

function moreReplicasThanBrokers({ brokers, replication_factor }: PartitionDemand): void {
  if (brokers === undefined || replication_factor === undefined || replication_factor <= brokers) return;
  throw new KnownFailure(
    `\`replication_factor\` ${show(replication_factor)} is more than \`brokers\` ${show(brokers)}.`,
    'Each replica of a partition lives on another broker, so Kafka refuses to create such a topic.',
    'Lower `replication_factor` or correct `brokers`.',
  );
}

function hottestKeyBelowAverage({ hottest_key_share, key_cardinality }: PartitionDemand): void {
  if (hottest_key_share === undefined || key_cardinality === undefined) return;
  if (hottest_key_share >= (1 - SHARE_SLACK) / key_cardinality) return;
  throw new KnownFailure(
    `\`hottest_key_share\` ${sharePercent(hottest_key_share)} is less than the average share of \`key_cardinality\` ${count(key_cardinality, 'key')}, ${sharePercent(1 / key_cardinality)}.`,
    'The most frequent key carries at least the average; the share is a fraction of 0…1, not a percentage of keys.',
    'Correct `hottest_key_share` or `key_cardinality`.',
  );
}

function processingWithoutMessageRate(demand: PartitionDemand): void {
  if (demand.processing_ms_per_message === undefined || demand.target_messages_per_s !== undefined) return;
  if (demand.target_mb_per_s !== undefined && demand.average_message_bytes !== undefined) return;
  throw new KnownFailure(
    '`processing_ms_per_message` was given without a message rate.',
    'The time per message counts only together with messages per second.',
    'Add `target_messages_per_s`, or `target_mb_per_s` with `average_message_bytes`.',
  );
}

function partitionRateWithoutTarget(demand: PartitionDemand): void {
  const rates = (['producer_mb_per_s_per_partition', 'consumer_mb_per_s_per_partition'] as const).filter(
    (field) => demand[field] !== undefined,
  );
  if (rates.length === 0 || demand.target_mb_per_s !== undefined) return;
  if (demand.target_messages_per_s !== undefined && demand.average_message_bytes !== undefined) return;
  throw new KnownFailure(
    `${rates.map((field) => `\`${field}\``).join(' and ')} given without the topic's rate in MB/s.`,
    'A rate per partition counts only together with the rate to carry.',
    'Add `target_mb_per_s`, or `target_messages_per_s` with `average_message_bytes`.',
  );
}

function hottestKeyWithoutRate(demand: PartitionDemand): void {
  if (demand.hottest_key_share === undefined) return;
  if (demand.target_mb_per_s !== undefined || demand.target_messages_per_s !== undefined) return;
  throw new KnownFailure(
    '`hottest_key_share` was given without a rate.',
    'A share of the traffic is a load only when the traffic is known.',
    'Add `target_mb_per_s`, or `target_messages_per_s` with `average_message_bytes` or `processing_ms_per_message`.',
  );
}

function replicasWithoutBrokers({ existing_replicas_on_cluster, brokers }: PartitionDemand): void {
  if (existing_replicas_on_cluster === undefined || brokers !== undefined) return;
  throw new KnownFailure(
    '`existing_replicas_on_cluster` was given without `brokers`.',
    'The limits hold per broker.',
    'Add `brokers`.',
  );
}

function growthStatedTwice(demand: PartitionDemand): void {
  const perYear = growthPerYear(demand);
  const { growth_factor } = demand;
  if (perYear === null || growth_factor === undefined) return;
  if (Math.abs(perYear.factor - growth_factor) <= GROWTH_SLACK * Math.max(perYear.factor, growth_factor)) return;
  throw new KnownFailure(
    `\`growth_percent_per_year\` makes × ${show(perYear.factor)} = ${perYear.formula}, but \`growth_factor\` is ${show(growth_factor)}.`,
    'Both state the growth to plan for, and they contradict each other.',
    'Give one of them, or correct `horizon_months`.',
  );
}

function horizonWithoutGrowth({ horizon_months, growth_percent_per_year }: PartitionDemand): void {
  if (horizon_months === undefined || growth_percent_per_year !== undefined) return;
  throw new KnownFailure(
    '`horizon_months` was given without `growth_percent_per_year`.',
    'The horizon counts only together with the growth of a year.',
    'Add `growth_percent_per_year`, or give `growth_factor` in place of both.',
  );
}

function sampleKeyUnusable({ sample_key, keyed }: PartitionDemand): void {
  if (sample_key === undefined) return;
  if (sample_key === '' || sample_key.length > MAX_SAMPLE_KEY_CHARS)
    throw new KnownFailure(
      `\`sample_key\` must have 1 to ${show(MAX_SAMPLE_KEY_CHARS)} characters, got ${show(sample_key.length)}.`,
      'An empty key goes to one partition with some clients and anywhere with others; a very long one is a document.',
      'Give a key as the producers write it.',
    );
  if (keyed === false)
    throw new KnownFailure(
      '`sample_key` was given, but `keyed` is false.',
      'A record without a key goes anywhere.',
      'Leave out `sample_key`, or correct `keyed`.',
    );
}

import type { Load } from './loads.ts';
import type { Premises } from './premises.ts';

/** What would make the plan firmer, the weightiest first. */
export function whatToMeasure(premises: Premises, loads: readonly Load[]): string[] {
  const { consumersAssumed } = premises;
  const { producerMbPerS, consumerMbPerS, processingMs, hashed, hottestShare, keys, brokers } = premises;
  const wanted: readonly (readonly [boolean, string])[] = [
    [loads.length === 0, 'Peak rate of the topic: target_mb_per_s, or target_messages_per_s with the message size'],
    [
      consumerMbPerS?.assumed === true,
      'What the slowest group carries on one partition: one consumer with the real handler against a backlog (consumer_mb_per_s_per_partition), or its time per message (processing_ms_per_message)',
    ],
    [
      processingMs !== null,
      'Time per message of every group at peak load: the slowest group counts, and its mean must include retries and downstream waits',
    ],
    [
      producerMbPerS?.assumed === true,
      'What a producer reaches on one partition: kafka-producer-perf-test.sh on a one-partition topic with the real record size, acks and compression (producer_mb_per_s_per_partition)',
    ],
    [
      hashed && loads.length > 0 && hottestShare === null,
      'Share of the most frequent key, from a sample of a busy day (hottest_key_share): no count helps against a key that is too hot',
    ],
    [hashed && keys === null, 'Number of distinct keys (key_cardinality)'],
    [consumersAssumed, 'Instances of the largest group at peak (expected_consumers)'],
    [brokers === null, 'Number of brokers and the replicas they hold (brokers, existing_replicas_on_cluster)'],
  ];
  return wanted.flatMap(([missing, what]) => (missing ? [what] : []));
}

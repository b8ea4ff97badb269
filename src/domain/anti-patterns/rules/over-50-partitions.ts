import { show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import { about, page } from '../words.ts';

/** A review threshold, not a limit of Kafka. Source: guideline anti-patterns. */
const REVIEW_ABOVE_PARTITIONS = 50;

/** Source: ProducerConfig, `batch.size` 16,384 and `buffer.memory` 33,554,432. */
const BATCH_KIB = 16;
const BUFFER_MIB = 32;

/** More than 50 partitions owe a number that asks for them. */
export const over50Partitions: AntiPattern = (facts) => {
  const { partitions, partitionsDemandedBy, replicationFactor, brokers, messagesPerS } = facts;
  if (partitions === null || partitions <= REVIEW_ABOVE_PARTITIONS) return null;
  const replicas = partitions * replicationFactor;
  return {
    rule: 'ANTI-OVER-50-PARTITIONS',
    severity: partitionsDemandedBy === null ? 'medium' : 'low',
    says:
      partitionsDemandedBy === null
        ? `${about(facts)}${show(partitions)} partitions are more than ${REVIEW_ABOVE_PARTITIONS}, and no measured number asks for them.`
        : `${about(facts)}${show(partitions)} partitions are more than ${REVIEW_ABOVE_PARTITIONS}; the numbers demand them: ${partitionsDemandedBy}. Write that down.`,
    evidence: [
      `${show(replicas)} replicas at RF ${replicationFactor}${brokers === null ? '' : `, ${show(replicas / brokers)} on each of ${show(brokers)} brokers`}`,
      `every producer reserves up to ${show((partitions * BATCH_KIB) / 1024)} MiB of its ${BUFFER_MIB} MiB buffer.memory (${BATCH_KIB} KiB batch.size a partition)`,
      ...(messagesPerS === null ? [] : [`${show(messagesPerS / partitions)} messages/s are left for each partition`]),
      'partitions can be added, never removed',
    ],
    remedy:
      partitionsDemandedBy === null
        ? 'Measure what one partition carries and make the slowest handler faster; then count again. Too many already: new topic with fewer, copy, switch.'
        : 'Make the handler faster first (batches, asynchronous I/O, work per key in parallel); each halving of its time halves the count.',
    guideline: page('more-than-50-partitions-per-topic'),
    confidence: 'high',
  };
};

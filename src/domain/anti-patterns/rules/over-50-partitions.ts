import { count, show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import type { StreamFacts } from '../facts.ts';
import { megabytes, page, sentence } from '../words.ts';

/** A review threshold, not a limit of Kafka. Source: guideline anti-patterns. */
const REVIEW_ABOVE_PARTITIONS = 50;

/** From here on another shape is cheaper than the partitions, whatever asks for them: rule of thumb. */
const RESHAPE_ABOVE_PARTITIONS = 200;

/** Source: Apache Kafka 4.4 ProducerConfig, `batch.size` 16,384 and `buffer.memory` 33,554,432; a batch holds a whole record at least. */
const BATCH_BYTES = 16_384;
const BUFFER_MIB = 32;

/** More than 50 partitions owe a number that asks for them. */
export const over50Partitions: AntiPattern = (facts) => {
  const { partitions, replicationFactor, brokers, messagesPerS, averageBytes } = facts;
  if (partitions === null || partitions <= REVIEW_ABOVE_PARTITIONS) return null;
  const replicas = partitions * replicationFactor;
  const { isReason, because, remedy } = reasonOf(facts, partitions);
  return {
    rule: 'ANTI-OVER-50-PARTITIONS',
    severity: isReason && partitions <= RESHAPE_ABOVE_PARTITIONS ? 'low' : 'medium',
    says: sentence(facts, `${show(partitions)} partitions are more than ${REVIEW_ABOVE_PARTITIONS}${because}`),
    evidence: [
      `${show(replicas)} replicas at RF ${replicationFactor}${onBrokers(replicas, brokers)}`,
      producerMemory(partitions, averageBytes),
      ...(messagesPerS === null ? [] : [`${count(messagesPerS / partitions, 'message')}/s for each partition`]),
      'partitions can be added, never removed',
    ],
    remedy: facts.partitionsRemedy ?? remedy,
    guideline: page('more-than-50-partitions-per-topic'),
    confidence: 'high',
  };
};

const onBrokers = (replicas: number, brokers: number | null): string =>
  brokers === null
    ? ''
    : `, ${show(replicas / brokers)} on ${brokers === 1 ? 'the one broker' : `each of ${count(brokers, 'broker')}`}`;

function producerMemory(partitions: number, averageBytes: number | null): string {
  const bytes = Math.max(BATCH_BYTES, averageBytes ?? 0);
  const each = bytes === BATCH_BYTES ? '16 KiB batch.size' : `a record of ${megabytes(bytes)}`;
  const mib = (partitions * bytes) / 2 ** 20;
  return `a producer that writes to all of them wants ${show(mib)} MiB for a batch of each (${each} a partition), buffer.memory is ${BUFFER_MIB} MiB by default${mib > BUFFER_MIB ? ': sends block' : ''}`;
}

function reasonOf({ partitionsNeeded, partitionsDemandedBy }: StreamFacts, partitions: number) {
  if (partitionsNeeded !== null)
    return {
      isReason: true,
      because: `; the topic exists with them, and its load needs ${show(partitionsNeeded)}.`,
      remedy:
        'Keep it where it hurts nobody. Where replicas, failovers or producer memory do: new topic with fewer, copy, switch.',
    };
  if (partitionsDemandedBy === null)
    return {
      isReason: false,
      because: ', and no measured number asks for so many.',
      remedy:
        'Measure what one partition carries where that was assumed, and give each running consumer one partition at most; then count again. Too many already: new topic with fewer, copy, switch.',
    };
  return {
    isReason: true,
    because: `; the numbers demand them: ${partitionsDemandedBy}. Write that down.`,
    remedy:
      partitions > RESHAPE_ABOVE_PARTITIONS
        ? 'Change the shape first: split the slow reader off, with a topic of only what it needs; or let it work per key in parallel inside a partition (batches, asynchronous I/O). What it asks for falls with its time.'
        : 'Make what asks for them faster first (batches, asynchronous I/O, work per key in parallel): half the time for each record is half the count.',
  };
}

import { count, show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import type { StreamFacts } from '../facts.ts';
import { megabytes, page, sentence } from '../words.ts';

/** librdkafka's ceiling, the lowest of the defaults: `message.max.bytes` 1,000,000. Java: `max.request.size` 1,048,576. */
const LARGE_ABOVE_BYTES = 1_000_000;

/** Source: ProducerConfig, `buffer.memory`. */
const BUFFER_BYTES = 33_554_432;

/** Documents in records: send a reference, keep the document in an object store. */
export const largePayload: AntiPattern = (facts) => {
  const { averageBytes, largestBytes, messagesPerS, replicationFactor, consumers } = facts;
  const bytes = Math.max(averageBytes ?? 0, largestBytes ?? 0);
  if (bytes <= LARGE_ABOVE_BYTES) return null;
  const isRare = averageBytes !== null && averageBytes <= LARGE_ABOVE_BYTES;
  const groups = consumers ?? 1;
  const copies = replicationFactor - 1 + groups;
  const written = bytes * replicationFactor;
  const sent = bytes * copies;
  const rate = messagesPerS === null ? null : ratePerS(facts, messagesPerS);
  return {
    rule: 'ANTI-LARGE-PAYLOAD',
    severity: 'high',
    says: sentence(
      facts,
      `records of ${isRare ? 'up to ' : ''}${megabytes(bytes)} are above the 1 MB that brokers and clients accept by default.`,
    ),
    evidence: [
      `${isRare ? 'the largest' : 'each one'} is written ${count(replicationFactor, 'time')} (${megabytes(written)}) and sent ${count(copies, 'time')} (${megabytes(sent)}: ${count(replicationFactor - 1, 'follower')}, ${count(groups, 'group')})`,
      ...(rate === null || messagesPerS === null
        ? []
        : [
            `at ${show(messagesPerS)}/s${isRare ? ` of ${show(averageBytes)} bytes on average` : ''}: ${megabytes(rate * replicationFactor)}/s to disk, ${megabytes(rate * copies)}/s over the network`,
          ]),
      `buffer.memory of 32 MiB holds ${show(Math.floor(BUFFER_BYTES / bytes))} of them`,
      'max.request.size 1,048,576; max.message.bytes 1,048,588; librdkafka message.max.bytes 1,000,000',
    ],
    remedy:
      'Claim check: put the document into an object store and publish its URI, size, checksum and type; keep it longer than the topic keeps the event. Next best: compress, then split. Only then raise all limits together, up to some 10 MB, on a topic of its own.',
    guideline: page('payloads-over-1-mb'),
    confidence: 'high',
  };
};

/** Bytes a second that are produced; null: only the largest record is known, and that is no mean. */
const ratePerS = ({ averageBytes }: StreamFacts, messagesPerS: number): number | null =>
  averageBytes === null ? null : averageBytes * messagesPerS;

import { count, show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
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
  const groups = consumers ?? 1;
  const written = bytes * replicationFactor;
  const sent = bytes * (replicationFactor - 1 + groups);
  return {
    rule: 'ANTI-LARGE-PAYLOAD',
    severity: 'high',
    says: sentence(
      facts,
      `records of ${megabytes(bytes)} are above the 1 MB that brokers and clients accept by default.`,
    ),
    evidence: [
      `each one is written ${count(replicationFactor, 'time')} (${megabytes(written)}) and sent ${count(replicationFactor - 1 + groups, 'time')} (${megabytes(sent)}: ${count(replicationFactor - 1, 'follower')}, ${count(groups, 'group')})`,
      ...(messagesPerS === null
        ? []
        : [
            `at ${show(messagesPerS)}/s: ${megabytes(written * messagesPerS)}/s to disk, ${megabytes(sent * messagesPerS)}/s over the network`,
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

import { percent, show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';

/** librdkafka's message.max.bytes, the lowest of the defaults; Java's max.request.size is 1,048,576. */
const LIMIT_BYTES = 1_000_000;
/** Above half of the limit, a record of twice the mean is refused. Source: rule of thumb. */
const NEAR = 0.5;

/** A mean below the limit says nothing of the largest record. */
export const nearPayloadLimit: DesignRule = ({ premises }) =>
  premises.events.flatMap(({ name, kind, bytes, bytesGiven, documentBytes }) => {
    if (kind === 'request' || !bytesGiven || documentBytes !== null || bytes <= NEAR * LIMIT_BYTES) return [];
    return [
      {
        rule: 'DESIGN-NEAR-PAYLOAD-LIMIT',
        severity: 'medium' as const,
        says: `${name}: with a mean of ${show(bytes)} bytes, records that are ${show(Math.round((LIMIT_BYTES / bytes) * 100) / 100)} times the mean are refused.`,
        evidence: [
          `${percent(bytes / LIMIT_BYTES)} of ${show(LIMIT_BYTES)}, librdkafka's message.max.bytes; Java's max.request.size is 1,048,576, the topic's max.message.bytes 1,048,588`,
        ],
        remedy:
          'Find the largest record. If it may pass the limit, put the large part into an object store and publish its URI, size, checksum and type.',
        guideline: 'kafka://guidelines/anti-patterns#payloads-over-1-mb',
        confidence: 'medium' as const,
      },
    ];
  });

import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

interface Request {
  readonly requestTimeoutMs: number;
  readonly lingerMs: number;
}

/** The least `delivery.timeout.ms` that a producer accepts: `request.timeout.ms + linger.ms`, ms. Source: ProducerConfig. */
export const leastDeliveryTimeoutMs = ({ requestTimeoutMs, lingerMs }: Request): Computed => ({
  value: requestTimeoutMs + lingerMs,
  formula: `${show(requestTimeoutMs)} ms request.timeout.ms + ${show(lingerMs)} ms linger.ms`,
  source: 'Apache Kafka ProducerConfig: delivery.timeout.ms ≥ request.timeout.ms + linger.ms',
});

/** Whether a producer starts with these three. Source: ProducerConfig. */
export const deliveryTimeoutFits = (request: Request & { readonly deliveryTimeoutMs: number }): boolean =>
  request.deliveryTimeoutMs >= leastDeliveryTimeoutMs(request).value;

/**
 * ms from the begin of a commit to its end, at least: AddPartitionsToTxn, TxnOffsetCommit and EndTxn with its markers are one
 * replicated append after the other, on several brokers. Rule of thumb.
 */
export const LEAST_COMMIT_MS = 10;

/** Records that are read again after a crash: at most what came since the last commit, `rate × interval`. Source: derived. */
export const recordsReadAgain = ({
  messagesPerS,
  commitIntervalMs,
}: {
  readonly messagesPerS: number;
  readonly commitIntervalMs: number;
}): Computed => ({
  value: (messagesPerS * commitIntervalMs) / 1_000,
  formula: `${count(messagesPerS, 'message/s', 'messages/s')} × ${show(commitIntervalMs)} ms ÷ 1,000`,
  source: 'derived: rate × commit interval',
});

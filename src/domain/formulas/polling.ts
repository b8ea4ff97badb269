import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';
import { floor } from './floor.ts';

/** Share of max.poll.interval.ms that the records of one poll may take: the other half is for the slow hundredth and for pauses. */
const POLL_SAFETY = 0.5;

/**
 * Most records that one poll may return, for the handler to be back in time: `⌊interval × safety ÷ p99⌋`, at least 1. At 1 a
 * single record may still be too slow: see `pollFits`. Times in ms.
 * Source: ConsumerConfig (max.poll.interval.ms), safety by rule of thumb.
 */
export function maxPollRecords({
  maxPollIntervalMs,
  p99MsPerRecord,
  safety = POLL_SAFETY,
}: {
  readonly maxPollIntervalMs: number;
  readonly p99MsPerRecord: number;
  readonly safety?: number;
}): Computed {
  const fitting = floor((maxPollIntervalMs * safety) / p99MsPerRecord);
  const quotient = `⌊${show(maxPollIntervalMs)} ms × ${show(safety)} ÷ ${show(p99MsPerRecord)} ms⌋`;
  return {
    value: Math.max(1, fitting),
    formula: fitting < 1 ? `max(1, ${quotient})` : quotient,
    source: 'Apache Kafka ConsumerConfig: max.poll.interval.ms; safety by rule of thumb',
  };
}

interface Poll {
  readonly records: number;
  readonly p99MsPerRecord: number;
}

/** Time that the records of one poll take where each is as slow as the slowest of a hundred: `records × p99`, ms. Source: derived. */
export const pollMs = ({ records, p99MsPerRecord }: Poll): Computed => ({
  value: records * p99MsPerRecord,
  formula: `${count(records, 'record')} × ${show(p99MsPerRecord)} ms`,
  source: 'derived: records of one poll at the 99th percentile',
});

/** Whether such a poll ends within max.poll.interval.ms; one that does not is thrown out of its group. Source: ConsumerConfig. */
export const pollFits = (poll: Poll & { readonly maxPollIntervalMs: number }): boolean =>
  pollMs(poll).value <= poll.maxPollIntervalMs;

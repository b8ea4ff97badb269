import { count, show } from '../words.ts';
import { CLASSIC_SESSION_MS, KAFKAJS_SESSION_MS } from './membership.ts';
import type { Premises } from './premises.ts';
import { bytes } from './words.ts';

/** kafkajs heartbeats between messages only, so its session must outlast the slowest message. */
export interface KafkajsTiming {
  readonly sessionMs: number;
  readonly rebalanceMs: number;
  /** The slowest message does not fit into the longest session that brokers take. */
  readonly tooSlow: boolean;
  /** Bytes of one partition in a fetch, so that a batch ends within half the rebalance timeout; never below the largest message. */
  readonly maxBytesPerPartition: number;
  readonly maxBytesFormula: string;
}

/** Three times the slowest message: one heartbeat may be late, and the hundredth is not the slowest. */
const SESSION_OVER_P99 = 3;
const STEP_MS = 5_000;
const REBALANCE_MS = 60_000;
const FETCH_BYTES = 1_048_576;
const LEAST_FETCH_BYTES = 16_384;

export function kafkajsTimingOf({ p99Ms, meanMs, averageBytes, largestBytes }: Premises): KafkajsTiming {
  const wanted = Math.max(KAFKAJS_SESSION_MS, Math.ceil((p99Ms.value * SESSION_OVER_P99) / STEP_MS) * STEP_MS);
  const sessionMs = Math.min(CLASSIC_SESSION_MS.most, wanted);
  const rebalanceMs = Math.max(REBALANCE_MS, sessionMs + KAFKAJS_SESSION_MS);
  const fitting = Math.floor((rebalanceMs / 2 / meanMs.value) * averageBytes.value);
  const batch = Math.min(FETCH_BYTES, Math.max(LEAST_FETCH_BYTES, fitting));
  const largest = Math.ceil((largestBytes ?? averageBytes.value) / FETCH_BYTES) * FETCH_BYTES;
  const holdsLargest = largest > FETCH_BYTES;
  const inTime = `${show(rebalanceMs)} ms ÷ 2 ÷ ${show(meanMs.value)} ms × ${count(averageBytes.value, 'byte')}`;
  return {
    sessionMs,
    rebalanceMs,
    tooSlow: wanted > CLASSIC_SESSION_MS.most,
    maxBytesPerPartition: holdsLargest ? largest : batch,
    maxBytesFormula: holdsLargest
      ? `${bytes(largest)}, so that the largest message of ${show(largestBytes ?? averageBytes.value)} bytes fits`
      : `min(${bytes(FETCH_BYTES)}, max(${bytes(LEAST_FETCH_BYTES)}, ${inTime}))`,
  };
}

import type { Figure } from '../advice/figure.ts';
import { count, show } from '../words.ts';
import { inputOf, type Premises } from './premises.ts';
import type { Sizing } from './sizing.ts';
import { bytes, SOURCE } from './words.ts';

/** What one fetch brings and what it costs in memory. */
export interface Fetching {
  /** Bytes that reach one consumer from one broker within the wait; null: no rate is known. */
  readonly arrivingBytes: number | null;
  readonly minBytes: number;
  /** Why so many. */
  readonly minBytesWhy: string;
  readonly maxPartitionBytes: number;
  /** Worst case of one instance. */
  readonly memoryBytes: number;
  readonly figures: readonly Figure[];
}

export const FETCH_WAIT_MS = 500;
const MIB = 1_048_576;
const KIB = 1_024;
/** fetch.max.bytes of one broker's answer, and max.partition.fetch.bytes. Source: ConsumerConfig. */
const FETCH_MAX_BYTES = 50 * MIB;
const PARTITION_FETCH_BYTES = MIB;
/** Below this a fetch that waits saves too few requests to be worth its latency: rule of thumb. */
const WORTH_WAITING_FOR = 64 * KIB;

/** `fetch.min.bytes ≤ what arrives within fetch.max.wait.ms`, halved for the quiet hour; memory by the two fetch limits. */
export function fetchingOf(premises: Premises, { active, partitions, threads }: Sizing, shared: boolean): Fetching {
  const { rate, averageBytes, brokers, largestBytes } = premises;
  const arrivingBytes =
    rate === null ? null : (rate.value * averageBytes.value * FETCH_WAIT_MS) / 1_000 / active / brokers.value;
  const minBytes =
    arrivingBytes === null || arrivingBytes < WORTH_WAITING_FOR
      ? 1
      : Math.min(MIB, Math.floor(arrivingBytes / 2 / KIB) * KIB);
  const maxPartitionBytes = Math.max(
    PARTITION_FETCH_BYTES,
    Math.ceil((largestBytes ?? averageBytes.value) / MIB) * MIB,
  );
  const each = shared ? partitions : Math.ceil(partitions / active);
  const memoryBytes = threads * Math.min(FETCH_MAX_BYTES * brokers.value, each * maxPartitionBytes);
  return {
    arrivingBytes,
    minBytes,
    minBytesWhy: whyOf(arrivingBytes, minBytes),
    maxPartitionBytes,
    memoryBytes,
    figures: [
      ...(arrivingBytes === null || rate === null
        ? []
        : [
            {
              name: 'bytes_per_fetch',
              value: Math.round(arrivingBytes),
              formula: `${show(rate.value)} messages/s × ${show(averageBytes.value)} bytes × ${show(FETCH_WAIT_MS)} ms ÷ 1,000 ÷ ${count(active, 'consumer')} ÷ ${count(brokers.value, 'broker')}`,
              inputs: [inputOf(rate), inputOf(averageBytes), inputOf(brokers)],
              source: 'derived: bytes arriving within fetch.max.wait.ms',
            },
          ]),
      {
        name: 'fetch_memory_bytes_per_instance',
        value: memoryBytes,
        formula: `${count(threads, 'consumer')} × min(${bytes(FETCH_MAX_BYTES)} × ${count(brokers.value, 'broker')}, ${count(each, 'partition')} × ${bytes(maxPartitionBytes)})`,
        inputs: [inputOf(brokers), `partitions = ${partitions}`],
        source: SOURCE.consumerConfig,
      },
    ],
  };
}

function whyOf(arrivingBytes: number | null, minBytes: number): string {
  const arriving =
    arrivingBytes === null
      ? 'the rate is not known'
      : `${bytes(arrivingBytes)} reach a consumer from a broker in ${FETCH_WAIT_MS} ms`;
  return minBytes === 1
    ? `${arriving}: waiting would only add latency`
    : `${arriving}: half of that makes fewer, larger fetches`;
}

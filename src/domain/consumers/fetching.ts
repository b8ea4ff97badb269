import type { Figure } from '../advice/figure.ts';
import type { Computed } from '../formulas/computed.ts';
import { count, show } from '../words.ts';
import { kafkajsTimingOf } from './kafkajs-timing.ts';
import { inputOf, type Premises } from './premises.ts';
import type { Sizing } from './sizing.ts';
import { bytes, perSecond, SOURCE } from './words.ts';

/** What one fetch brings and what it costs in memory. */
export interface Fetching {
  /** Bytes that reach one consumer from one broker within the wait; null: no rate is known. */
  readonly arrivingBytes: number | null;
  readonly minBytes: number;
  /** Why so many. */
  readonly minBytesWhy: string;
  readonly maxPartitionBytes: number;
  /** Most of one broker's answer that this client is given. */
  readonly maxBytes: number;
  /** Worst case of one instance. */
  readonly memoryBytes: number;
  readonly figures: readonly Figure[];
}

export const FETCH_WAIT_MS = 500;
const MIB = 1_048_576;
const KIB = 1_024;
/** fetch.max.bytes of one broker's answer, and max.partition.fetch.bytes. Source: ConsumerConfig; librdkafka has the same. */
const FETCH_MAX_BYTES = 50 * MIB;
const PARTITION_FETCH_BYTES = MIB;
/** maxBytes of KafkaJS. Source: KafkaJS 2.2.4. */
const KAFKAJS_MAX_BYTES = 10 * MIB;
/** Below this a fetch that waits saves too few requests to be worth its latency: rule of thumb. */
const WORTH_WAITING_FOR = 64 * KIB;
/** Bounds of queued.max.messages.kbytes that are useful: its default above, one fetch of one partition below. */
export const QUEUE_KBYTES = { least: 1_024, most: 65_536 } as const;
/** Records that wait in the client longer than this are fetched too early: rule of thumb. */
export const QUEUED_S = 10;
/** fetch.queue.backoff.ms: a full queue is not filled again for so long, so a handler that catches up must have as much. Source: librdkafka CONFIGURATION.md. */
const BACKOFF_S = 1;

/** `fetch.min.bytes ≤ what arrives within fetch.max.wait.ms`, halved for the quiet hour; memory by the client's own limits. */
export function fetchingOf(premises: Premises, sizing: Sizing, shared: boolean): Fetching {
  const { rate, averageBytes, brokers, largestBytes, client } = premises;
  const arriving = arrivingOf(premises, sizing, shared);
  const arrivingBytes = arriving?.value ?? null;
  const minBytes =
    arrivingBytes === null || arrivingBytes < WORTH_WAITING_FOR
      ? 1
      : Math.min(MIB, Math.floor(arrivingBytes / 2 / KIB) * KIB);
  const maxPartitionBytes = Math.max(
    PARTITION_FETCH_BYTES,
    Math.ceil((largestBytes ?? averageBytes.value) / MIB) * MIB,
  );
  // A batch comes whole, however large it is.
  const maxBytes = Math.max(client === 'kafkajs' ? KAFKAJS_MAX_BYTES : FETCH_MAX_BYTES, maxPartitionBytes);
  const memory = memoryOf(premises, sizing, shared, { maxPartitionBytes, maxBytes });
  return {
    arrivingBytes,
    minBytes,
    minBytesWhy: whyOf(arrivingBytes, minBytes),
    maxPartitionBytes,
    maxBytes,
    memoryBytes: memory.value,
    figures: [
      ...(arriving === null || rate === null
        ? []
        : [
            {
              name: 'bytes_per_fetch',
              value: Math.round(arriving.value),
              formula: arriving.formula,
              inputs: [inputOf(rate), inputOf(averageBytes), inputOf(brokers), `partitions = ${sizing.partitions}`],
              source: arriving.source,
            },
          ]),
      {
        name: 'fetch_memory_bytes_per_instance',
        value: memory.value,
        formula: memory.formula,
        inputs: [inputOf(brokers), `partitions = ${sizing.partitions}`],
        source: memory.source,
      },
    ],
  };
}

/** Bytes that reach one consumer from one broker while a fetch waits. null: no rate is known. Source: derived. */
function arrivingOf(
  { rate, averageBytes, brokers, client }: Premises,
  sizing: Sizing,
  shared: boolean,
): Computed | null {
  if (rate === null) return null;
  const { consumers, brokersRead } = readingOf({ client, brokers }, sizing, shared);
  return {
    value: (rate.value * averageBytes.value * FETCH_WAIT_MS) / 1_000 / consumers / brokersRead,
    formula: `${perSecond(rate.value)} × ${count(averageBytes.value, 'byte')} × ${show(FETCH_WAIT_MS)} ms ÷ 1,000 ÷ ${count(consumers, 'consumer')} ÷ ${count(brokersRead, 'broker')}${brokersRead < brokers.value ? ' of its partitions' : ''}`,
    source: 'derived: bytes arriving within fetch.max.wait.ms',
  };
}

/** Clients that fetch, the partitions of each, and the brokers that lead these: no more than there are partitions. */
function readingOf(
  { client, brokers }: Pick<Premises, 'client' | 'brokers'>,
  { active, working, partitions }: Sizing,
  shared: boolean,
) {
  // One kafkajs consumer fetches for all the partitions that it works on at a time.
  const consumers = client === 'kafkajs' ? working : active;
  const each = shared ? partitions : Math.ceil(partitions / consumers);
  return { consumers, each, brokersRead: Math.min(brokers.value, each) };
}

/**
 * Fetched records that one instance holds at most. Java: an answer of each broker, or all its partitions' share. librdkafka: its
 * queue, which one round of fetches may overshoot. KafkaJS: one answer of each broker, in one client.
 * Source: ConsumerConfig and KIP-74; librdkafka CONFIGURATION.md; KafkaJS 2.2.4, one fetcher for each broker.
 */
function memoryOf(
  premises: Premises,
  sizing: Sizing,
  shared: boolean,
  { maxPartitionBytes, maxBytes }: Pick<Fetching, 'maxPartitionBytes' | 'maxBytes'>,
): Computed {
  const { client } = premises;
  const { threads } = sizing;
  const { each, brokersRead } = readingOf(premises, sizing, shared);
  const ofPartition = client === 'kafkajs' ? kafkajsTimingOf(premises).maxBytesPerPartition : maxPartitionBytes;
  const round = Math.min(maxBytes * brokersRead, each * ofPartition);
  const inWords = `min(${bytes(maxBytes)} × ${count(brokersRead, 'broker')}, ${count(each, 'partition')} × ${bytes(ofPartition)})`;
  if (client === 'kafkajs') return { value: round, formula: inWords, source: SOURCE.kafkajs };
  if (client !== 'librdkafka')
    return {
      value: threads * round,
      formula: `${count(threads, 'consumer')} × ${inWords}`,
      source: SOURCE.consumerConfig,
    };
  const queue = queueKbytesOf(premises, sizing) * KIB;
  return {
    value: threads * (queue + round),
    formula: `${count(threads, 'consumer')} × (${bytes(queue)} queue + ${inWords} that may overshoot it)`,
    source: SOURCE.librdkafka,
  };
}

/** Bytes/s that one handler does when it catches up. */
export const handledPerS = ({ averageBytes }: Premises, { workMs }: Sizing): number =>
  (averageBytes.value * 1_000) / workMs;

/**
 * queued.max.messages.kbytes: some seconds of one consumer's bytes, and what its handler does while a full queue is left alone,
 * within what is useful. Other threads may be faster than one handler. Source: librdkafka CONFIGURATION.md.
 */
export function queueKbytesOf(premises: Premises, sizing: Sizing): number {
  const { rate, averageBytes } = premises;
  if (rate === null || sizing.byWorkers) return QUEUE_KBYTES.most;
  const perConsumer = (rate.value * averageBytes.value) / sizing.active;
  const wanted = Math.max(perConsumer * QUEUED_S, handledPerS(premises, sizing) * BACKOFF_S);
  return Math.min(QUEUE_KBYTES.most, Math.max(QUEUE_KBYTES.least, Math.ceil(wanted / KIB)));
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

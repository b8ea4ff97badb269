import { STREAMS_COMMIT_INTERVAL_MS, STREAMS_TIMEOUT_MS } from '../configs/streams-defaults.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { show } from '../words.ts';
import type { ToldByConfig } from './from-config.ts';
import type { PipelineClient } from './request.ts';
import { clientWords, rate } from './words.ts';

/** Checkpoints are expensive; a minute is a common start. [rule of thumb] */
const FLINK_INTERVAL_MS = 60_000;
/** poll.interval.ms of Debezium's sources: with transaction.boundary=poll each batch is a transaction. */
const CONNECT_INTERVAL_MS = 500;

const SHORTEST_MS = 100;
const LONGEST_MS = 5_000;
const WITHOUT_RATE_MS = 1_000;
/** Control records that a chosen interval may cost, of all records. [rule of thumb] */
const CONTROL_SHARE = 0.01;

interface Traffic {
  /** Each commits transactions of its own. */
  readonly producers: number;
  readonly outputPartitions: number;
  readonly messagesPerS: number | null;
}

/** A commit interval where none was given, and its rule. */
export function chooseInterval(
  client: PipelineClient,
  traffic: Traffic,
  { boundary, connector }: ToldByConfig,
): { readonly ms: number; readonly why: string } {
  if (client === 'streams')
    return { ms: STREAMS_COMMIT_INTERVAL_MS.exactly_once, why: 'the default of Kafka Streams under exactly_once_v2' };
  if (client === 'flink') return { ms: FLINK_INTERVAL_MS, why: 'a usual checkpoint interval; Flink commits with it' };
  if (client === 'connect_source' && boundary?.value === 'connector')
    return {
      ms: CONNECT_INTERVAL_MS,
      why: 'the connector ends its transactions itself (transaction.boundary=connector); look it up there',
    };
  if (client === 'connect_source' && connector !== null && !connector.isDebezium)
    return {
      ms: CONNECT_INTERVAL_MS,
      why: `one transaction a poll; how often ${connector.label} polls is not known, and 500 ms is what Debezium does`,
    };
  if (client === 'connect_source')
    return { ms: CONNECT_INTERVAL_MS, why: "one transaction a poll, and Debezium's poll.interval.ms is 500" };
  const { producers, outputPartitions, messagesPerS } = traffic;
  if (messagesPerS === null)
    return { ms: WITHOUT_RATE_MS, why: 'between the 100 ms of Streams and a few seconds; no rate to compute it from' };
  const least = (producers * (outputPartitions + 1) * 1_000) / (CONTROL_SHARE * messagesPerS);
  if (least > LONGEST_MS)
    return {
      ms: LONGEST_MS,
      why: `the longest that readers should wait; to keep control records near ${CONTROL_SHARE * 100} % of ${rate(messagesPerS)} would take ${show(ceiling(least / 100) * 100)} ms`,
    };
  return {
    ms: Math.max(SHORTEST_MS, ceiling(least / 100) * 100),
    why: `keeps control records near ${CONTROL_SHARE * 100} % of ${rate(messagesPerS)}, within ${SHORTEST_MS}–${show(LONGEST_MS)} ms`,
  };
}

/** transaction.max.timeout.ms of a broker. Source: broker configuration 3.0–4.4. */
export const BROKER_MAX_TIMEOUT_MS = 900_000;
/** transaction.timeout.ms of a producer, and what Streams gives its own. Source: ProducerConfig, StreamsConfig. */
const PRODUCER_TIMEOUT_MS = 60_000;
const SHORTEST_TIMEOUT_MS = 10_000;
/** What a framework gives its producers by itself. */
const OWN_TIMEOUT_MS: Readonly<Partial<Record<PipelineClient, number>>> = {
  streams: STREAMS_TIMEOUT_MS,
  connect_source: PRODUCER_TIMEOUT_MS,
};

interface Timeout {
  readonly ms: number;
  readonly rule: string;
  readonly source: string;
}

/** The least that librdkafka takes, 1,000 ms; below it a broker may abort before the first look at it. Source: CONFIGURATION.md. */
export const LEAST_TIMEOUT_MS = 1_000;

/**
 * `transaction.timeout.ms`: what the configuration in use says, where that can work; else long enough for ten intervals, short
 * enough that a dead producer does not hold readers back for long. Flink loses what it had pre-committed when it stays down for
 * longer, so it gets all that brokers allow by default.
 */
export function chooseTimeout(
  client: PipelineClient,
  intervalMs: number,
  heldOpen: boolean,
  { timeoutMs, brokersMaxTimeoutMs }: ToldByConfig,
): Timeout {
  const most = brokersMaxTimeoutMs?.value ?? BROKER_MAX_TIMEOUT_MS;
  const own = ownChoice(client, intervalMs, heldOpen);
  // A Flink job loses what it pre-committed with a shorter one.
  const least = client === 'flink' ? Math.min(own.ms, most) : Math.max(LEAST_TIMEOUT_MS, heldOpen ? intervalMs + 1 : 0);
  if (timeoutMs !== null && timeoutMs.value >= least && timeoutMs.value <= most)
    return {
      ms: timeoutMs.value,
      rule: `as configured (${timeoutMs.setting})`,
      source: 'the given configuration',
    };
  return { ...own, source: 'rule of thumb' };
}

function ownChoice(client: PipelineClient, intervalMs: number, heldOpen: boolean): Omit<Timeout, 'source'> {
  const twice = Math.ceil(2 * intervalMs);
  const ready = OWN_TIMEOUT_MS[client];
  if (ready !== undefined && (intervalMs < ready || !heldOpen))
    return { ms: ready, rule: `what ${clientWords[client]} gives its producers` };
  if (client === 'flink') {
    return {
      ms: Math.max(BROKER_MAX_TIMEOUT_MS, twice),
      rule: `max(${show(BROKER_MAX_TIMEOUT_MS)} ms the brokers allow, 2 × ${show(intervalMs)} ms checkpoint): a job that stays down longer loses what it had pre-committed`,
    };
  }
  const wanted = Math.max(SHORTEST_TIMEOUT_MS, Math.ceil(10 * intervalMs));
  return {
    ms: Math.min(wanted, Math.max(PRODUCER_TIMEOUT_MS, twice)),
    rule: `10 × ${show(intervalMs)} ms commit interval, within ${show(SHORTEST_TIMEOUT_MS)}–${show(Math.max(PRODUCER_TIMEOUT_MS, twice))} ms`,
  };
}

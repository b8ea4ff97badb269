import { KnownFailure } from '../../failure.ts';
import type { ExactlyOnceRequest } from './request.ts';

const WHOLE = ['instances', 'input_partitions', 'output_partitions', 'brokers', 'average_message_bytes'] as const;
const POSITIVE = ['messages_per_s', 'commit_interval_ms', ...WHOLE] as const;

/** Half of the largest transaction.timeout.ms (an INT): the timeout has to be longer than the interval. */
const LONGEST_INTERVAL_MS = 1_000_000_000;

/** Refuses what can't be a pipeline. Throws KnownFailure that names the field. */
export function refuseNonsense(request: ExactlyOnceRequest): void {
  for (const field of POSITIVE) {
    const value = request[field];
    if (value !== undefined && !(Number.isFinite(value) && value > 0)) throw notANumber(field, value, 'above 0');
  }
  for (const field of WHOLE) {
    const value = request[field];
    if (value !== undefined && !Number.isSafeInteger(value)) throw notANumber(field, value, 'a whole number');
  }
  if ((request.commit_interval_ms ?? 0) > LONGEST_INTERVAL_MS) {
    throw new KnownFailure(
      `Argument \`commit_interval_ms\` is ${request.commit_interval_ms}, longer than any transaction may stay open.`,
      'transaction.timeout.ms is a 32-bit number of milliseconds; the unit is probably wrong.',
      'Give the time between two commits in milliseconds.',
    );
  }
  refuseContradictions(request);
}

const notANumber = (field: string, value: number, expected: string) =>
  new KnownFailure(
    `Argument \`${field}\` is ${value}, and has to be ${expected}.`,
    'A unit or a sign is wrong.',
    `Give \`${field}\` again, or leave it out.`,
  );

function refuseContradictions({ sources, sinks, client }: ExactlyOnceRequest): void {
  const writesKafka = sinks.some((sink) => sink === 'kafka' || sink === 'other_kafka_cluster');
  if (client === 'connect_source' && sinks.length > 0 && !writesKafka) {
    throw new KnownFailure(
      'Arguments `client` and `sinks` contradict each other: a Connect source writes to Kafka only.',
      `None of the sinks is Kafka: ${sinks.join(', ')}.`,
      'Add kafka to `sinks`, or ask for the pipeline behind it with another `client`.',
    );
  }
  if (client === 'connect_sink' && sources.length > 0 && !sources.includes('kafka')) {
    throw new KnownFailure(
      'Arguments `client` and `sources` contradict each other: a Connect sink reads from Kafka only.',
      `None of the sources is Kafka: ${sources.join(', ')}.`,
      'Add kafka to `sources`, or ask for the pipeline before it with another `client`.',
    );
  }
  if (client === 'connect_sink' && sinks.includes('kafka')) {
    throw new KnownFailure(
      'Arguments `client` and `sinks` contradict each other: a Connect sink takes data out of its cluster.',
      'It cannot write to the cluster that it reads in one transaction.',
      'Use java or streams as `client` for Kafka to Kafka, or other_kafka_cluster in `sinks`.',
    );
  }
  const foreign = sources.filter((source) => source !== 'kafka');
  if (client === 'streams' && foreign.length > 0) {
    throw new KnownFailure(
      'Arguments `client` and `sources` contradict each other: Kafka Streams reads from Kafka only.',
      `Not Kafka: ${[...foreign].sort().join(', ')}.`,
      'Bring it into a topic first: ask for that pipeline with java or connect_source as `client`, and for this one with kafka in `sources`.',
    );
  }
  const touchesKafka = client === 'connect_source' || client === 'connect_sink' || writesKafka;
  if (sources.length > 0 && sinks.length > 0 && !touchesKafka && !sources.includes('kafka')) {
    throw new KnownFailure(
      'Neither `sources` nor `sinks` has Kafka in it.',
      `Given: from ${sources.join(', ')} to ${sinks.join(', ')}.`,
      'Name kafka where the pipeline reads or writes it.',
    );
  }
}

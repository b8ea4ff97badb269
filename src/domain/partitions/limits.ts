import { type BrokerBandwidth, brokerBandwidth } from '../formulas/broker-bandwidth.ts';
import { count, show } from '../words.ts';
import { rounded } from './arithmetic.ts';
import type { TopicThroughput } from './observation.ts';
import type { Premises } from './premises.ts';
import { REVIEW_PARTITIONS_PER_TOPIC } from './rounding.ts';
import { SOURCE } from './words.ts';

/** One limit held against the plan. */
export interface Limit {
  readonly limit: LimitName;
  readonly value: number;
  readonly most: number;
  readonly status: 'ok' | 'over' | 'give a reason';
  readonly formula: string;
  readonly source: string;
}

export type LimitName =
  | 'partitions of the topic'
  | 'partitions in one CreateTopics request'
  | 'replicas per broker'
  | 'replicas per broker, one broker down'
  | 'replicas of the fullest broker now'
  | 'replicas of the cluster'
  | 'replicas per broker for low latency'
  | 'MB/s through the network card of a broker'
  | 'MiB of batches in a producer that writes to all partitions';

const MAX_PARTITIONS_PER_CREATE_REQUEST = 10_000;
const MAX_REPLICAS_PER_BROKER = 4_000;
const MAX_REPLICAS_PER_CLUSTER = 200_000;

/** Kafka's producer defaults, bytes. */
const BATCH_SIZE_BYTES = 16_384;
const BUFFER_MEMORY_MIB = 32;

/** `Σ(P·RF) ÷ brokers`; the fullest broker holds at least this average. */
export const replicasPerBroker = (replicas: number, brokers: number): number => replicas / brokers;

/**
 * The same after one broker is lost and its replicas are placed on the others, as far as they can be: no broker holds
 * two replicas of one partition, so with RF = brokers the survivors keep what they have.
 */
export const replicasPerSurvivor = (replicas: number, brokers: number, replicationFactor: number): number =>
  (replicas * Math.min(replicationFactor, brokers - 1)) / replicationFactor / (brokers - 1);

/** Rao's soft cap `100·b·r` per broker where latency matters. */
export const latencyCapPerBroker = (brokers: number, replicationFactor: number): number =>
  100 * brokers * replicationFactor;

/** About 20 ms for 1,000 partitions that one broker replicates to one other; each leader has RF − 1 followers. Source: Jun Rao. */
export const replicationLatencyMs = (leadersOnBroker: number, followers: number, otherBrokers: number): number =>
  (20 * leadersOnBroker * followers) / otherBrokers / 1_000;

/** What a producer reserves for one partition: `batch.size`, or a whole record where that is larger. Source: ProducerConfig. */
export const bytesOfBatch = (averageBytes: number | null): number => Math.max(BATCH_SIZE_BYTES, averageBytes ?? 0);

/** The growth that somebody gave; a network is not said to be too small for a growth that was only assumed. */
export const givenGrowth = ({ growth, growthAssumed }: Premises): number => (growthAssumed ? 1 : growth);

/**
 * What the topic asks of each broker's network once it has grown by that factor; null: nobody gave the brokers or the
 * rate. Other topics come on top.
 */
export function bandwidthOf(
  { brokers, targetMbPerS, replicationFactor, ...premises }: Premises,
  growth: number,
): BrokerBandwidth | null {
  if (brokers === null || targetMbPerS === null || premises.mbPerSAssumed) return null;
  const isRead =
    premises.processingMs !== null ||
    premises.consumerMbPerS?.assumed === false ||
    (premises.consumers !== null && !premises.consumersAssumed);
  return brokerBandwidth({ inMbPerS: targetMbPerS * growth, replicationFactor, readers: isRead ? 1 : 0, brokers });
}

/** A full batch is reserved for each partition in use: `P × batch.size × batches`, MiB. Source: ProducerConfig. */
export const producerBufferMib = (partitions: number, batchBytes: number, batchesPerPartition: number): number =>
  (partitions * batchBytes * batchesPerPartition) / 2 ** 20;

/**
 * Replicas on the whole cluster once the plan stands. A keyed topic grows by a new topic beside the old one, which
 * stays until its consumers have drained it.
 */
export function replicasAfter(premises: Premises, partitions: number): number {
  const { existingReplicas, replicationFactor } = premises;
  return existingReplicas === null
    ? partitions * replicationFactor
    : existingReplicas + added(premises, partitions) * replicationFactor;
}

/** New partitions; beside those of the old topic where it is replaced by another. */
function added({ currentPartitions, keyed }: Premises, partitions: number): number {
  const current = currentPartitions ?? 0;
  if (partitions === current) return 0;
  return keyed ? partitions : partitions - current;
}

function replicasFormula(premises: Premises, partitions: number): string {
  const { existingReplicas, replicationFactor } = premises;
  return existingReplicas === null
    ? `${show(partitions)} × RF ${show(replicationFactor)}`
    : `${show(existingReplicas)} there + ${show(added(premises, partitions))} × RF ${show(replicationFactor)}`;
}

/** Every limit that the given numbers reach; what needs the brokers is left out without them. */
export function limitsOf(premises: Premises, partitions: number, observed: TopicThroughput | null = null): Limit[] {
  const { brokers, replicationFactor, latencySensitive } = premises;
  const replicas = replicasAfter(premises, partitions);
  const limits: Limit[] = [
    {
      limit: 'partitions of the topic',
      value: partitions,
      most: REVIEW_PARTITIONS_PER_TOPIC,
      status: partitions > REVIEW_PARTITIONS_PER_TOPIC ? 'give a reason' : 'ok',
      formula: 'as planned',
      source: SOURCE.over50,
    },
    judged(
      'partitions in one CreateTopics request',
      partitions,
      MAX_PARTITIONS_PER_CREATE_REQUEST,
      'as planned',
      SOURCE.createTopics,
    ),
  ];
  if (brokers !== null)
    limits.push(
      judged(
        'replicas per broker',
        Math.ceil(replicasPerBroker(replicas, brokers)),
        MAX_REPLICAS_PER_BROKER,
        perBroker(replicas, brokers),
        SOURCE.clusterLimits,
      ),
    );
  // A lone replica is placed nowhere else: what was on the lost broker is offline.
  if (brokers !== null && brokers > 1 && replicationFactor > 1)
    limits.push(
      judged(
        'replicas per broker, one broker down',
        Math.ceil(replicasPerSurvivor(replicas, brokers, replicationFactor)),
        MAX_REPLICAS_PER_BROKER,
        `⌈${show(replicas)} × ${show(Math.min(replicationFactor, brokers - 1))} of ${show(replicationFactor)} replicas ÷ ${count(brokers - 1, 'broker')}⌉`,
        SOURCE.clusterLimits,
      ),
    );
  const fullest = observed?.fullestBroker ?? null;
  if (fullest !== null)
    limits.push(
      judged(
        'replicas of the fullest broker now',
        fullest.replicas,
        MAX_REPLICAS_PER_BROKER,
        `measured on broker ${fullest.broker}`,
        SOURCE.clusterLimits,
      ),
    );
  limits.push(
    judged(
      'replicas of the cluster',
      replicas,
      MAX_REPLICAS_PER_CLUSTER,
      replicasFormula(premises, partitions),
      SOURCE.clusterLimits,
    ),
  );
  if (brokers !== null && latencySensitive)
    limits.push(
      judged(
        'replicas per broker for low latency',
        Math.ceil(replicasPerBroker(replicas, brokers)),
        latencyCapPerBroker(brokers, replicationFactor),
        `${perBroker(replicas, brokers)}; most: 100 × ${count(brokers, 'broker')} × RF ${show(replicationFactor)}`,
        SOURCE.rao,
      ),
    );
  const bandwidth = bandwidthOf(premises, givenGrowth(premises));
  if (bandwidth !== null) {
    const { value, direction, brokersDown, formula } = bandwidth.worst;
    limits.push(
      judged(
        'MB/s through the network card of a broker',
        rounded(value, 2),
        bandwidth.carriesMbPerS,
        `${formula}, ${direction}${brokersDown === 0 ? '' : ', one broker down'}${whenOf(premises)}`,
        SOURCE.card,
      ),
    );
  }
  const batch = bytesOfBatch(premises.averageBytes);
  limits.push(
    judged(
      'MiB of batches in a producer that writes to all partitions',
      rounded(producerBufferMib(partitions, batch, 1), 2),
      BUFFER_MEMORY_MIB,
      batch === BATCH_SIZE_BYTES
        ? `${show(partitions)} × ${show(BATCH_SIZE_BYTES / 1024)} KiB ÷ 1,024`
        : `${show(partitions)} × ${show(rounded(batch, 0))} bytes ÷ 2²⁰`,
      SOURCE.producerBuffer,
    ),
  );
  return limits;
}

function whenOf({ growth, growthAssumed }: Premises): string {
  if (growth === 1) return '';
  return growthAssumed ? `, today: × ${show(growth)} growth is assumed` : `, after × ${show(growth)} growth`;
}

const perBroker = (replicas: number, brokers: number): string => `⌈${show(replicas)} ÷ ${count(brokers, 'broker')}⌉`;

const judged = (limit: LimitName, value: number, most: number, formula: string, source: string): Limit => ({
  limit,
  value,
  most,
  status: value > most ? 'over' : 'ok',
  formula,
  source,
});

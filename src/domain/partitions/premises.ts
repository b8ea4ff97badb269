import { type WritingClient, writingClients } from './clients.ts';
import type { PartitionDemand } from './demand.ts';
import { growthPerYear } from './growth.ts';
import { refuseUnusable } from './refusals.ts';

/** A number the plan rests on, and whether somebody measured it or this file assumed it. */
interface Premise {
  readonly value: number;
  readonly assumed: boolean;
}

/** The demand with every default filled in and every default said aloud. null: not known and not needed. */
export interface Premises {
  readonly targetMbPerS: number | null;
  readonly targetMessagesPerS: number | null;
  /** null with no rate in MB/s. */
  readonly producerMbPerS: Premise | null;
  /** null with no rate in MB/s, and where the handler's time stands for it. */
  readonly consumerMbPerS: Premise | null;
  readonly processingMs: number | null;
  readonly utilisation: number;
  readonly consumers: number | null;
  readonly consumersAssumed: boolean;
  readonly growth: number;
  readonly growthAssumed: boolean;
  /** How the growth was computed; null: it is what was given or assumed. */
  readonly growthFormula: string | null;
  readonly brokers: number | null;
  readonly replicationFactor: number;
  readonly replicationFactorAssumed: boolean;
  /** null: not given, the limits then count this topic alone. */
  readonly existingReplicas: number | null;
  /** Records of a key must stay in one partition: for their order, or because the topic is compacted. */
  readonly keyed: boolean;
  /** The hash of a key decides where a record goes: also where nobody asks for the order. */
  readonly hashed: boolean;
  readonly ordered: boolean;
  /** Whether producers set a key; null: not told. */
  readonly withKeys: boolean | null;
  readonly compacted: boolean;
  readonly keys: number | null;
  readonly hottestShare: number | null;
  readonly currentPartitions: number | null;
  readonly latencySensitive: boolean;
  /** In one order, each once; null: not told. */
  readonly clients: readonly WritingClient[] | null;
  readonly averageBytes: number | null;
  /** The rate in MB/s rests on a message size that nobody gave. */
  readonly mbPerSAssumed: boolean;
  readonly assumptions: string[];
}

/** Planning values when nothing was measured: tens of MB/s for a producer (Jun Rao), light handlers 5–10 MB/s (rule of thumb). */
const DEFAULT_PRODUCER_MB_PER_S = 10;
export const ASSUMED_CONSUMER_MB_PER_S = 5;

/** Middle of 0.6–0.8: queues grow without bound as consumers near 1. */
const DEFAULT_UTILISATION = 0.7;

/** Within 1.5–3 for 12–24 months: a keyed topic can't grow without moving keys; an unkeyed one can. */
const DEFAULT_GROWTH_KEYED = 2;
const NO_GROWTH = 1;

const DEFAULT_REPLICATION_FACTOR = 3;

const DEFAULT_CONSUMERS = 2;

/** Rule of thumb. */
const DEFAULT_MESSAGE_BYTES = 1_000;

/** Fills in what was not given. Throws KnownFailure for a demand that can't be planned from. */
export function premisesOf(demand: PartitionDemand): Premises {
  refuseUnusable(demand);
  const assumptions: string[] = [];
  const assume: Assume = (given, value, why) => {
    if (given === undefined) assumptions.push(why);
    return given ?? value;
  };

  const ordered = orderingOf(demand, assume) === 'per_key';
  const compacted = demand.cleanup_policy === 'compact';
  const keyed = ordered || compacted;
  const hashed = keyed || demand.keyed === true;
  const rates = ratesOf(demand, assume);
  const premises: Premises = {
    ...rates,
    ...partitionRatesOf(demand, rates.targetMbPerS, assume),
    processingMs: demand.processing_ms_per_message ?? null,
    utilisation: utilisationOf(demand, assume),
    consumers: consumersOf(demand, assume),
    consumersAssumed: demand.expected_consumers === undefined,
    ...growthOf(demand, keyed, assume),
    growthAssumed: (demand.growth_factor ?? demand.growth_percent_per_year) === undefined,
    brokers: demand.brokers ?? null,
    replicationFactor: replicationFactorOf(demand, assume),
    replicationFactorAssumed: demand.replication_factor === undefined,
    existingReplicas: demand.existing_replicas_on_cluster ?? null,
    keyed,
    hashed,
    ordered,
    withKeys: demand.keyed ?? null,
    compacted,
    keys: hashed ? (demand.key_cardinality ?? null) : null,
    hottestShare: hashed ? (demand.hottest_key_share ?? null) : null,
    currentPartitions: demand.current_partitions ?? null,
    latencySensitive: demand.latency_sensitive ?? false,
    clients: clientsOf(demand),
    assumptions,
  };
  assumptions.push(...leftOut(demand, premises));
  return premises;
}

/** Gives back what was given; else the default, and notes why. */
type Assume = <T extends number | string>(given: T | undefined, value: T, why: string) => T;

/** Without a key there is no order to keep, so nobody who has none asks for it unless he says so. */
function orderingOf(demand: PartitionDemand, assume: Assume): 'per_key' | 'none' {
  if (demand.keyed === false && demand.cleanup_policy === 'compact')
    return assume(
      demand.ordering,
      'none',
      'ordering = none: not given, and keyed is false; compaction needs keys all the same, so the count is that of a keyed topic',
    );
  return demand.keyed === false
    ? assume(demand.ordering, 'none', 'ordering = none: keyed is false, and without a key there is no order')
    : assume(demand.ordering, 'per_key', 'ordering = per_key: not given, and the safe reading');
}

function clientsOf({ clients }: PartitionDemand): readonly WritingClient[] | null {
  if (clients === undefined || clients.length === 0) return null;
  return writingClients.filter((client) => clients.includes(client));
}

/** With nothing to count from, a pair of consumers gives a floor to start at. */
function consumersOf(demand: PartitionDemand, assume: Assume): number | null {
  if (hasRate(demand) || demand.expected_consumers !== undefined) return demand.expected_consumers ?? null;
  return assume<number>(
    demand.expected_consumers,
    DEFAULT_CONSUMERS,
    `expected_consumers = ${DEFAULT_CONSUMERS}: neither a rate nor consumers given; one instance and its stand-in`,
  );
}

/** MB/s and messages/s, each from the other and the message size where only one was given. */
function ratesOf(demand: PartitionDemand, assume: Assume) {
  const { target_mb_per_s, target_messages_per_s } = demand;
  const alone =
    target_messages_per_s !== undefined &&
    target_mb_per_s === undefined &&
    demand.processing_ms_per_message === undefined;
  const average_message_bytes = alone
    ? assume<number>(
        demand.average_message_bytes,
        DEFAULT_MESSAGE_BYTES,
        `average_message_bytes = ${DEFAULT_MESSAGE_BYTES}: not given; business events mostly have 0.2–2 kB`,
      )
    : demand.average_message_bytes;
  return {
    averageBytes: average_message_bytes ?? null,
    mbPerSAssumed: alone && demand.average_message_bytes === undefined,
    targetMbPerS:
      target_mb_per_s ??
      (target_messages_per_s !== undefined && average_message_bytes !== undefined
        ? (target_messages_per_s * average_message_bytes) / 1e6
        : null),
    targetMessagesPerS:
      target_messages_per_s ??
      (target_mb_per_s !== undefined && average_message_bytes !== undefined
        ? (target_mb_per_s * 1e6) / average_message_bytes
        : null),
  };
}

/** A measured handler time says more about the consumer than a default in MB/s, so none is assumed beside it. */
function partitionRatesOf(demand: PartitionDemand, targetMbPerS: number | null, assume: Assume) {
  const { producer_mb_per_s_per_partition: producer, consumer_mb_per_s_per_partition: consumer } = demand;
  if (targetMbPerS === null) return { producerMbPerS: null, consumerMbPerS: null };
  const handlerStandsForIt = consumer === undefined && demand.processing_ms_per_message !== undefined;
  return {
    producerMbPerS: {
      value: assume(
        producer,
        DEFAULT_PRODUCER_MB_PER_S,
        `producer_mb_per_s_per_partition = ${DEFAULT_PRODUCER_MB_PER_S}: conservative, Rao reports tens of MB/s`,
      ),
      assumed: producer === undefined,
    },
    consumerMbPerS: handlerStandsForIt
      ? null
      : {
          value: assume(
            consumer,
            ASSUMED_CONSUMER_MB_PER_S,
            `consumer_mb_per_s_per_partition = ${ASSUMED_CONSUMER_MB_PER_S}: low end of 5–10 for light handlers; one that does I/O is far slower`,
          ),
          assumed: consumer === undefined,
        },
  };
}

const utilisationOf = (demand: PartitionDemand, assume: Assume): number =>
  demand.processing_ms_per_message === undefined
    ? (demand.target_utilisation ?? DEFAULT_UTILISATION)
    : assume(
        demand.target_utilisation,
        DEFAULT_UTILISATION,
        `target_utilisation = ${DEFAULT_UTILISATION}: leaves room for bursts and for catching up`,
      );

const hasRate = (demand: PartitionDemand): boolean =>
  demand.target_mb_per_s !== undefined || demand.target_messages_per_s !== undefined;

interface Growth {
  readonly growth: number;
  readonly growthFormula: string | null;
}

function growthOf(demand: PartitionDemand, keyed: boolean, assume: Assume): Growth {
  if (!hasRate(demand)) return { growth: NO_GROWTH, growthFormula: null };
  const perYear = growthPerYear(demand);
  if (perYear === null || demand.growth_factor !== undefined)
    return { growth: growthFactorOf(demand, keyed, assume), growthFormula: null };
  assume(
    demand.horizon_months,
    perYear.months,
    `horizon_months = ${perYear.months}: not given; the far end of the usual 12–24`,
  );
  return { growth: perYear.factor, growthFormula: perYear.formula };
}

function growthFactorOf(demand: PartitionDemand, keyed: boolean, assume: Assume): number {
  return keyed
    ? assume(
        demand.growth_factor,
        DEFAULT_GROWTH_KEYED,
        `growth_factor = ${DEFAULT_GROWTH_KEYED}: room for 12–24 months, because adding partitions later moves keys`,
      )
    : assume(
        demand.growth_factor,
        NO_GROWTH,
        `growth_factor = ${NO_GROWTH}: without order per key, partitions can be added later at no harm`,
      );
}

function replicationFactorOf({ brokers, replication_factor }: PartitionDemand, assume: Assume): number {
  if (brokers !== undefined && brokers < DEFAULT_REPLICATION_FACTOR)
    return assume(replication_factor, brokers, `replication_factor = ${brokers}: more needs more brokers`);
  return assume(
    replication_factor,
    DEFAULT_REPLICATION_FACTOR,
    `replication_factor = ${DEFAULT_REPLICATION_FACTOR}: the production standard`,
  );
}

/** What the answer does not cover, because it was not given or does not count here. */
function leftOut(demand: PartitionDemand, { targetMbPerS, brokers, hashed, withKeys }: Premises): string[] {
  const sentences: readonly (readonly [boolean, string])[] = [
    [
      !hasRate(demand) && (demand.growth_factor ?? demand.growth_percent_per_year) !== undefined,
      'growth does not count: it multiplies a rate, and 3 × consumers already leaves room to grow',
    ],
    [hasRate(demand) && targetMbPerS === null, 'average_message_bytes not given: MB/s was not checked'],
    [
      targetMbPerS !== null &&
        demand.processing_ms_per_message !== undefined &&
        demand.consumer_mb_per_s_per_partition === undefined,
      'consumer_mb_per_s_per_partition not given: the handler time stands for the consumer',
    ],
    [
      brokers !== null && demand.existing_replicas_on_cluster === undefined,
      'existing_replicas_on_cluster not given: the limits count this topic alone',
    ],
    [
      !hashed && (demand.key_cardinality !== undefined || demand.hottest_key_share !== undefined),
      withKeys === false
        ? 'key_cardinality and hottest_key_share do not count: without a key, a record may go anywhere'
        : 'key_cardinality and hottest_key_share do not count: ordering = none, and keyed is not given; if producers set a key all the same, its hash decides, so give keyed = true',
    ],
  ];
  return sentences.flatMap(([holds, sentence]) => (holds ? [sentence] : []));
}

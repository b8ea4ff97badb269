import { KnownFailure } from '../../failure.ts';
import type { PartitionDemand } from '../partitions/demand.ts';
import { wantedOutOfProportion } from '../partitions/hot-key.ts';
import { type PartitionPlan, planPartitions } from '../partitions/plan.ts';
import { count, show } from '../words.ts';
import type { Draft } from './cutting.ts';
import type { BusinessEvent, Premises, Service } from './premises.ts';
import { listed } from './words.ts';

/** What flows through a topic at peak and on average; null: no event of it has a rate. */
export interface Flow {
  readonly messagesPerS: number;
  readonly mbPerS: number;
  readonly averageMbPerS: number;
  readonly averageMessagesPerS: number;
  readonly averageBytes: number;
}

/** The reader whose handler is busiest, counted without the events that it skips; a share group's is not looked at. */
export interface SlowestReader {
  readonly service: string;
  readonly messagesPerS: number;
  readonly processingMs: number;
}

/** How many partitions a topic gets, before its sisters are looked at. */
export interface Sizing {
  readonly partitions: number;
  readonly binding: string;
  /** From the winning formula to the count: `⌈2,000 messages/s × 10 ms ÷ 0.7 utilisation⌉ = 29; 29 up to a multiple of 3 brokers = 30`. */
  readonly formula: string;
  readonly source: string;
  /** A given number asks for this count, none that was assumed. */
  readonly measured: boolean;
  readonly flow: Flow | null;
  readonly slowest: SlowestReader | null;
  /** null: order over everything, which is one partition whatever the load. */
  readonly plan: PartitionPlan | null;
  /** Partitions that would keep the other keys out of the hottest key's way, where that is no price to pay; null: it is. */
  readonly hotKeyWants: number | null;
}

export function flowOf(events: readonly BusinessEvent[]): Flow | null {
  const known = events.filter(({ peakPerS }) => peakPerS !== null);
  if (known.length === 0) return null;
  const sum = (of: (event: BusinessEvent) => number) => known.reduce((total, event) => total + of(event), 0);
  const messagesPerS = sum(({ peakPerS }) => peakPerS ?? 0);
  const mbPerS = sum(({ peakPerS, bytes }) => ((peakPerS ?? 0) * bytes) / 1e6);
  return {
    messagesPerS,
    mbPerS,
    averageMbPerS: sum(({ averagePerS, bytes }) => ((averagePerS ?? 0) * bytes) / 1e6),
    averageMessagesPerS: sum(({ averagePerS }) => averagePerS ?? 0),
    averageBytes: Math.max(1, Math.round((mbPerS * 1e6) / messagesPerS)),
  };
}

/**
 * Sizes one topic. Groups that share partitions (`sharing`) may have more members than there are: they ask for none. Throws
 * KnownFailure, naming its events, for a load that no cluster has carried.
 */
export function sizeTopic(draft: Draft, premises: Premises, sharing: ReadonlySet<string>): Sizing {
  const flow = flowOf(draft.events);
  const readers = premises.services.filter(({ id }) => draft.readers.includes(id) && !sharing.has(id));
  const slowest = slowestOf(draft, readers);
  if (draft.order === 'total') return oneInOrder(draft, flow, slowest);
  const onlyShared = readers.length === 0 && draft.readers.length > 0;
  const plan = planned(draft, demandOf(draft, premises, { readers, onlyShared, flow, slowest }));
  const won = plan.candidates.find(({ outcome }) => outcome === 'won');
  return {
    partitions: plan.partitions,
    binding:
      onlyShared && plan.binding_constraint.id === 'F3-consumers'
        ? `members of a share group share partitions, so their number asks for none; ${show(plan.partitions)} are a start`
        : plan.binding_constraint.says,
    formula: stepsOf(plan),
    source: won?.source ?? 'derived',
    measured: isMeasured(plan, draft),
    flow,
    slowest,
    plan,
    hotKeyWants: wantedOutOfProportion(plan),
  };
}

/** The winning formula and the steps from it to the plan: `⌈…⌉ = 29; 29 up to a multiple of 3 brokers = 30`. */
function stepsOf({ candidates, binding_constraint }: PartitionPlan): string {
  const steps = candidates
    .filter(({ outcome }) => outcome !== 'weighed')
    .map(({ formula, partitions }) => `${formula} = ${show(partitions)}`);
  return steps.length === 0 ? binding_constraint.says : steps.join('; ');
}

/** From here on a topic owes a reason. */
const MANY_PARTITIONS = 50;

/** A rate per partition that is a planning value is no reason for many partitions; a handler that asks for most of many is. */
function isMeasured({ binding_constraint, candidates }: PartitionPlan, { events }: Draft): boolean {
  if (!events.every(({ peakGiven }) => peakGiven)) return false;
  if (binding_constraint.id === 'F2-processing') return true;
  const loads = candidates.filter(({ id }) => id === 'F1-producer' || id === 'F1-consumer' || id === 'F2-processing');
  const most = loads.reduce((sum, { partitions }) => Math.max(sum, partitions), 0);
  const handler = loads.find(({ id, partitions }) => id === 'F2-processing' && partitions === most);
  const grown = candidates.find(({ id }) => id === 'F4-growth') ?? handler;
  return handler !== undefined && grown !== undefined && grown.partitions > MANY_PARTITIONS;
}

function slowestOf({ events }: Draft, readers: readonly Service[]): SlowestReader | null {
  const busy = readers.flatMap(({ id, processingMs }) => {
    const flow = flowOf(events.filter(({ consumers }) => consumers.includes(id)));
    return processingMs === null || flow === null
      ? []
      : [{ service: id, messagesPerS: flow.messagesPerS, processingMs }];
  });
  return busy.reduce<SlowestReader | null>(
    (most, one) =>
      most === null || one.messagesPerS * one.processingMs > most.messagesPerS * most.processingMs ? one : most,
    null,
  );
}

/** What one partition takes from its producers, where nothing was measured; as in the plan of partitions. */
const MB_PER_S_PER_PARTITION = 10;

/** What flows through a topic, and who asks for partitions to read it. */
interface Reading {
  readonly readers: readonly Service[];
  /** It is read, and by share groups alone. */
  readonly onlyShared: boolean;
  readonly flow: Flow | null;
  readonly slowest: SlowestReader | null;
}

/** MB/s of the whole topic, since every reader is sent all of it; messages/s of what the slowest reader works on. */
function demandOf(
  draft: Draft,
  { brokers, replicationFactor, growth, services }: Premises,
  { readers, onlyShared, flow, slowest }: Reading,
): PartitionDemand {
  const keyed = draft.key !== null;
  const hottest = hottestShare(draft.events);
  const keys = Math.max(...draft.events.map(({ distinctKeys }) => distinctKeys ?? 0));
  return {
    ...(flow === null ? {} : { target_mb_per_s: flow.mbPerS }),
    ...(slowest === null
      ? {}
      : { target_messages_per_s: slowest.messagesPerS, processing_ms_per_message: slowest.processingMs }),
    // A share group adds members until it reads what producers write, so its side asks for nothing of its own (KIP-932).
    ...(onlyShared && flow !== null ? { consumer_mb_per_s_per_partition: MB_PER_S_PER_PARTITION } : {}),
    // A topic that nobody reads still gets a count that its first reader can work with.
    expected_consumers: Math.max(1, ...readers.map(({ instances }) => instances)),
    ...(growth === undefined || flow === null ? {} : { growth_factor: growth }),
    ...(brokers === null ? {} : { brokers }),
    replication_factor: replicationFactor,
    ordering: keyed && placesKeys(draft, services) ? 'per_key' : 'none',
    keyed,
    ...(keyed && keys > 0 ? { key_cardinality: keys } : {}),
    ...(keyed && hottest !== null && flow !== null
      ? { hottest_key_share: Math.max(hottest, keys > 0 ? 1 / keys : 0) }
      : {}),
    cleanup_policy: draft.kind === 'state' ? 'compact' : 'delete',
  };
}

/** Whether the partition of a key counts: for its order, or for a Streams application that joins or adds up by it. */
export const placesKeys = (
  { order, readers }: Pick<Draft, 'order' | 'readers'>,
  services: readonly Service[],
): boolean => order !== 'none' || services.some(({ id, client }) => client === 'streams' && readers.includes(id));

/** Weighted by rate over the events whose share is known: the hot entity is hot in all of its events. */
function hottestShare(events: readonly BusinessEvent[]): number | null {
  const known = events.flatMap(({ hottestShare: share, peakPerS }) =>
    share === null || peakPerS === null ? [] : [{ share, peakPerS }],
  );
  const total = known.reduce((sum, { peakPerS }) => sum + peakPerS, 0);
  return total === 0 ? null : known.reduce((sum, { share, peakPerS }) => sum + share * peakPerS, 0) / total;
}

function planned({ name, events }: Draft, demand: PartitionDemand): PartitionPlan {
  try {
    return planPartitions(demand);
  } catch (error) {
    if (!(error instanceof KnownFailure)) throw error;
    throw new KnownFailure(
      `\`events\` ${listed(events.map((event) => event.name))} cannot be planned as topic ${name}: ${error.what}`,
      error.likelyCause,
      'Check `peak_per_s`, `bytes` and the `processing_ms_per_event` of its consumers.',
    );
  }
}

/** A consumer must not be busier than this at peak. */
const UTILISATION = 0.7;
/** Messages/s that one partition carries: its only active consumer, or its writer. */
export function ceilingOfOne(flow: Flow | null, slowest: SlowestReader | null) {
  if (slowest !== null)
    return {
      messagesPerS: (UTILISATION * 1_000) / slowest.processingMs,
      formula: `${UTILISATION} × 1,000 ÷ ${show(slowest.processingMs)} ms`,
      needed: slowest.messagesPerS,
    };
  return flow === null
    ? null
    : {
        messagesPerS: (MB_PER_S_PER_PARTITION * 1e6) / flow.averageBytes,
        formula: `${MB_PER_S_PER_PARTITION} MB/s ÷ ${show(flow.averageBytes)} bytes`,
        needed: flow.messagesPerS,
      };
}

function oneInOrder(draft: Draft, flow: Flow | null, slowest: SlowestReader | null): Sizing {
  const most = ceilingOfOne(flow, slowest);
  const ceiling =
    most === null
      ? 'its one active consumer sets the ceiling'
      : `at most ${count(most.messagesPerS, 'message')}/s (${most.formula}), it needs ${show(most.needed)}`;
  return {
    partitions: 1,
    binding: `order over all records needs one partition: ${ceiling}`,
    formula: '1, for order over all records',
    source: 'derived: one partition, one member',
    measured: draft.events.every(({ orderGiven }) => orderGiven),
    flow,
    slowest,
    plan: null,
    hotKeyWants: null,
  };
}

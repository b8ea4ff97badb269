import type { ConfigCatalog } from '../configs/catalog.ts';
import { planConsumers } from '../consumers/plan.ts';
import type { ConsumersPlan } from '../consumers/plan-types.ts';
import type { ConsumersRequest } from '../consumers/request.ts';
import { SHARE_GROUP_MAX_SIZE } from '../formulas/members.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import type { Draft } from './cutting.ts';
import { type FailedTopic, failedTopicsOf } from './failed-topics.ts';
import type { BusinessEvent, Premises, Service } from './premises.ts';
import { type Flow, flowOf } from './sizing.ts';
import type { Topic } from './topic.ts';

/** The consumer group of one service, planned. */
export interface Group {
  readonly id: string;
  readonly service: Service;
  /** In order of their names. */
  readonly topics: readonly Topic[];
  /** What it works on, not what it skips. */
  readonly flow: Flow | null;
  readonly plan: ConsumersPlan;
  readonly failureTopics: readonly FailedTopic[];
}

/**
 * Services whose group shares partitions, as the plan of the group decides: it may have more members than partitions, so it
 * asks for none. Source: KIP-932.
 */
export function sharingOf(drafts: readonly Draft[], premises: Premises, catalog: ConfigCatalog): ReadonlySet<string> {
  const sharing = premises.services.filter((service) => {
    const read = drafts.filter(({ readers }) => readers.includes(service.id));
    if (read.length === 0 || needsOrder(read)) return false;
    return planConsumers(demandOf(service, read, premises), catalog).group.protocol === 'share';
  });
  return new Set(sharing.map(({ id }) => id));
}

/** One group for each service that reads something. In order of their names. */
export function groupsOf(
  topics: readonly Topic[],
  premises: Premises,
  sharing: ReadonlySet<string>,
  catalog: ConfigCatalog,
): Group[] {
  return premises.services.flatMap((service) => {
    const read = topics.filter(({ readers }) => readers.includes(service.id));
    return read.length === 0 ? [] : [groupOf(service, read, premises, sharing, catalog)];
  });
}

/** A sink's group is named by Connect itself. */
const groupId = ({ id, client }: Service): string => (client === 'connect' ? `connect-${id}` : id);

/** What is known of a group before its topics are sized. */
const demandOf = (service: Service, drafts: readonly Draft[], premises: Premises): ConsumersRequest => {
  const flow = flowOf(wantedBy(service, drafts));
  return {
    client: service.client,
    kafka_version: premises.release,
    ...(flow === null ? {} : { messages_per_s: flow.messagesPerS, average_message_bytes: flow.averageBytes }),
    ...(service.processingMs === null ? {} : { processing_ms_per_message: service.processingMs }),
    ...(service.processingP99Ms === null ? {} : { processing_p99_ms: service.processingP99Ms }),
    ordering: needsOrder(drafts) ? 'per_key' : 'none',
    latest_value_only: drafts.some(({ kind }) => kind === 'state'),
    delivery: 'at_least_once',
    ...(premises.brokers === null ? {} : { brokers: premises.brokers }),
  };
};

const needsOrder = (drafts: readonly Draft[]): boolean => drafts.some(({ order }) => order !== 'none');

/** What a service works on, not what it skips. */
const wantedBy = ({ id }: Service, drafts: readonly Draft[]): BusinessEvent[] =>
  drafts.flatMap(({ events }) => events.filter(({ consumers }) => consumers.includes(id)));

function groupOf(
  service: Service,
  topics: readonly Topic[],
  premises: Premises,
  sharing: ReadonlySet<string>,
  catalog: ConfigCatalog,
): Group {
  const id = groupId(service);
  const flow = flowOf(wantedBy(service, topics));
  const busiest = topics.reduce((most, topic) => (topic.partitions > most.partitions ? topic : most));
  // A group spreads over all partitions of all its topics.
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0);
  const shares = sharing.has(service.id);
  const plan = planConsumers(
    {
      ...demandOf(service, topics, premises),
      group: id,
      topic: busiest.name,
      partitions: Math.min(partitions, MOST_PARTITIONS),
      // Without the time of a handler, more instances than were named would rest on nothing.
      ...(service.instancesGiven || service.processingMs === null
        ? { instances: service.instances, threads_per_instance: threadsOf(service, flow, partitions, shares) }
        : {}),
      retention_hours: shortestRetentionHours(topics),
    },
    catalog,
  );
  noteAssumedTimes(service, plan, premises);
  return {
    id,
    service,
    topics,
    flow,
    plan,
    failureTopics: failedTopicsOf(plan, topics, busiest),
  };
}

/** Timeouts and polling need a handler time; a connector has its own. */
function noteAssumedTimes({ id, client, processingMs }: Service, plan: ConsumersPlan, { assumptions }: Premises): void {
  if (client === 'connect' || processingMs !== null) return;
  const assumed = plan.assumptions.flatMap(
    (one) => /^processing_(?:ms_per_message|p99_ms) = ([\d.]+)/.exec(one)?.[1] ?? [],
  );
  if (assumed.length > 0)
    assumptions.note(
      `processing_ms_per_event = ${assumed.join(', p99 ')}`,
      'not given; settings of polling and timeouts rest on it, no count does',
      id,
    );
}

/** More than a plan of one group takes; nobody reads so many from one. */
const MOST_PARTITIONS = 1_000_000;
const MOST_THREADS = 10_000;

/** How busy a member may be at peak. */
const UTILISATION = 0.7;

/** Consumers in each of the given instances, so that they carry the peak; never more than there are partitions for, or a share group takes. */
function threadsOf(
  { instances, processingMs }: Service,
  flow: Flow | null,
  partitions: number,
  shares: boolean,
): number {
  if (flow === null || processingMs === null) return 1;
  const needed = (flow.messagesPerS * processingMs) / 1_000 / UTILISATION;
  const most = shares ? Math.floor(SHARE_GROUP_MAX_SIZE / instances) : Math.ceil(partitions / instances);
  return Math.max(1, Math.min(ceiling(needed / instances), most, MOST_THREADS));
}

const HOUR_MS = 3_600_000;

/** What is kept for ever sets no limit: then Kafka's default of 7 days, the time after which positions go. */
function shortestRetentionHours(topics: readonly Topic[]): number {
  const kept = topics.flatMap(({ retention }) => (retention.retentionMs === null ? [] : [retention.retentionMs]));
  return (kept.length === 0 ? 7 * 24 * HOUR_MS : Math.min(...kept)) / HOUR_MS;
}

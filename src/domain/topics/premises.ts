import { KnownFailure } from '../../failure.ts';
import type { ConfigCatalog, Release } from '../configs/catalog.ts';
import { ASSUMED_RELEASE, releaseOf } from '../configs/release.ts';
import type { ConsumerClient } from '../consumers/request.ts';
import { isPlainName, named } from '../named.ts';
import { type Assumptions, createAssumptions } from './assumptions.ts';
import { entityOf, keyOf, kindOf } from './reading-names.ts';
import { refuseUnusable } from './refusals.ts';
import type { EventKind, EventRequest, Granularity, OrderNeed, SchemaFormat, TopicsRequest } from './request.ts';
import { fieldOf, isHash, isTypeName, pluralOf, shortened, slugOf, typeOf } from './slug.ts';
import { inOrder, sorted } from './words.ts';

/** Longest part of a name that a service or an event gives, so that topic, group and retry suffix stay below 249. */
const MOST_SERVICE_CHARS = 60;
const MOST_ENTITY_CHARS = 45;
const MOST_DOMAIN_CHARS = 30;

const ASSUMED_BYTES = 1_000;
const ASSUMED_PEAK_OVER_AVERAGE = 3;
/** Two, so that one may fail. */
const ASSUMED_INSTANCES = 2;
const PRODUCTION_REPLICATION_FACTOR = 3;

/** librdkafka's ceiling, the lowest of the defaults; a document above it travels beside Kafka. */
const CLAIM_CHECK_ABOVE_BYTES = 1_000_000;
/** Address, size, checksum and type of a document. */
const REFERENCE_BYTES = 1_000;

/** The request with every default filled in and every default said aloud. Sorted by name; null: not known. */
export interface Premises {
  readonly release: Release;
  readonly brokers: number | null;
  readonly existingReplicas: number | null;
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
  /** First part of every name, ending in a dot; empty without one. */
  readonly domain: string;
  readonly granularity: Granularity;
  readonly granularityGiven: boolean;
  readonly format: SchemaFormat;
  readonly growth: number | undefined;
  readonly lagWatched: boolean | null;
  readonly services: readonly Service[];
  readonly events: readonly BusinessEvent[];
  readonly assumptions: Assumptions;
}

export interface Service {
  /** The name as Kafka takes it: the group, the principal and the outbox are made of it. */
  readonly id: string;
  readonly client: ConsumerClient;
  readonly clientGiven: boolean;
  readonly instances: number;
  readonly instancesGiven: boolean;
  readonly database: boolean | null;
  readonly processingMs: number | null;
  readonly processingP99Ms: number | null;
  readonly commits: boolean | null;
}

export interface BusinessEvent {
  /** As it was given where it is one word, else its type: `order placed` is shown as OrderPlaced. */
  readonly name: string;
  /** What other events call it in `caused_by`. */
  readonly givenSlug: string;
  /** `order-paid`; a single word gets its entity before it. */
  readonly slug: string;
  readonly type: string;
  readonly entity: string;
  readonly entityGiven: boolean;
  /** Its name can be read in another way too. */
  readonly entityDoubtful: boolean;
  readonly producer: string;
  /** Service ids, in order. */
  readonly consumers: readonly string[];
  readonly kind: EventKind;
  readonly kindGiven: boolean;
  readonly order: OrderNeed;
  readonly orderGiven: boolean;
  /** null: no key. */
  readonly key: string | null;
  readonly peakPerS: number | null;
  readonly averagePerS: number | null;
  /** The peak was given, not made up. */
  readonly peakGiven: boolean;
  /** The mean was given, not taken from the peak. */
  readonly meanGiven: boolean;
  /** What travels on Kafka: the reference, where the document is too large. */
  readonly bytes: number;
  readonly bytesGiven: boolean;
  /** Size of a document that does not go onto Kafka; null: there is none. */
  readonly documentBytes: number | null;
  readonly distinctKeys: number | null;
  readonly hottestShare: number | null;
  readonly retentionDays: number | null;
  readonly replay: boolean;
  readonly personal: boolean;
  readonly personalGiven: boolean;
  /** Slug of the event that sets it off. */
  readonly causedBy: string | null;
}

/** Fills in what was not given. Throws KnownFailure for a request that contradicts itself. */
export function premisesOf(request: TopicsRequest, catalog: ConfigCatalog): Premises {
  refuseUnusable(request);
  const assumptions = createAssumptions();
  const { environment = {}, preferences = {} } = request;
  const services = [...request.services]
    .map((service) => serviceOf(service, request, assumptions))
    .sort((a, b) => inOrder(a.id, b.id));
  const domain = domainOf(preferences.domain);
  const read = [...request.events]
    .sort((a, b) => inOrder(a.name, b.name))
    .map((event) => eventOf(event, domain, assumptions));
  const events = withRates(read, assumptions).sort((a, b) => inOrder(a.slug, b.slug));

  refuseOneType(events);

  if (environment.kafka_version === undefined)
    assumptions.note(`environment.kafka_version = ${ASSUMED_RELEASE}`, 'not given');
  if (environment.brokers === undefined)
    assumptions.note('environment.brokers = 3 or more', 'not given, so RF 3 and counts with many divisors');
  if (environment.existing_replicas !== undefined && environment.brokers === undefined)
    assumptions.note(
      'environment.existing_replicas does not count',
      'the limit holds per broker, and brokers is not given',
    );
  if (preferences.domain === undefined || preferences.domain.trim() === '')
    assumptions.note(
      'preferences.domain left out of the names',
      'not given; it goes first, before the first topic exists',
    );
  if (preferences.schema_format === undefined)
    assumptions.note('preferences.schema_format = avro', 'compact and clear to evolve');

  const brokers = environment.brokers ?? null;
  const replicationFactor = Math.min(PRODUCTION_REPLICATION_FACTOR, brokers ?? PRODUCTION_REPLICATION_FACTOR);
  return {
    release: releaseOf(catalog, environment.kafka_version ?? ASSUMED_RELEASE, 'environment.kafka_version'),
    brokers,
    existingReplicas: brokers === null ? null : (environment.existing_replicas ?? null),
    replicationFactor,
    minInsyncReplicas: Math.max(1, replicationFactor - 1),
    domain,
    granularity: preferences.granularity ?? 'per_entity',
    granularityGiven: preferences.granularity !== undefined,
    format: preferences.schema_format ?? 'avro',
    growth: preferences.growth_factor,
    lagWatched: preferences.lag_alerts ?? null,
    services,
    events,
    assumptions,
  };
}

const serviceId = (name: string): string => shortened(slugOf(name), MOST_SERVICE_CHARS);

function domainOf(given: string | undefined): string {
  if (given === undefined || given.trim() === '') return '';
  const parts = given.split('.').filter((part) => part.trim() !== '');
  return parts.length === 0 ? '' : `${shortened(parts.map(slugOf).join('.'), MOST_DOMAIN_CHARS)}.`;
}

function serviceOf(
  service: TopicsRequest['services'][number],
  { events }: TopicsRequest,
  assumptions: Assumptions,
): Service {
  const slug = slugOf(service.name);
  const consumes = events.some(
    ({ consumers, kind }) => kind !== 'request' && consumers.some((name) => slugOf(name) === slug),
  );
  const takesPart = consumes || events.some(({ producer }) => slugOf(producer) === slug);
  const id = serviceId(service.name);
  if (takesPart && service.client === undefined) assumptions.note('client = java', 'not given', id);
  if (consumes && service.instances === undefined)
    assumptions.note(
      `instances = ${ASSUMED_INSTANCES}`,
      'not given: one may fail; a group whose handler time is known is sized by its load',
      id,
    );
  if (takesPart && service.database === true && service.client === 'connect')
    assumptions.note('no outbox', 'a connector reads the log of the database, so nothing is written twice', id);
  return {
    id,
    client: service.client ?? 'java',
    clientGiven: service.client !== undefined,
    instances: service.instances ?? ASSUMED_INSTANCES,
    instancesGiven: service.instances !== undefined,
    database: service.database ?? null,
    processingMs: service.processing_ms_per_event ?? null,
    processingP99Ms: service.processing_p99_ms ?? null,
    commits: service.commits ?? null,
  };
}

function eventOf(event: EventRequest, domain: string, assumptions: Assumptions): BusinessEvent {
  const noted: { assumed: string; why: string }[] = [];
  const note = (assumed: string, why: string) => {
    noted.push({ assumed, why });
  };
  const kind = kindOf(event, note);
  const { given: entityGiven, doubtful: entityDoubtful, ...about } = entityOf(event, kind, domain, note);
  const entity = shortened(about.entity, MOST_ENTITY_CHARS);
  const slug = withEntity(slugOf(event.name), entity);
  const key = keyOf(event, kind, fieldOf(entity));
  if (event.order === undefined) note('order = per_entity', 'not given, and the safe reading');
  if (event.key === undefined && key !== null) note('key = the id of its entity', 'not given');
  if (event.bytes === undefined) note(`bytes = ${ASSUMED_BYTES}`, 'not given');
  const documentBytes = event.bytes !== undefined && event.bytes > CLAIM_CHECK_ABOVE_BYTES ? event.bytes : null;
  if (documentBytes !== null)
    note(`bytes = ${REFERENCE_BYTES} on Kafka`, 'a reference to the document in an object store');
  const rates = ratesOf(event, note);
  const type = isTypeName(event.name) && slug === slugOf(event.name) ? event.name : typeOf(slug);
  if (slug !== slugOf(event.name)) note(`type = ${type}`, 'its name alone does not say of what');
  const name = isPlainName(event.name) || isHash(slugOf(event.name)) ? event.name : type;
  // Of a request nothing is assumed but that it is one: it gets no topic.
  for (const { assumed, why } of noted)
    if (kind !== 'request' || assumed.startsWith('kind')) assumptions.note(assumed, why, name);
  return {
    name,
    givenSlug: slugOf(event.name),
    slug,
    type,
    entity,
    entityGiven,
    entityDoubtful,
    producer: serviceId(event.producer),
    consumers: sorted(event.consumers.map(serviceId)),
    kind,
    kindGiven: event.kind !== undefined,
    order: event.order ?? 'per_entity',
    orderGiven: event.order !== undefined,
    key,
    ...rates,
    bytes: documentBytes === null ? (event.bytes ?? ASSUMED_BYTES) : REFERENCE_BYTES,
    bytesGiven: event.bytes !== undefined,
    documentBytes,
    distinctKeys: event.distinct_keys ?? null,
    hottestShare: event.hottest_key_share ?? null,
    retentionDays: event.retention_days ?? null,
    replay: event.replay ?? false,
    personal: event.personal_data ?? false,
    personalGiven: event.personal_data !== undefined,
    causedBy: event.caused_by === undefined || event.caused_by.trim() === '' ? null : slugOf(event.caused_by),
  };
}

function ratesOf(
  { peak_per_s: peak, average_per_s: average }: EventRequest,
  note: (assumed: string, why: string) => void,
) {
  if (peak === undefined && average !== undefined)
    note(`peak_per_s = ${ASSUMED_PEAK_OVER_AVERAGE} × average_per_s`, 'not given');
  if (peak !== undefined && average === undefined)
    note('average_per_s = peak_per_s', 'not given, so disk is an upper bound');
  return {
    peakPerS: peak ?? (average === undefined ? null : ASSUMED_PEAK_OVER_AVERAGE * average),
    averagePerS: average ?? peak ?? null,
    peakGiven: peak !== undefined,
    meanGiven: average !== undefined,
  };
}

/** What was given; else what its cause has; else what its entity has, which an event may have caused too. */
const withRates = (events: readonly BusinessEvent[], assumptions: Assumptions): BusinessEvent[] =>
  withCauseRates(withSiblingRates(withCauseRates(events, assumptions), assumptions), assumptions);

/** Each cause sets off one event of unknown rate, through however many steps. Circles are refused before. */
function withCauseRates(events: readonly BusinessEvent[], assumptions: Assumptions): BusinessEvent[] {
  const byName = new Map(events.map((event) => [event.givenSlug, event]));
  const causeOf = ({ causedBy }: BusinessEvent) => (causedBy === null ? undefined : byName.get(causedBy));
  return events.map((event) => {
    if (event.peakPerS !== null || event.kind === 'request') return event;
    let cause = causeOf(event);
    while (cause !== undefined && cause.peakPerS === null) cause = causeOf(cause);
    if (cause === undefined) return event;
    assumptions.note('peak_per_s = that of its cause', 'not given; caused_by names it', event.name);
    return { ...event, peakPerS: cause.peakPerS, averagePerS: cause.averagePerS, meanGiven: cause.meanGiven };
  });
}

/** An event of unknown rate is taken to be as frequent as the most frequent of its entity: each entity lives through all of them. */
function withSiblingRates(events: readonly BusinessEvent[], assumptions: Assumptions): BusinessEvent[] {
  return events.map((event) => {
    if (event.peakPerS !== null || event.kind === 'request') return event;
    const busiest = events
      .filter(({ entity, kind, peakPerS }) => entity === event.entity && kind === event.kind && peakPerS !== null)
      .reduce<BusinessEvent | null>(
        (most, one) => (most === null || (one.peakPerS ?? 0) > (most.peakPerS ?? 0) ? one : most),
        null,
      );
    if (busiest === null) return event;
    assumptions.note('peak_per_s as the busiest event of its entity', 'not given', event.name);
    return { ...event, peakPerS: busiest.peakPerS, averagePerS: busiest.averagePerS, meanGiven: busiest.meanGiven };
  });
}

/** `paid` of an order and `order-paid` would be one type. */
function refuseOneType(events: readonly BusinessEvent[]): void {
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    if (before?.slug !== event.slug) continue;
    throw new KnownFailure(
      `\`events\` has ${named(before.name)} and ${named(event.name)}, which are the same type ${event.type}.`,
      'A type is named by its entity and what happened to it.',
      'Merge the two or rename one.',
    );
  }
}

/** `order-paid` of the event `paid` and the entity `order`; a name of several words says of what, and stays. */
function withEntity(slug: string, entity: string): string {
  const says = slug.includes('-') || slug === entity || slug === pluralOf(entity);
  return shortened(says ? slug : `${entity}-${slug}`, MOST_ENTITY_CHARS);
}

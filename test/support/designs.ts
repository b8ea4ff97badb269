import type { ConsumerClient } from '../../src/domain/consumers/request.ts';
import { consumerClients } from '../../src/domain/consumers/request.ts';
import {
  type EventRequest,
  eventKinds,
  granularities,
  orderNeeds,
  type ServiceRequest,
  schemaFormats,
  type TopicsRequest,
} from '../../src/domain/topics/request.ts';

const ENTITIES = ['order', 'payment', 'shipment', 'customer', 'stock item', 'invoice', 'Basket', 'price_list'];
const FACTS = ['Created', 'Paid', 'Shipped', 'Completed', 'Cancelled', 'Corrected', 'Failed', 'Expired', 'Approved'];
const AREAS = [
  'order',
  'payment',
  'inventory',
  'notification',
  'billing',
  'search',
  'fraud',
  'crm',
  'shipping',
  'report',
];
const RELEASES = ['3.9', '4.3', '3.9.2', '4.3.1'];

/** Valid designs of every kind, the same for the same seed. */
export function randomDesigns(count: number, seed: number): TopicsRequest[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => designOf(random));
}

function designOf(random: Random): TopicsRequest {
  const services = random.some(AREAS, 2, AREAS.length).map((area) => serviceOf(`${area}-service`, random));
  const names = services.map(({ name }) => name);
  const events = random
    .some(
      ENTITIES.flatMap((entity) => FACTS.map((fact) => ({ entity, fact }))),
      1,
      24,
    )
    .map(({ entity, fact }) => eventOf(entity, fact, names, random));
  const withCauses = events.map((event, index) => {
    const cause = index > 0 && random.chance(0.3) ? events[random.whole(0, index - 1)] : undefined;
    return cause === undefined ? event : { ...event, caused_by: cause.name };
  });
  return {
    services,
    events: withCauses,
    environment: {
      kafka_version: random.one(RELEASES),
      ...random.maybe(0.8, () => ({ brokers: random.whole(1, 12) })),
      ...random.maybe(0.2, () => ({ existing_replicas: random.whole(0, 20_000) })),
    },
    preferences: {
      ...random.maybe(0.7, () => ({ domain: random.one(['shop', 'acme.sales', 'Bank_Core']) })),
      ...random.maybe(0.5, () => ({ granularity: random.one(granularities) })),
      ...random.maybe(0.5, () => ({ schema_format: random.one(schemaFormats) })),
      ...random.maybe(0.5, () => ({ growth_factor: random.one([1, 1.5, 2, 3]) })),
      ...random.maybe(0.5, () => ({ lag_alerts: random.chance(0.7) })),
    },
  };
}

function serviceOf(name: string, random: Random): ServiceRequest {
  const service: ServiceRequest = {
    name,
    ...random.maybe(0.8, () => ({ client: random.one<ConsumerClient>(consumerClients) })),
    ...random.maybe(0.6, () => ({ instances: random.whole(1, 12) })),
    ...random.maybe(0.6, () => ({ database: random.chance(0.5) })),
    ...random.maybe(0.6, () => ({ processing_ms_per_event: random.scaled(0.5, 80) })),
    ...random.maybe(0.3, () => ({ processing_p99_ms: random.scaled(100, 5_000) })),
    ...random.maybe(0.2, () => ({ commits: random.chance(0.5) })),
  };
  const { processing_ms_per_event: mean, processing_p99_ms: tail } = service;
  // No tail is longer than a hundred times the mean.
  return mean === undefined || tail === undefined
    ? service
    : { ...service, processing_p99_ms: Math.min(tail, 99 * mean) };
}

function eventOf(entity: string, fact: string, services: readonly string[], random: Random): EventRequest {
  const peak = random.scaled(0.1, 3_000);
  const kind = random.chance(0.6) ? 'event' : random.one(eventKinds);
  return {
    name: `${entity} ${fact}`,
    producer: random.one(services),
    consumers: random.some(services, 0, 4),
    kind,
    ...random.maybe(0.8, () => ({ entity })),
    ...random.maybe(0.7, () => ({ peak_per_s: peak })),
    ...random.maybe(0.4, () => ({ average_per_s: peak / random.one([1, 2, 10]) })),
    ...random.maybe(0.7, () => ({ bytes: Math.round(random.scaled(100, random.chance(0.1) ? 5e6 : 20_000)) })),
    ...random.maybe(0.7, () => ({ order: random.one(orderNeeds) })),
    ...random.maybe(0.2, () => ({ key: random.one(kind === 'state' ? ['order_id'] : ['order_id', 'email', '']) })),
    ...random.maybe(0.4, () => ({ distinct_keys: Math.round(random.scaled(1_000, 1e7)) })),
    ...random.maybe(0.2, () => ({ hottest_key_share: random.scaled(0.001, 0.2) })),
    ...random.maybe(0.4, () => ({ retention_days: random.one([0.5, 1, 3, 7, 30, 90, 400]) })),
    ...random.maybe(0.3, () => ({ replay: random.chance(0.5) })),
    ...random.maybe(0.4, () => ({ personal_data: random.chance(0.5) })),
  };
}

interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  chance(share: number): boolean;
  whole(least: number, most: number): number;
  /** Evenly over orders of magnitude. */
  scaled(least: number, most: number): number;
  one<T>(items: readonly T[]): T;
  /** Some of the items, each once. */
  some<T>(items: readonly T[], least: number, most: number): T[];
  maybe<T extends object>(share: number, make: () => T): Partial<T>;
}

/** Mulberry32: small, even, and the same everywhere. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const one = <T>(items: readonly T[]): T => {
    const item = items[whole(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  };
  return {
    next,
    whole,
    one,
    chance: (share) => next() < share,
    scaled: (least, most) => least * (most / least) ** next(),
    some(items, least, most) {
      const left = [...items];
      const wanted = Math.min(items.length, whole(least, most));
      return Array.from({ length: wanted }, () => left.splice(whole(0, left.length - 1), 1)).flat();
    },
    maybe: (share, make) => (next() < share ? make() : {}),
  };
}

/** The same design with every list in another order. */
export function shuffled(request: TopicsRequest, seed: number): TopicsRequest {
  const random = createRandom(seed);
  const all = <T>(items: readonly T[]): T[] => random.some(items, items.length, items.length);
  return {
    ...request,
    services: all(request.services),
    events: all(request.events).map((event) => ({ ...event, consumers: all(event.consumers) })),
  };
}

import { KnownFailure } from '../../failure.ts';
import { named } from '../named.ts';
import { nearestNames } from '../nearest-names.ts';
import {
  type EnvironmentRequest,
  type EventRequest,
  MOST,
  type PreferencesRequest,
  type ServiceRequest,
  type TopicsRequest,
} from './request.ts';
import { slugOf } from './slug.ts';

/** A share is often rounded by the one who gives it: three equal keys are said to carry 33 %. */
const SHARE_SLACK = 0.1;

/** The slowest hundredth alone makes the mean a hundredth of the p99. Source: derived, Markov's inequality. */
const MOST_TAIL_OVER_MEAN = 100;

/**
 * Refuses contradictions and names that lead nowhere. Throws KnownFailure that names the field, such as
 * `events[3].consumers`. What is merely missing is assumed elsewhere.
 */
export function refuseUnusable(request: TopicsRequest): void {
  refuseEmpty(request);
  refuseTooMany(request);
  refuseOutOfRange(request);
  refuseTwice('services', request.services);
  refuseTwice('events', request.events);
  refuseUnknownServices(request);
  refuseContradictions(request);
  refuseUnknownCauses(request);
  refuseCircle(request);
}

function refuseEmpty({ services, events }: TopicsRequest): void {
  const field = services.length === 0 ? 'services' : events.length === 0 ? 'events' : null;
  if (field === null) return;
  throw new KnownFailure(
    `\`${field}\` is empty.`,
    'Topics are designed from the events that services send each other.',
    `Give at least one entry in \`${field}\`.`,
  );
}

function refuseTooMany(request: TopicsRequest): void {
  for (const field of ['services', 'events'] as const) {
    const entries = request[field].length;
    if (entries > MOST[field]) throw tooMany(field, entries, MOST[field]);
  }
  request.events.forEach(({ consumers }, index) => {
    if (consumers.length > MOST.services) throw tooMany(`events[${index}].consumers`, consumers.length, MOST.services);
  });
}

const tooMany = (field: string, entries: number, most: number) =>
  new KnownFailure(
    `\`${field}\` has ${entries} entries; at most ${most} are taken.`,
    'A design of that size is not read by anybody.',
    'Design one business area at a time.',
  );

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

const SERVICE_RANGES: Readonly<Partial<Record<keyof ServiceRequest, Range>>> = {
  instances: { least: 1, most: 10_000, whole: true },
  processing_ms_per_event: { least: 0.001, most: 1e7 },
  processing_p99_ms: { least: 0.001, most: 1e8 },
};
/** Two hundred of these are more than any cluster has carried. */
const MOST_PER_S = 5e6;
const EVENT_RANGES: Readonly<Partial<Record<keyof EventRequest, Range>>> = {
  peak_per_s: { least: 1e-6, most: MOST_PER_S },
  average_per_s: { least: 1e-6, most: MOST_PER_S },
  bytes: { least: 1, most: 1e9 },
  distinct_keys: { least: 1, most: 1e15 },
  hottest_key_share: { least: 1e-9, most: 1 },
  retention_days: { least: 0.01, most: 36_500 },
};
const ENVIRONMENT_RANGES: Readonly<Partial<Record<keyof EnvironmentRequest, Range>>> = {
  brokers: { least: 1, most: 10_000, whole: true },
  existing_replicas: { least: 0, most: 1e8, whole: true },
};
const PREFERENCE_RANGES: Readonly<Partial<Record<keyof PreferencesRequest, Range>>> = {
  growth_factor: { least: 1, most: 10 },
};

function refuseOutOfRange({ services, events, environment = {}, preferences = {} }: TopicsRequest): void {
  services.forEach((service, index) => {
    refuseName(service.name, `services[${index}].name`);
    refuseNumbers(service, SERVICE_RANGES, `services[${index}].`);
  });
  events.forEach((event, index) => {
    const at = `events[${index}].`;
    refuseName(event.name, `${at}name`);
    refuseName(event.producer, `${at}producer`);
    event.consumers.forEach((consumer, place) => {
      refuseName(consumer, `${at}consumers[${place}]`);
    });
    for (const field of ['entity', 'key', 'caused_by'] as const) refuseLong(event[field] ?? '', `${at}${field}`);
    refuseNumbers(event, EVENT_RANGES, at);
  });
  refuseNumbers(environment, ENVIRONMENT_RANGES, 'environment.');
  refuseNumbers(preferences, PREFERENCE_RANGES, 'preferences.');
  refuseLong(preferences.domain ?? '', 'preferences.domain');
}

function refuseNumbers<T extends object>(
  entry: T,
  ranges: Readonly<Partial<Record<keyof T, Range>>>,
  at: string,
): void {
  for (const [field, range] of Object.entries<Range | undefined>(ranges)) {
    const value: unknown = Reflect.get(entry, field);
    if (typeof value !== 'number' || range === undefined) continue;
    const { least, most, whole = false } = range;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) continue;
    throw new KnownFailure(
      `\`${at}${field}\` must be ${whole ? 'a whole number ' : ''}from ${least} to ${most}, got ${value}.`,
      'Rates are per second, sizes in bytes, times in the unit of the name, shares fractions of 1.',
      'Correct it, or leave it out: it is assumed then.',
    );
  }
}

function refuseName(name: string, field: string): void {
  if (name.trim() === '')
    throw new KnownFailure(`\`${field}\` is empty.`, 'Topics, groups and rights are named by it.', 'Give it a name.');
  refuseLong(name, field);
}

function refuseLong(text: string, field: string): void {
  if (text.length <= MOST.nameChars) return;
  throw new KnownFailure(
    `\`${field}\` has ${text.length} characters; at most ${MOST.nameChars} are taken.`,
    'Kafka takes 249 for a whole topic name.',
    'Shorten it.',
  );
}

/** Names that differ in case or hyphens only would become one name in Kafka. */
function refuseTwice(field: 'services' | 'events', entries: readonly { readonly name: string }[]): void {
  const seen = new Map<string, number>();
  entries.forEach(({ name }, index) => {
    const slug = slugOf(name);
    const first = seen.get(slug);
    if (first === undefined) {
      seen.set(slug, index);
      return;
    }
    throw new KnownFailure(
      `\`${field}[${index}].name\` ${named(name)} is the same name as \`${field}[${first}].name\`.`,
      'Case, spaces and hyphens make no difference in names of topics, types and groups.',
      field === 'events'
        ? 'Merge the two, listing all consumers in one, or give them different names.'
        : 'Merge the two or rename one.',
    );
  });
}

function refuseUnknownServices({ services, events }: TopicsRequest): void {
  const known = new Set(services.map(({ name }) => slugOf(name)));
  const check = (name: string, field: string) => {
    if (known.has(slugOf(name))) return;
    const names = services.map((service) => service.name);
    const near = nearestNames(name, names, 3);
    throw new KnownFailure(
      `\`${field}\` names a service that is not in \`services\`: ${named(name)}.`,
      near.length > 0
        ? `Nearest: ${near.map(named).join(', ')}.`
        : `There are: ${names.slice(0, 10).map(named).join(', ')}.`,
      'Correct the name or add the service.',
    );
  };
  events.forEach((event, index) => {
    check(event.producer, `events[${index}].producer`);
    for (const consumer of event.consumers) check(consumer, `events[${index}].consumers`);
  });
}

function refuseContradictions({ services, events }: TopicsRequest): void {
  services.forEach(({ processing_ms_per_event: mean, processing_p99_ms: tail }, index) => {
    if (mean === undefined || tail === undefined) return;
    if (tail > MOST_TAIL_OVER_MEAN * mean)
      throw new KnownFailure(
        `\`services[${index}].processing_p99_ms\` ${tail} is more than ${MOST_TAIL_OVER_MEAN} × \`processing_ms_per_event\` ${mean}, which no handler can have.`,
        `One call in a hundred of ${tail} ms or more makes the mean ${tail / MOST_TAIL_OVER_MEAN} ms or more by itself; perhaps one is the longest time, the median, or in another unit.`,
        'Correct one of the two, or leave it out.',
      );
    if (tail >= mean) return;
    throw new KnownFailure(
      `\`services[${index}].processing_p99_ms\` ${tail} is less than \`processing_ms_per_event\` ${mean}.`,
      'The slowest of a hundred takes at least as long as the mean, unless one is in another unit.',
      'Correct one of the two, or leave it out.',
    );
  });
  events.forEach((event, index) => {
    const at = (field: string) => `\`events[${index}].${field}\``;
    const { average_per_s: average, peak_per_s: peak, distinct_keys: keys, hottest_key_share: share } = event;
    if (average !== undefined && peak !== undefined && average > peak)
      throw new KnownFailure(
        `${at('average_per_s')} ${average} is more than ${at('peak_per_s')} ${peak}.`,
        'The peak is at least the average; perhaps one is per minute or per day.',
        'Correct one of the two, or leave it out.',
      );
    if (keys !== undefined && share !== undefined && share < (1 - SHARE_SLACK) / keys)
      throw new KnownFailure(
        `${at('hottest_key_share')} ${share} is less than the average share of ${at('distinct_keys')} ${keys}.`,
        'The most frequent key carries at least the average; the share is a fraction of 0…1.',
        'Correct one of the two, or leave it out.',
      );
    if (event.kind === 'state' && event.key?.trim() === '')
      throw new KnownFailure(
        `${at('key')} is empty, and ${at('kind')} is state.`,
        'A compacted topic keeps the last value of each key; brokers refuse records without one.',
        'Name the field that identifies the entity, or leave `key` out.',
      );
  });
}

function refuseUnknownCauses({ events }: TopicsRequest): void {
  const known = new Set(events.map(({ name }) => slugOf(name)));
  events.forEach(({ caused_by }, index) => {
    if (caused_by === undefined || caused_by.trim() === '' || known.has(slugOf(caused_by))) return;
    const near = nearestNames(
      caused_by,
      events.map(({ name }) => name),
      3,
    );
    throw new KnownFailure(
      `\`events[${index}].caused_by\` names an event that is not in \`events\`: ${named(caused_by)}.`,
      near.length > 0 ? `Nearest: ${near.map(named).join(', ')}.` : 'It names the event that sets this one off.',
      'Correct the name, add the event, or leave `caused_by` out.',
    );
  });
}

/** An event has one cause, so a walk back either ends or comes round. */
function refuseCircle({ events }: TopicsRequest): void {
  const bySlug = new Map(events.map((event, index) => [slugOf(event.name), { event, index }]));
  const ends = new Set<string>();
  for (const { name } of events) {
    const path: string[] = [];
    let at: string | null = slugOf(name);
    while (at !== null && !ends.has(at) && !path.includes(at)) {
      path.push(at);
      const cause: string | undefined = bySlug.get(at)?.event.caused_by;
      at = cause === undefined || cause.trim() === '' ? null : slugOf(cause);
    }
    const circle = at === null || ends.has(at) ? [] : path.slice(path.indexOf(at));
    if (circle.length > 0) throw circular(circle.flatMap((slug) => bySlug.get(slug) ?? []));
    for (const slug of path) ends.add(slug);
  }
}

function circular(circle: readonly { readonly event: { readonly name: string }; readonly index: number }[]) {
  const first = circle.reduce((least, entry) => (entry.index < least.index ? entry : least));
  const start = circle.indexOf(first);
  const names = [...circle.slice(start), ...circle.slice(0, start), first].map(({ event }) => named(event.name));
  const shown = names.length > 8 ? [...names.slice(0, 7), '…', ...names.slice(-1)] : names;
  return new KnownFailure(
    `\`events[${first.index}].caused_by\` closes a circle: ${shown.join(' ← ')}.`,
    'Each of these events waits for another of them, so none ever happens first.',
    'Remove the `caused_by` of the event that a person or a clock sets off.',
  );
}

import type { ConfigCatalog, Release } from '../configs/catalog.ts';
import { ASSUMED_RELEASE, atLeast, releaseOf } from '../configs/release.ts';
import type { Told } from '../configs/told.ts';
import { named } from '../named.ts';
import { type ToldByConfig, toldByConfig } from './from-config.ts';
import { refuseUnusable, TAIL_OVER_MEAN } from './refusals.ts';
import type { ConsumerClient, ConsumersRequest, Delivery } from './request.ts';

/** A number the plan rests on, and whether somebody gave it or this file assumed it. */
export interface Premise {
  readonly name: string;
  readonly value: number;
  readonly assumed: boolean;
}

/** The request with every default filled in and every default said aloud. null: not known, and nothing is assumed. */
export interface Premises {
  readonly group: string;
  readonly topic: string;
  readonly client: ConsumerClient;
  /** Of the brokers. */
  readonly release: Release;
  /** Of the Java client; of the brokers where the client has releases of its own. */
  readonly clientRelease: Release;
  /** librdkafka knows the consumer protocol from 2.12. */
  readonly newProtocolInLibrary: boolean;
  readonly rate: Premise | null;
  readonly averageBytes: Premise;
  readonly largestBytes: number | null;
  readonly meanMs: Premise;
  readonly p99Ms: Premise;
  readonly partitions: number | null;
  readonly instances: number | null;
  /** null: neither these nor instances are given, so both are planned. */
  readonly threads: Premise | null;
  /** Tasks of a connector that runs; null: not known, or no connector. */
  readonly tasks: number | null;
  readonly ordered: boolean;
  /** Only the latest record of a key counts. */
  readonly latestOnly: boolean;
  readonly delivery: Delivery;
  readonly restart: Premise;
  readonly failureShare: Premise;
  readonly retentionHours: Premise;
  readonly brokers: Premise;
  readonly handsOff: boolean;
  readonly commits: boolean | null;
  readonly requestReply: boolean;
  readonly lagAlerts: boolean | null;
  /** Values as text; null: none was given. */
  readonly config: ReadonlyMap<string, string> | null;
  /** What it says of the group itself, whether or not the request says otherwise. */
  readonly told: ToldByConfig;
  readonly assumptions: readonly string[];
  readonly openQuestions: readonly string[];
}

/** One lookup or one row written to a database: rule of thumb. */
const HANDLER_MS = 10;
/** The slow hundredth of handlers that do I/O against their mean: rule of thumb. */
const TAIL = 5;
const MESSAGE_BYTES = 1_024;
/** Time of a small service from SIGTERM to its first poll: rule of thumb. */
const RESTART_S = 30;
const FAILURE_SHARE = 0.01;
/** The default of Kafka, 7 days. */
const RETENTION_HOURS = 168;
const BROKERS = 3;
/** Instances of a group whose rate is not known. */
export const INSTANCES_WITHOUT_RATE = 3;
/** First librdkafka whose consumer protocol is generally available. */
const LIBRDKAFKA_KIP_848 = '2.12';

/** Fills in what was not given. Throws KnownFailure for a request that contradicts itself or holds nonsense. */
export function premisesOf(request: ConsumersRequest, catalog: ConfigCatalog): Premises {
  refuseUnusable(request);
  const assumptions: string[] = [];
  const openQuestions: string[] = [];
  const assume = <T extends string | number>(name: string, given: T | undefined, value: T, why: string): T => {
    if (given === undefined) assumptions.push(`${name} = ${value}: ${why}`);
    return given ?? value;
  };
  const premise = (name: string, given: number | undefined, value: number, why: string): Premise => ({
    name,
    value: assume(name, given, value, why),
    assumed: given === undefined,
  });

  const client = assume('client', request.client, 'java', 'not given, and the most common');
  const config = configOf(request);
  const told = toldByConfig(config, client);
  const orTold = <T extends string | number>(name: string, given: T | undefined, by: Told<T> | null): T | undefined => {
    if (given !== undefined || by === null) return given;
    assumptions.push(`${name} = ${named(String(by.value))}: ${by.setting} of the configuration`);
    return by.value;
  };
  const threads = orTold('threads_per_instance', request.threads_per_instance, told.threads);
  const tasks = threads === undefined ? (told.tasks?.value ?? null) : null;
  const latestOnly = request.latest_value_only ?? false;
  const release =
    request.kafka_version === undefined
      ? assume('kafka_version', undefined, ASSUMED_RELEASE, 'not given; the newest of which everything is known')
      : releaseOf(catalog, request.kafka_version, 'kafka_version');
  const leastMeanMs = (request.processing_p99_ms ?? 0) / TAIL_OVER_MEAN;
  const meanMs = premise(
    'processing_ms_per_message',
    request.processing_ms_per_message,
    Math.max(leastMeanMs, Math.min(HANDLER_MS, request.processing_p99_ms ?? HANDLER_MS)),
    leastMeanMs > HANDLER_MS
      ? 'the least that processing_p99_ms allows; measure yours'
      : 'a handler with one database call; measure yours',
  );
  if (request.messages_per_s === undefined)
    openQuestions.push(
      'messages_per_s: how many messages arrive at peak? Without it the group is sized by instances alone.',
    );
  if (meanMs.assumed)
    openQuestions.push(
      'processing_ms_per_message: how long does the handler take? It decides the number of consumers.',
    );
  if (request.processing_p99_ms === undefined)
    openQuestions.push(
      'processing_p99_ms: how long does the slowest of a hundred take? It decides how much one poll may bring.',
    );
  if (request.ordering === undefined && !latestOnly && client !== 'streams' && client !== 'connect')
    openQuestions.push(
      'ordering: must messages of one key stay in order? If not, retry topics and share groups are open to you.',
    );
  if (request.restart_seconds === undefined)
    openQuestions.push(
      'restart_seconds: how long does a restart take? It decides what a deploy costs, and whether static membership pays.',
    );

  if (request.partitions === undefined)
    openQuestions.push(
      'partitions: how many does the topic have? Those planned here suit this group; kafka_plan_partitions weighs the topic as a whole.',
    );
  const unknownRate = request.messages_per_s === undefined && request.instances === undefined;
  if (unknownRate)
    assumptions.push(
      `instances = ${INSTANCES_WITHOUT_RATE} at most: two to work and one to spare, for no rate is known`,
    );

  if (tasks !== null && request.instances === undefined && !unknownRate)
    assumptions.push(`instances = ${INSTANCES_WITHOUT_RATE}: workers for the tasks that run, one of them to spare`);

  return {
    group: assume('group', orTold('group', request.group, told.group), 'my-group', 'a placeholder'),
    topic: assume('topic', orTold('topic', request.topic, told.topic), 'my-topic', 'a placeholder'),
    client,
    release,
    clientRelease: clientReleaseOf(request, client, catalog, release, assumptions),
    newProtocolInLibrary: newProtocolInLibrary(request, client, assumptions),
    rate:
      request.messages_per_s === undefined
        ? null
        : { name: 'messages_per_s', value: request.messages_per_s, assumed: false },
    averageBytes: premise('average_message_bytes', request.average_message_bytes, MESSAGE_BYTES, 'a small event'),
    largestBytes: request.largest_message_bytes ?? null,
    meanMs,
    p99Ms: premise(
      'processing_p99_ms',
      request.processing_p99_ms,
      meanMs.value * TAIL,
      `${TAIL} × the mean, as handlers with I/O have it`,
    ),
    partitions: request.partitions ?? null,
    instances: request.instances ?? null,
    threads:
      tasks !== null || (request.instances === undefined && threads === undefined)
        ? null
        : premise('threads_per_instance', threads, 1, 'not given beside instances'),
    tasks,
    ordered:
      assume(
        'ordering',
        latestOnly ? undefined : request.ordering,
        told.groupType === 'share' && !latestOnly ? 'none' : 'per_key',
        latestOnly
          ? 'only the latest value of a key counts, so none may be overtaken'
          : told.groupType === 'share'
            ? 'the configuration is that of a share group'
            : 'not given, and the safe reading',
      ) === 'per_key',
    latestOnly,
    delivery: assume(
      'delivery',
      orTold('delivery', request.delivery, told.delivery),
      'at_least_once',
      'the default of a business consumer',
    ),
    restart: premise('restart_seconds', request.restart_seconds, RESTART_S, 'a small service'),
    failureShare: premise('failure_share', request.failure_share, FAILURE_SHARE, '1 of 100 fails at the first try'),
    retentionHours: premise('retention_hours', request.retention_hours, RETENTION_HOURS, "Kafka's default"),
    brokers: premise('brokers', request.brokers, BROKERS, 'the smallest cluster for production'),
    handsOff: request.hands_off ?? false,
    commits: request.commits ?? null,
    requestReply: request.request_reply ?? false,
    lagAlerts: request.lag_alerts ?? null,
    config,
    told,
    assumptions,
    openQuestions,
  };
}

/** Values as text, sorted by name; null: none was given. */
const configOf = ({ config }: ConsumersRequest): ReadonlyMap<string, string> | null =>
  config === undefined || Object.keys(config).length === 0
    ? null
    : new Map(
        Object.entries(config)
          .map(([name, value]) => [name.trim(), String(value).trim()] as const)
          .sort(([a], [b]) => a.localeCompare(b)),
      );

/** Java, Streams and Connect carry the release of Apache Kafka; the other clients have numbers of their own. */
function clientReleaseOf(
  { client_version }: ConsumersRequest,
  client: ConsumerClient,
  catalog: ConfigCatalog,
  brokers: Release,
  assumptions: string[],
): Release {
  if (client === 'librdkafka' || client === 'kafkajs') return brokers;
  if (client_version === undefined) {
    assumptions.push(`client_version = ${brokers}: as the brokers; not given`);
    return brokers;
  }
  return releaseOf(catalog, client_version, 'client_version');
}

function newProtocolInLibrary(
  { client_version }: ConsumersRequest,
  client: ConsumerClient,
  assumptions: string[],
): boolean {
  if (client !== 'librdkafka') return false;
  if (client_version !== undefined) return atLeast(client_version, LIBRDKAFKA_KIP_848);
  assumptions.push(
    `client_version = ${LIBRDKAFKA_KIP_848} or later: not given; with an older librdkafka keep the classic protocol and partition.assignment.strategy=cooperative-sticky`,
  );
  return true;
}

/** A premise as an input of a figure: `restart_seconds = 30 (assumed)`. */
export const inputOf = ({ name, value, assumed }: Premise): string =>
  `${name} = ${value.toLocaleString('en-US', { maximumSignificantDigits: 6 })} (${assumed ? 'assumed' : 'given'})`;

import type { ConfigCatalog, Release } from '../configs/catalog.ts';
import { ASSUMED_RELEASE, atLeast, releaseOf } from '../configs/release.ts';
import type { Told } from '../configs/told.ts';
import { named } from '../named.ts';
import { LIBRDKAFKA_GROUP_FENCING, LIBRDKAFKA_TRANSACTIONS, librdkafkaVersion } from './client-version.ts';
import { type ToldByConfig, toldByConfig } from './from-config.ts';
import { chooseInterval, chooseTimeout } from './interval.ts';
import { hasOneTarget, isMirror, MIRROR_SINCE } from './mirror.ts';
import type { Premise } from './premise.ts';
import { committingOf, type Producers, producersOf } from './producers.ts';
import { refuseNonsense } from './refusals.ts';
import {
  type ExactlyOnceRequest,
  type PipelineClient,
  type SinkKind,
  type SourceKind,
  sinkKinds,
  sourceKinds,
} from './request.ts';
import { commonPartOf } from './transactional-id.ts';

/** The request with every default filled in and every default said aloud. */
export interface Premises {
  /** As given; null: not named. */
  readonly pipeline: string | null;
  /** For values of settings: the pipeline's name, what its configuration calls it, or a placeholder. */
  readonly name: string;
  /** The same for sentences. */
  readonly label: string;
  /** In the order of `sourceKinds`, each once. */
  readonly sources: readonly SourceKind[];
  readonly sinks: readonly SinkKind[];
  readonly client: PipelineClient;
  /** Of the brokers, and of Connect and Streams. */
  readonly release: Release;
  /** `4.2.0` as given; null: without a patch number. */
  readonly patch: string | null;
  /** Of the Java client. */
  readonly clientRelease: Release;
  readonly clientReleaseGiven: boolean;
  /** Of librdkafka, as `1.5`; null: not given, or another client. */
  readonly librdkafka: string | null;
  /** Only a transactional id for each input partition fences a zombie: the client sends no group generation. */
  readonly fencedById: boolean;
  /** Kafka in, Kafka out, in one transaction of the pipeline's own. */
  readonly transactional: boolean;
  readonly idempotencyKeys: boolean | null;
  readonly instances: Premise;
  readonly inputPartitions: Premise;
  readonly producers: Producers;
  /** Those of them that own input, and so have something to commit. */
  readonly committing: Producers;
  readonly outputPartitions: Premise;
  readonly interval: Premise;
  /** From commit to commit; else a transaction is as short as a batch of the connector. */
  readonly heldOpen: boolean;
  readonly timeoutMs: number;
  readonly timeoutRule: string;
  readonly timeoutSource: string;
  /** What the configuration in use says, whether or not the request says otherwise. */
  readonly told: ToldByConfig;
  /** null: not given; figures that need it are left out. */
  readonly messagesPerS: Premise | null;
  readonly brokers: number | null;
  readonly replicationFactor: number;
  readonly minIsr: number;
  readonly assumptions: readonly string[];
}

const PLACEHOLDER = '<application>';
const ASSUMED_INSTANCES = 3;
/** Three times the consumers. [rule of thumb of the partition planner] */
const PARTITIONS_PER_INSTANCE = 3;
const STANDARD_REPLICAS = 3;

/** Fills in what was not given. Throws KnownFailure for nonsense, naming the field. */
export function premisesOf(request: ExactlyOnceRequest, catalog: ConfigCatalog): Premises {
  refuseNonsense(request);
  const assumptions: string[] = [];
  const assume = <T>(given: T | undefined, value: T, said: string): T => {
    if (given === undefined) assumptions.push(said);
    return given ?? value;
  };
  const number = (
    name: keyof ExactlyOnceRequest & string,
    given: number | undefined,
    value: number,
    why: string,
  ): Premise => ({
    name,
    value: assume(given, value, `${name} = ${value}: ${why}`),
    assumed: given === undefined,
    fromConfig: false,
  });

  const client = assume<PipelineClient>(request.client, 'java', 'client = java: not given');
  const sources = inOrder(sourceKinds, request.sources);
  const sinks = inOrder(sinkKinds, request.sinks);
  if (sources.length === 0) assumptions.push('sources = kafka: not given');
  if (sinks.length === 0) assumptions.push('sinks = kafka: not given');
  const from = sources.length === 0 ? (['kafka'] as const) : sources;
  const to = sinks.length === 0 ? ([client === 'connect_sink' ? 'database' : 'kafka'] as const) : sinks;
  const given = assume(
    request.kafka_version,
    ASSUMED_RELEASE,
    `kafka_version = ${ASSUMED_RELEASE}: not given, and the newest of which every setting is known`,
  );
  const release = releaseOf(catalog, given, 'kafka_version');
  const librdkafka = librdkafkaVersion(request);
  const transactional =
    isTransactional(client, from, to, release) && (librdkafka === null || atLeast(librdkafka, LIBRDKAFKA_TRANSACTIONS));
  const fencedById =
    from.includes('kafka') &&
    (client === 'kafkajs' || (librdkafka !== null && !atLeast(librdkafka, LIBRDKAFKA_GROUP_FENCING)));
  if (librdkafka !== null && !atLeast(librdkafka, LIBRDKAFKA_GROUP_FENCING))
    assumptions.push(
      `client_version = ${librdkafka}: taken for a release of librdkafka; @confluentinc/kafka-javascript and node-rdkafka count their own`,
    );

  const versioned = client !== 'librdkafka' && client !== 'kafkajs';
  const clientVersion = versioned ? request.client_version : undefined;
  const instances = number('instances', request.instances, ASSUMED_INSTANCES, 'not given');
  const told = toldByConfig(request.config, client, release);
  const threadsEach = told.threads?.value ?? 1;
  const inputPartitions = number(
    'input_partitions',
    request.input_partitions,
    instances.value * Math.max(PARTITIONS_PER_INSTANCE, threadsEach),
    // Fewer would leave threads without work.
    threadsEach > PARTITIONS_PER_INSTANCE ? 'one for each stream thread' : `${PARTITIONS_PER_INSTANCE} × instances`,
  );
  const outputPartitions = number(
    'output_partitions',
    request.output_partitions,
    inputPartitions.value,
    'as many as input_partitions',
  );
  const producers = producersOf({ client, fencedById, told }, instances, inputPartitions);
  if (producers.why !== null) assumptions.push(producers.why);
  const committing = committingOf(client, producers, inputPartitions, from.includes('kafka'));
  if (committing !== producers && committing.why !== null) assumptions.push(committing.why);
  const messagesPerS =
    request.messages_per_s === undefined
      ? null
      : { name: 'messages_per_s', value: request.messages_per_s, assumed: false, fromConfig: false };
  const chosen = chooseInterval(
    client,
    {
      producers: committing.value,
      outputPartitions: outputPartitions.value,
      messagesPerS: messagesPerS?.value ?? null,
    },
    told,
  );
  const interval =
    request.commit_interval_ms === undefined && told.intervalMs !== null
      ? intervalOfConfig(told.intervalMs, assumptions)
      : number('commit_interval_ms', request.commit_interval_ms, chosen.ms, chosen.why);
  const heldOpen =
    client !== 'connect_source' || request.commit_interval_ms !== undefined || told.boundary?.value === 'interval';
  const timeout = chooseTimeout(client, interval.value, heldOpen, told);
  const base = told.application?.value ?? commonPartOf(told.transactionalId?.value ?? '');
  const name = request.pipeline ?? base ?? PLACEHOLDER;
  const replicationFactor = Math.min(STANDARD_REPLICAS, request.brokers ?? STANDARD_REPLICAS);
  return {
    pipeline: request.pipeline ?? null,
    name,
    label: name === PLACEHOLDER ? PLACEHOLDER : named(name),
    sources: from,
    sinks: to,
    client,
    release,
    patch: /^v?(\d+\.\d+\.\d+)$/.exec(given.trim())?.[1] ?? null,
    clientRelease: clientVersion === undefined ? release : releaseOf(catalog, clientVersion, 'client_version'),
    clientReleaseGiven: clientVersion !== undefined,
    librdkafka,
    fencedById,
    transactional,
    idempotencyKeys: request.idempotency_keys ?? null,
    instances,
    inputPartitions,
    producers,
    committing,
    outputPartitions,
    interval,
    heldOpen,
    timeoutMs: timeout.ms,
    timeoutRule: timeout.rule,
    timeoutSource: timeout.source,
    told,
    messagesPerS,
    brokers: request.brokers ?? null,
    replicationFactor,
    minIsr: Math.max(1, replicationFactor - 1),
    // Numbers that only transactions need are no assumption of a plan without them.
    assumptions: transactional ? assumptions : assumptions.filter((said) => !ONLY_FOR_TRANSACTIONS.test(said)),
  };
}

const ONLY_FOR_TRANSACTIONS =
  /^(instances|input_partitions|output_partitions|commit_interval_ms|num\.stream\.threads|stream_threads|tasks|committing_\w+) /;

function intervalOfConfig({ value, setting }: Told<number>, assumptions: string[]): Premise {
  const from = setting.startsWith('the default') ? setting : `${setting} of the configuration`;
  assumptions.push(`commit_interval_ms = ${value}: ${from}`);
  return { name: 'commit_interval_ms', value, assumed: false, fromConfig: true };
}

const inOrder = <Kind extends string>(kinds: readonly Kind[], given: readonly Kind[]): readonly Kind[] =>
  kinds.filter((kind) => given.includes(kind));

/** The first release with exactly-once sources in Connect (KIP-618). */
export const CONNECT_SOURCE_SINCE: Release = '3.3';

function isTransactional(
  client: PipelineClient,
  sources: readonly SourceKind[],
  sinks: readonly SinkKind[],
  release: Release,
): boolean {
  // The state of Streams is in Kafka, wherever its results go.
  if (client === 'streams' && sources.includes('kafka')) return true;
  const flow = { client, sources, sinks };
  if (isMirror(flow) && (sinks.includes('kafka') || hasOneTarget(flow))) return atLeast(release, MIRROR_SINCE);
  if (client === 'connect_sink' || !sinks.includes('kafka')) return false;
  if (client === 'connect_source') return atLeast(release, CONNECT_SOURCE_SINCE);
  if (client === 'flink') return true;
  return sources.includes('kafka');
}

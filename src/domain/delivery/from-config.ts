import type { Release } from '../configs/catalog.ts';
import { plainName } from '../configs/spring.ts';
import type { Told } from '../configs/told.ts';
import { type SourceConnector, sourceConnectorOf } from './connectors.ts';
import type { ExactlyOnceRequest, PipelineClient } from './request.ts';

/** What the configuration in use says of the transactions themselves; null: it does not say. */
export interface ToldByConfig {
  /** Between two commits. */
  readonly intervalMs: Told<number> | null;
  /** What ends a transaction of Connect, in small letters; null also where the connector can't do what is set. */
  readonly boundary: Told<string> | null;
  readonly timeoutMs: Told<number> | null;
  readonly brokersMaxTimeoutMs: Told<number> | null;
  /** Threads of each Streams instance. */
  readonly threads: Told<number> | null;
  /** Of a whole connector, over all workers. */
  readonly tasks: Told<number> | null;
  /** connector.class of a Connect source. */
  readonly connector: SourceConnector | null;
  readonly transactionalId: Told<string> | null;
  /** application.id of Streams, name of a connector. */
  readonly application: Told<string> | null;
  /** group.id of the workers. */
  readonly workerGroup: Told<string> | null;
  /** How long a producer tries; librdkafka has a second name for it. */
  readonly deliveryTimeoutMs: Told<number> | null;
  readonly socketTimeoutMs: Told<number> | null;
  readonly idempotence: Told<string> | null;
  /** The sink of Flink takes its transactional ids from a pool, and no new one for each checkpoint. */
  readonly poolsIds: boolean;
}

type Names = Readonly<Partial<Record<PipelineClient, readonly string[]>>>;

const JAVA_PRODUCER = (name: string) => [`producer.${name}`, name];
/** The first that is there wins: a connector's override before the worker's; Streams gives unprefixed ones to its producers, too. */
const TIMEOUT: Names = {
  java: JAVA_PRODUCER('transaction.timeout.ms'),
  librdkafka: ['transaction.timeout.ms'],
  kafkajs: ['transactionTimeout'],
  streams: JAVA_PRODUCER('transaction.timeout.ms'),
  connect_source: ['producer.override.transaction.timeout.ms', 'producer.transaction.timeout.ms'],
  flink: ['properties.transaction.timeout.ms', 'transaction.timeout.ms'],
};
const DELIVERY: Names = {
  java: JAVA_PRODUCER('delivery.timeout.ms'),
  librdkafka: ['message.timeout.ms', 'delivery.timeout.ms'],
};
const ID: Names = {
  java: JAVA_PRODUCER('transactional.id'),
  librdkafka: ['transactional.id'],
  kafkajs: ['transactionalId'],
  flink: ['sink.transactional-id-prefix', 'transactional-id-prefix'],
};
/** Source: flink-connector-kafka 4.0, KafkaConnectorOptions. */
const NAMING = ['sink.transaction-naming-strategy', 'transaction-naming-strategy'];
const APPLICATION: Names = { streams: ['application.id'], connect_source: ['name'], connect_sink: ['name'] };
/** In a connector's configuration, and in no worker's. Source: ConnectorConfig, SourceConnectorConfig. */
const OF_CONNECTOR = ['connector.class', 'exactly.once.support', 'transaction.boundary', 'name'];
/** tasks.max. Source: ConnectorConfig 3.0–4.3. */
const DEFAULT_TASKS = 1;
/** offset.flush.interval.ms. Source: WorkerConfig 3.0–4.3. */
const DEFAULT_FLUSH_MS = 60_000;
/** More than any process runs. */
const MOST_THREADS = 10_000;

/** A plan for another interval, or fewer producers, than what runs would be no plan for it. */
export function toldByConfig(
  config: ExactlyOnceRequest['config'],
  client: PipelineClient,
  release: Release,
): ToldByConfig {
  const entries = new Map(
    Object.entries(config ?? {}).map(([name, value]) => [
      plainName(name),
      { name: name.trim(), value: String(value).trim() },
    ]),
  );
  const text = (names: readonly string[] | undefined): Told<string> | null => {
    const found = (names ?? []).flatMap((name) => entries.get(name) ?? []).find(({ value }) => value !== '');
    return found === undefined ? null : { value: found.value, setting: found.name };
  };
  const ms = (names: readonly string[] | undefined) => numberOf(text(names));
  const source = client === 'connect_source';
  const className = source ? text(['connector.class']) : null;
  const connector =
    className === null ? null : sourceConnectorOf(className.value, (name) => text([name])?.value ?? null, release);
  const boundary = boundaryOf(source ? text(['transaction.boundary']) : null, connector);
  const tasks = source ? countOf(text(['tasks.max'])) : null;
  const isConnector = source && OF_CONNECTOR.some((name) => entries.has(name));
  return {
    intervalMs: intervalOf(client, boundary, text) ?? pollOf(boundary, connector),
    boundary,
    timeoutMs: ms(TIMEOUT[client]),
    brokersMaxTimeoutMs: ms(['transaction.max.timeout.ms']),
    threads: client === 'streams' ? countOf(text(['num.stream.threads'])) : null,
    tasks: cappedTasks(
      tasks ?? (isConnector ? { value: DEFAULT_TASKS, setting: 'the default of tasks.max' } : null),
      connector,
    ),
    connector,
    transactionalId: text(ID[client]),
    application: text(APPLICATION[client]),
    workerGroup: source ? text(['group.id']) : null,
    deliveryTimeoutMs: ms(DELIVERY[client]),
    idempotence: text(['producer.enable.idempotence', 'enable.idempotence']),
    poolsIds: client === 'flink' && text(NAMING)?.value.toLowerCase() === 'pooling',
    socketTimeoutMs: client === 'librdkafka' ? ms(['socket.timeout.ms']) : null,
  };
}

/** What is in force: Connect refuses `connector` for one that sets no boundaries, so a plan goes by the default. Source: KIP-618. */
function boundaryOf(told: Told<string> | null, connector: SourceConnector | null): Told<string> | null {
  if (told === null) return null;
  const value = told.value.toLowerCase();
  return value === 'connector' && connector?.definesBoundaries === false ? null : { ...told, value };
}

/** How often a known connector polls by default. */
function pollOf(boundary: Told<string> | null, connector: SourceConnector | null): Told<number> | null {
  if (connector === null || connector.pollMs === null || (boundary?.value ?? 'poll') !== 'poll') return null;
  return { value: connector.pollMs, setting: `the default of poll.interval.ms of ${connector.label}` };
}

function cappedTasks(told: Told<number> | null, connector: SourceConnector | null): Told<number> | null {
  const most = connector?.mostTasks ?? null;
  if (told === null || connector === null || most === null || told.value <= most) return told;
  return {
    value: most,
    setting: connector.refusesMoreTasks
      ? `${connector.label} takes no more, and fails with ${told.setting} ${told.value}`
      : `${connector.label} makes no more, whatever ${told.setting} ${told.value} says`,
  };
}

/** Sources: StreamsConfig; SourceConnectorConfig (KIP-618); Debezium and JDBC sources; Flink documentation. */
function intervalOf(
  client: PipelineClient,
  boundary: Told<string> | null,
  text: (names: readonly string[]) => Told<string> | null,
): Told<number> | null {
  if (client === 'streams') return numberOf(text(['commit.interval.ms']));
  if (client === 'flink') return durationOf(text(['execution.checkpointing.interval']));
  if (client !== 'connect_source') return null;
  const kind = boundary?.value ?? 'poll';
  if (kind === 'poll') return numberOf(text(['poll.interval.ms']));
  if (kind !== 'interval') return null;
  const flush = ['transaction.boundary.interval.ms', 'offset.flush.interval.ms'];
  return numberOf(text(flush)) ?? { value: DEFAULT_FLUSH_MS, setting: 'the default of offset.flush.interval.ms' };
}

function numberOf(told: Told<string> | null): Told<number> | null {
  const value = Number(told?.value ?? Number.NaN);
  return told !== null && Number.isFinite(value) && value > 0 ? { value, setting: told.setting } : null;
}

function countOf(told: Told<string> | null): Told<number> | null {
  const number = numberOf(told);
  return number !== null && Number.isInteger(number.value) && number.value <= MOST_THREADS ? number : null;
}

const DURATION = /^(\d+)\s*(ms|s|min|m|h)?$/;
const MS_OF: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, m: 60_000, h: 3_600_000 };

/** `30000`, `30 s`, `1min`. */
function durationOf(told: Told<string> | null): Told<number> | null {
  const [, digits, unit = 'ms'] = DURATION.exec(told?.value.toLowerCase() ?? '') ?? [];
  return told === null || digits === undefined
    ? null
    : numberOf({ value: String(Number(digits) * (MS_OF[unit] ?? 1)), setting: told.setting });
}

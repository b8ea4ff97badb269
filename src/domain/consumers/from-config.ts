import { UNREAD } from '../configs/code-values.ts';
import { type ClientEntries, clientEntries, type ReadEntry } from '../configs/framework-entries.ts';
import {
  ACK_MODE,
  AUTO_COMMIT_OFFSET,
  COMMIT_STRATEGY,
  THREADS as CONCURRENCY,
  DESTINATION,
} from '../configs/frameworks.ts';
import type { Told } from '../configs/told.ts';
import type { ConsumerClient, Delivery } from './request.ts';

/** What the configuration in use says of the group itself; null: it does not say. */
export interface ToldByConfig {
  readonly group: Told<string> | null;
  readonly topic: Told<string> | null;
  /** Dead-letter topic that the runtime itself writes. */
  readonly deadLetters: Told<string> | null;
  readonly delivery: Told<Delivery> | null;
  /** Of which type the group is that runs with it, for an id keeps its type. null: no configuration, or it does not say. */
  readonly groupType: 'consumer' | 'share' | 'streams' | null;
  /** Consumers in each instance. */
  readonly threads: Told<number> | null;
  /** Of a whole connector, over all workers. */
  readonly tasks: Told<number> | null;
  /** A container of a framework commits after the work, and the application never does. */
  readonly containerCommits: boolean;
}

/** Settings that hold the group, the first that is there wins. A connector's group is named after it. Source: Connect, Worker. */
const GROUP: Readonly<Record<ConsumerClient, readonly string[]>> = {
  java: ['group.id'],
  librdkafka: ['group.id'],
  kafkajs: ['groupId'],
  streams: ['application.id'],
  connect: ['consumer.override.group.id', 'name'],
};
const THREADS: Partial<Readonly<Record<ConsumerClient, string>>> = {
  java: CONCURRENCY,
  kafkajs: 'partitionsConsumedConcurrently',
  streams: 'num.stream.threads',
};
const DEAD_LETTERS: Partial<Readonly<Record<ConsumerClient, string>>> = {
  streams: 'errors.dead.letter.queue.topic.name',
  connect: 'errors.deadletterqueue.topic.name',
};
const GUARANTEE = 'processing.guarantee';
/** A topic name, and not a list of them. */
const ONE_TOPIC = /^[A-Za-z0-9._-]{1,249}$/;
/** More than any process runs: the request refuses more, too. */
const MOST_THREADS = 10_000;

/** Whose settings of a framework reach the client. */
export const sideOf = (client: ConsumerClient): 'consumer' | 'streams' =>
  client === 'streams' ? 'streams' : 'consumer';

/** A plan that names another group, or fewer threads, than what runs would be no plan for it. */
export function toldByConfig(config: ReadonlyMap<string, string> | null, client: ConsumerClient): ToldByConfig {
  const read = config === null ? null : clientEntries(config, sideOf(client));
  const entries = read?.entries ?? null;
  const text = (setting: string | undefined): Told<string> | null => {
    const entry = setting === undefined ? undefined : entries?.get(setting);
    return setting === undefined || entry === undefined || entry.value === '' || entry.value === UNREAD
      ? null
      : { value: entry.value, setting: entry.written };
  };
  const connect = client === 'connect';
  const group = GROUP[client].map(text).find((told) => told !== null) ?? null;
  const guarantee = client === 'streams' ? text(GUARANTEE) : null;
  return {
    group: group?.setting === 'name' ? { ...group, value: connectGroup(group.value) } : group,
    topic: oneTopic(connect ? text('topics') : client === 'java' ? text(DESTINATION) : null),
    deadLetters: oneTopic(text(DEAD_LETTERS[client])),
    delivery: guarantee === null ? null : deliveryOf(guarantee),
    groupType: entries === null ? null : groupTypeOf(entries, client),
    threads: countOf(text(THREADS[client])),
    tasks: connect ? countOf(text('tasks.max')) : null,
    containerCommits: client === 'java' && read !== null && commitsAfterTheWork(read),
  };
}

/**
 * Sources: Spring for Apache Kafka, Committing Offsets (BATCH is the default, MANUAL and MANUAL_IMMEDIATE leave it to the listener);
 * SmallRye Reactive Messaging, commit strategies (throttled is the default, ignore commits nothing).
 */
function commitsAfterTheWork({ framework, entries }: ClientEntries): boolean {
  const value = (name: string) => entries.get(name)?.value.toLowerCase() ?? '';
  if (framework === 'Spring') return !value(ACK_MODE).startsWith('manual') && value(AUTO_COMMIT_OFFSET) !== 'false';
  return framework === 'SmallRye' && value(COMMIT_STRATEGY) !== 'ignore';
}

/** Settings that only a KafkaShareConsumer takes begin with it. Source: Apache Kafka 4.2 ConsumerConfig. */
const SHARE_PREFIX = 'share.';

/** Whether a share consumer reads this configuration. */
export const isOfShareConsumer = (entries: ReadonlyMap<string, unknown>): boolean =>
  [...entries.keys()].some((name) => name.startsWith(SHARE_PREFIX));

/** Source: KIP-848, KIP-932, KIP-1071: each protocol has a group type of its own; classic and consumer move into each other. */
function groupTypeOf(entries: ReadonlyMap<string, ReadEntry>, client: ConsumerClient): ToldByConfig['groupType'] {
  if (client === 'java') return isOfShareConsumer(entries) ? 'share' : 'consumer';
  return client === 'streams' && entries.get('group.protocol')?.value.toLowerCase() === 'streams' ? 'streams' : null;
}

/** The group of a connector. Source: Apache Kafka Connect, SinkUtils. */
export const connectGroup = (connector: string): string => `connect-${connector}`;

const oneTopic = (told: Told<string> | null): Told<string> | null =>
  told !== null && ONE_TOPIC.test(told.value) ? told : null;

function deliveryOf({ value, setting }: Told<string>): Told<Delivery> | null {
  const guarantee = value.toLowerCase();
  if (guarantee === 'at_least_once') return { value: 'at_least_once', setting };
  return guarantee.startsWith('exactly_once') ? { value: 'exactly_once', setting } : null;
}

function countOf(told: Told<string> | null): Told<number> | null {
  const value = Number(told?.value ?? Number.NaN);
  return told !== null && Number.isInteger(value) && value > 0 && value <= MOST_THREADS
    ? { value, setting: told.setting }
    : null;
}

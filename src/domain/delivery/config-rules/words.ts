import { named } from '../../named.ts';
import type { Premises } from '../premises.ts';
import type { SinkKind } from '../request.ts';
import type { Entry, InUse } from './given.ts';

/** `acks=1 (given)`, `isolation.level=read_uncommitted (not given, the default)`. */
export const said = ({ name, text, given }: Entry): string =>
  `${named(name)}=${named(text)} (${given ? 'given' : 'not given, the default'})`;

/** Clients with a produce loop of their own, whose settings are the user's. */
export const ownClient = (client: string): boolean =>
  client === 'java' || client === 'librdkafka' || client === 'kafkajs';

export const writesKafka = (sinks: readonly SinkKind[]): boolean =>
  sinks.includes('kafka') || sinks.includes('other_kafka_cluster');

/** Frameworks that make their producers themselves, from settings of the user. */
export const embedded = (client: string): client is 'streams' | 'connect_source' =>
  client === 'streams' || client === 'connect_source';

/** Whether there is a producer whose settings the user can set: Streams has one for its changelogs, whatever the sinks. */
export const hasProducer = ({ client, sinks }: Premises): boolean =>
  client === 'streams' || ((ownClient(client) || client === 'connect_source') && writesKafka(sinks));

/** Whether the framework runs with exactly-once as configured; what the worker says is not known from a connector's configuration. */
export function exactlyOnceOn(config: InUse, { client, transactional }: Premises): boolean {
  if (!transactional) return false;
  if (client === 'streams') return /^exactly_once/.test(config('processing.guarantee')?.value ?? '');
  const worker = config('exactly.once.source.support');
  return client === 'connect_source' && (worker === null || worker.value.toLowerCase() === 'enabled');
}

/**
 * What becomes of a setting that idempotence forbids: both frameworks force it with exactly-once, so the producer refuses. Sources:
 * StreamsConfig 3.0.2–4.3.1, constructed; Worker.exactlyOnceSourceTaskProducerConfigs of Connect.
 */
export const refusedBy = (client: 'streams' | 'connect_source'): string =>
  client === 'streams'
    ? 'Streams forces idempotence with exactly-once, so its producers refuse to be made and the application does not start'
    : 'Connect forces idempotence for exactly-once sources, so the producer refuses to be made and the tasks fail';

/** What to do with a transactional id of a pipeline that has no offsets to commit with its output. */
export const withoutTransactions = ({ name }: Entry): string =>
  `Delete ${named(name)}: nothing here needs a transaction. Keep it only where several records have to appear together, and then give each instance an id of its own.`;

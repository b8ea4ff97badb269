import type { ConfigCatalog, ConfigFamily } from '../../configs/catalog.ts';
import type { Premises } from '../premises.ts';
import type { ExactlyOnceRequest, PipelineClient } from '../request.ts';

/** A setting in use: as it was given, or what the client does without it. */
export interface Entry {
  /** As the user wrote it, or as the client calls it. */
  readonly name: string;
  /** In Kafka's words. */
  readonly value: string;
  /** As it was written. */
  readonly text: string;
  readonly given: boolean;
}

/** The configuration in use, by Kafka's own names. null: not given, and the client has no default. */
export type InUse = (name: string) => Entry | null;

/** Other names of the same setting; `readUncommitted` is turned into Kafka's words. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  'enable.idempotence': ['idempotent'],
  acks: ['request.required.acks'],
  'max.in.flight.requests.per.connection': ['max.in.flight', 'maxInFlightRequests'],
  retries: ['message.send.max.retries', 'retry.retries'],
  'transaction.timeout.ms': ['transactionTimeout'],
  'transactional.id': ['transactionalId'],
  'delivery.timeout.ms': ['message.timeout.ms'],
  'linger.ms': ['queue.buffering.max.ms'],
  'isolation.level': ['readUncommitted'],
  'enable.auto.commit': ['autoCommit'],
};

/** Streams, Connect and worker files carry client settings under these. */
const PREFIX = /^(main\.)?(producer|consumer)\.(override\.)?/;

/** Whose defaults hold, by client: those whose settings are the user's own. */
const families: Readonly<Partial<Record<PipelineClient, readonly ConfigFamily[]>>> = {
  java: ['producer', 'consumer'],
  librdkafka: ['librdkafka'],
  kafkajs: ['kafkajs-producer', 'kafkajs-consumer'],
};

/** Reads a given configuration by Kafka's names, whatever its client calls them. */
export function inUse(
  config: NonNullable<ExactlyOnceRequest['config']>,
  premises: Premises,
  catalog: ConfigCatalog,
): InUse {
  const given = new Map(
    Object.entries(config)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, value]) => [name.trim().replace(PREFIX, ''), { name: name.trim(), text: String(value).trim() }]),
  );
  return (name) => {
    for (const alias of namesOf(name)) {
      const entry = given.get(alias);
      if (entry !== undefined) return { ...entry, value: translate(alias, entry.text), given: true };
    }
    return defaultOf(name, premises, catalog);
  };
}

function translate(alias: string, value: string): string {
  if (alias === 'readUncommitted') return value === 'true' ? 'read_uncommitted' : 'read_committed';
  if ((alias === 'acks' || alias === 'request.required.acks') && value === '-1') return 'all';
  return /^(true|false)$/i.test(value) ? value.toLowerCase() : value;
}

function defaultOf(name: string, { client, clientRelease }: Premises, catalog: ConfigCatalog): Entry | null {
  for (const family of families[client] ?? []) {
    for (const alias of namesOf(name)) {
      const text = catalog.find(family, alias, clientRelease)?.default ?? null;
      if (text !== null) return { name: alias, value: translate(alias, text), text, given: false };
    }
  }
  return null;
}

const namesOf = (name: string): readonly string[] => [name, ...(aliases[name] ?? [])];

/** null: absent, or not a number. */
export function numberOf(entry: Entry | null): number | null {
  if (entry === null || entry.value === '') return null;
  const value = Number(entry.value);
  return Number.isFinite(value) ? value : null;
}

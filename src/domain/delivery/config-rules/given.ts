import type { ConfigCatalog, ConfigFamily } from '../../configs/catalog.ts';
import { isSpring, plainName } from '../../configs/spring.ts';
import { STREAMS_TIMEOUT_MS } from '../../configs/streams-defaults.ts';
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

/** The configuration in use. */
export interface InUse {
  /** By Kafka's own names. null: not given, and the client has no default. */
  (name: string): Entry | null;
  /** A setting that only a producer, or only a consumer has stands in it; else its defaults may be those of nobody. */
  readonly shows: Readonly<Record<Side, boolean>>;
}

type Side = 'producer' | 'consumer';

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
const PREFIX = /^(?:properties\.|(main\.)?(producer|consumer)\.(override\.)?)/;

/** Whose defaults hold, by client: those whose settings are the user's own, and the producers that frameworks make. */
const families: Readonly<Partial<Record<PipelineClient, readonly ConfigFamily[]>>> = {
  java: ['producer', 'consumer'],
  librdkafka: ['librdkafka'],
  kafkajs: ['kafkajs-producer', 'kafkajs-consumer'],
  streams: ['producer'],
  connect_source: ['producer'],
};

/**
 * What a framework gives its producers in place of their defaults; idempotence it forces with exactly-once. Sources: StreamsConfig 3.0.2–4.3.1,
 * constructed; Worker.baseProducerConfigs of Connect 4.3.1.
 */
const FRAMEWORK: Readonly<Partial<Record<PipelineClient, Readonly<Record<string, string>>>>> = {
  streams: {
    'transaction.timeout.ms': String(STREAMS_TIMEOUT_MS),
    'delivery.timeout.ms': '2147483647',
    'linger.ms': '100',
  },
  connect_source: { 'delivery.timeout.ms': '2147483647', 'enable.idempotence': 'false' },
};

/** Reads a given configuration by Kafka's names, whatever its client calls them. */
export function inUse(
  config: NonNullable<ExactlyOnceRequest['config']>,
  premises: Premises,
  catalog: ConfigCatalog,
): InUse {
  const given = new Map(
    Object.entries(config)
      .map(([written, value]) => {
        const plain = plainName(written);
        return { name: written.trim(), plain, bare: plain.replace(PREFIX, ''), text: String(value).trim() };
      })
      .filter((entry) => counts(entry, premises, catalog))
      // The longer prefix wins: a connector's override over the worker's, a prefixed setting of Streams over one without.
      .sort((a, b) => a.plain.length - a.bare.length - (b.plain.length - b.bare.length) || (a.name < b.name ? -1 : 1))
      .map(({ bare, plain, name, text }) => [bare, { name, plain, text }]),
  );
  const spring = Object.keys(config).some(isSpring);
  const find = (name: string): Entry | null => {
    for (const alias of namesOf(name)) {
      const entry = given.get(alias);
      if (entry !== undefined)
        return { name: entry.name, text: entry.text, value: translate(alias, entry.text), given: true };
    }
    // Spring turns it off where it is not set. [Spring for Apache Kafka docs, container properties]
    if (spring && name === 'enable.auto.commit') return { name, text: 'false', value: 'false', given: false };
    return defaultOf(name, premises, catalog);
  };
  const sides = [...given].map(([name, { plain }]) => sideOf(name, plain, premises, catalog));
  return Object.assign(find, { shows: { producer: sides.includes('producer'), consumer: sides.includes('consumer') } });
}

/**
 * Whether it reaches the client that the rules look at: of what both sides have they ask for the producer's, and Connect gives
 * its clients nothing that has no prefix.
 */
function counts(
  { plain: name, bare }: { readonly plain: string; readonly bare: string },
  { client, clientRelease }: Premises,
  catalog: ConfigCatalog,
): boolean {
  const has = (family: ConfigFamily, which: string) => catalog.find(family, which, clientRelease) !== null;
  if (PREFIX.exec(name)?.[2] === 'consumer') return !has('producer', bare);
  if (name !== bare || (client !== 'connect_source' && client !== 'connect_sink')) return true;
  return (
    has('connect-source', name) || has('connect-worker', name) || !(has('producer', name) || has('consumer', name))
  );
}

/** Whose setting it is; null: both have it, or nobody. */
function sideOf(
  name: string,
  written: string,
  { client, clientRelease }: Premises,
  catalog: ConfigCatalog,
): Side | null {
  const prefix = PREFIX.exec(written)?.[2];
  if (prefix === 'producer' || prefix === 'consumer') return prefix;
  if (client === 'librdkafka') {
    const side = catalog.find('librdkafka', name, clientRelease)?.used_by ?? null;
    return side === 'both' ? null : side;
  }
  const [producer, consumer] = client === 'kafkajs' ? KAFKAJS : JAVA;
  const [produces, consumes] = [producer, consumer].map((family) => catalog.find(family, name, clientRelease) !== null);
  if (produces === consumes) return null;
  return produces ? 'producer' : 'consumer';
}

const JAVA = ['producer', 'consumer'] as const;
const KAFKAJS = ['kafkajs-producer', 'kafkajs-consumer'] as const;

function translate(alias: string, value: string): string {
  if (alias === 'readUncommitted') return value === 'true' ? 'read_uncommitted' : 'read_committed';
  if ((alias === 'acks' || alias === 'request.required.acks') && value === '-1') return 'all';
  return /^(true|false)$/i.test(value) ? value.toLowerCase() : value;
}

function defaultOf(name: string, { client, clientRelease }: Premises, catalog: ConfigCatalog): Entry | null {
  const own = FRAMEWORK[client]?.[name];
  if (own !== undefined) return { name, value: own, text: own, given: false };
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

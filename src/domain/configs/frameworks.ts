import { canonical, SPRING_KEYS } from './spring-keys.ts';

/** Whose client a setting is for; null: for every client of the program. */
export type FrameworkSide = 'consumer' | 'producer' | 'streams' | 'admin' | null;

/** What a name means that a framework reads, and not Kafka itself. */
export interface FrameworkName {
  readonly framework: 'Spring' | 'SmallRye' | 'Micronaut' | 'Quarkus';
  readonly side: FrameworkSide;
  /** By Kafka's own name; null: the framework keeps it for itself, or does not know it. */
  readonly name: string | null;
  /** Before it another setting of the same client may stand by Kafka's name. */
  readonly home: string;
  /** Which of several consumers; null: the framework has one place for all. */
  readonly of: string | null;
}

const SPRING = /^spring\.kafka\.(?:(consumer|producer|streams|admin)\.)?(.+)$/i;
const SPRING_CLOUD =
  /^(spring\.cloud\.stream\.kafka\.(?:streams\.)?(?:binder|bindings\.([^.]+))\.(?:(consumer|producer)[.-])?(?:configuration|properties)\.)(.+)$/i;
/** `properties.max.poll.records`, `properties[max.poll.records]` and, in YAML, `properties.[max.poll.records]`. */
const AS_IT_IS = /^properties\.?\[?([^\]]+)\]?$/i;
const SMALLRYE = /^(mp\.messaging\.(incoming|outgoing)\.("[^"]+"|[^.]+)\.)(.+)$/;
const MICRONAUT = /^(kafka\.(consumers|producers)\.([^.]+)\.)(.+)$/;
/** Names without a client of their own: all clients get what stands there. Source: Quarkus Kafka and Kafka Streams guides. */
const FOR_ALL = /^(kafka\.(?:(consumer|producer)\.)?|kafka-streams\.|quarkus\.kafka-streams\.)([a-z].+)$/;

/**
 * What a framework makes of a name; null: it is none of a framework's. Sources: Spring Boot, KafkaProperties (4.0); SmallRye Reactive
 * Messaging, Kafka connector; Micronaut Kafka guide; Quarkus Kafka Streams guide.
 */
export function frameworkName(written: string): FrameworkName | null {
  const name = written.trim();
  return (
    ofSpring(name) ?? ofSpringCloud(name) ?? ofBinding(name) ?? ofChannel(name) ?? ofMicronaut(name) ?? ofAll(name)
  );
}

function ofSpring(name: string): FrameworkName | null {
  const [, section, rest] = SPRING.exec(name) ?? [];
  if (rest === undefined) return null;
  const side = sideOf(section);
  const home = `spring.kafka.${section === undefined ? 'consumer' : section.toLowerCase()}.properties.`;
  const own =
    AS_IT_IS.exec(rest)?.[1] ?? SPRING_KEYS[section?.toLowerCase() ?? 'common']?.[canonical(rest)]?.name ?? null;
  const ofListener = section === undefined ? OF_LISTENER[canonical(rest)] : undefined;
  return { framework: 'Spring', side: ofListener ? 'consumer' : side, name: ofListener ?? own, home, of: null };
}

/** Consumers in each instance, whatever the framework calls them. */
export const THREADS = 'listener.concurrency';
/** When the container commits, and whether it does. */
export const ACK_MODE = 'listener.ack-mode';
/** An older name for the same choice: `false` leaves the commit to the application. Source: Spring Cloud Stream, Kafka consumer properties. */
export const AUTO_COMMIT_OFFSET = 'autoCommitOffset';
/** When a channel commits. Source: SmallRye Reactive Messaging, Kafka connector. */
export const COMMIT_STRATEGY = 'commit-strategy';
/** Topic of a binding. */
export const DESTINATION = 'destination';

/** Source: Spring Boot 4.0, KafkaProperties.Listener. */
const OF_LISTENER: Readonly<Record<string, string>> = {
  'listener.concurrency': THREADS,
  'listener.ackmode': ACK_MODE,
};

const BINDING = /^spring\.cloud\.stream\.bindings\.([^.]+)\.(.+)$/i;
/** Source: Spring Cloud Stream, consumer binding properties. */
const OF_BINDING: Readonly<Record<string, string>> = {
  group: 'group.id',
  destination: DESTINATION,
  'consumer.concurrency': THREADS,
};
const KAFKA_BINDING = /^spring\.cloud\.stream\.kafka\.bindings\.([^.]+)\.consumer\.([^.]+)$/i;
/** Source: Spring Cloud Stream, Kafka consumer properties. */
const OF_KAFKA_BINDING: Readonly<Record<string, string>> = {
  ackmode: ACK_MODE,
  autocommitoffset: AUTO_COMMIT_OFFSET,
  startoffset: 'auto.offset.reset',
};
/** Source: Spring Cloud Stream, Kafka binder properties. */
const BINDER_TRANSACTION = /^spring\.cloud\.stream\.kafka\.binder\.transaction\.transaction-?id-?prefix$/i;
/** Names of bindings that only write, as functions get them. */
const WRITES = /-out-\d+$|^output$/i;

/** What Spring Cloud Stream has by names of its own. */
function ofBinding(name: string): FrameworkName | null {
  const of = (BINDING.exec(name) ?? KAFKA_BINDING.exec(name))?.[1];
  if (of !== undefined && !WRITES.test(of)) {
    const own =
      OF_BINDING[canonical(BINDING.exec(name)?.[2] ?? '')] ??
      OF_KAFKA_BINDING[canonical(KAFKA_BINDING.exec(name)?.[2] ?? '')];
    const home = `spring.cloud.stream.kafka.bindings.${of}.consumer.configuration.`;
    return own === undefined ? null : { framework: 'Spring', side: 'consumer', name: own, home, of };
  }
  const home = 'spring.cloud.stream.kafka.binder.producer-properties.';
  return BINDER_TRANSACTION.test(name)
    ? { framework: 'Spring', side: 'producer', name: 'transactional.id', home, of: null }
    : null;
}

function ofSpringCloud(name: string): FrameworkName | null {
  const [, home, of, side, rest] = SPRING_CLOUD.exec(name) ?? [];
  return home === undefined || rest === undefined
    ? null
    : { framework: 'Spring', side: sideOf(side), name: rest, home, of: of ?? null };
}

function ofChannel(name: string): FrameworkName | null {
  const [, home, way, channel, rest] = SMALLRYE.exec(name) ?? [];
  if (home === undefined || rest === undefined) return null;
  const incoming = way === 'incoming';
  const own = incoming && /^(partitions|concurrency)$/.test(rest) ? THREADS : rest;
  return {
    framework: 'SmallRye',
    side: incoming ? 'consumer' : 'producer',
    name: own,
    home,
    of: incoming ? (channel ?? null) : null,
  };
}

function ofMicronaut(name: string): FrameworkName | null {
  const [, home, kind, id, rest] = MICRONAUT.exec(name) ?? [];
  if (home === undefined || rest === undefined) return null;
  const of = id === 'default' ? null : (id ?? null);
  return { framework: 'Micronaut', side: kind === 'consumers' ? 'consumer' : 'producer', name: rest, home, of };
}

function ofAll(name: string): FrameworkName | null {
  const [, home, client, rest] = FOR_ALL.exec(name) ?? [];
  if (home === undefined || rest === undefined) return null;
  const own = home.startsWith('quarkus') ? rest.replaceAll('-', '.') : rest;
  return {
    framework: 'Quarkus',
    side: home.startsWith('kafka.') ? sideOf(client) : 'streams',
    name: own,
    home,
    of: null,
  };
}

function sideOf(word: string | undefined): FrameworkSide {
  const side = word?.toLowerCase();
  return side === 'consumer' || side === 'producer' || side === 'streams' || side === 'admin' ? side : null;
}

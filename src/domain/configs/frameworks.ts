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
  return ofSpring(name) ?? ofSpringCloud(name) ?? ofChannel(name) ?? ofMicronaut(name) ?? ofAll(name);
}

function ofSpring(name: string): FrameworkName | null {
  const [, section, rest] = SPRING.exec(name) ?? [];
  if (rest === undefined) return null;
  const side = sideOf(section);
  const home = `spring.kafka.${section === undefined ? 'consumer' : section.toLowerCase()}.properties.`;
  const own =
    AS_IT_IS.exec(rest)?.[1] ?? SPRING_KEYS[section?.toLowerCase() ?? 'common']?.[canonical(rest)]?.name ?? null;
  const threads = section === undefined && canonical(rest) === 'listener.concurrency';
  return { framework: 'Spring', side: threads ? 'consumer' : side, name: threads ? THREADS : own, home, of: null };
}

/** Consumers in each instance, whatever the framework calls them. */
export const THREADS = 'listener.concurrency';

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

import type { ConsumerClient } from '../consumers/request.ts';
import type { Premises, Service } from './premises.ts';
import type { Topic } from './topic.ts';

/** Who writes to topics: a service, or the connector that publishes its outbox. */
export interface Writer {
  /** `order-service`, or `order-service-outbox`; also its principal. */
  readonly id: string;
  readonly service: Service;
  readonly outbox: boolean;
  /** The library that hashes the keys. */
  readonly client: ConsumerClient;
  /** In order of their names. */
  readonly topics: readonly Topic[];
  /** Readers of these topics that decode no codec but gzip unless they are given one. In order. */
  readonly gzipReaders: readonly string[];
}

/** In order of their names. With an outbox the connector writes, and the service itself needs no access at all. */
export function writersOf(topics: readonly Topic[], { services }: Premises): Writer[] {
  return services.flatMap((service) => {
    const written = topics.filter(({ writers }) => writers.includes(service.id));
    if (written.length === 0) return [];
    // A connector reads the log of the database: nothing is written twice.
    const outbox = service.database === true && service.client !== 'connect';
    const gzipReaders = services.filter(
      ({ id, client }) => client === 'kafkajs' && written.some(({ readers }) => readers.includes(id)),
    );
    return [
      {
        id: outbox ? `${service.id}-outbox` : service.id,
        service,
        outbox,
        client: outbox ? ('connect' as const) : service.client,
        topics: written,
        gzipReaders: gzipReaders.map(({ id }) => id),
      },
    ];
  });
}

/** librdkafka hashes keys with CRC32 unless told otherwise; all others use murmur2. */
export const hashesOtherwise = ({ client }: Writer): boolean => client === 'librdkafka';

/** The writer shares a topic, or topics that are read together, with one that hashes keys in another way. */
export function mixesHashing(writer: Writer, writers: readonly Writer[]): boolean {
  const together = new Set(
    writer.topics.flatMap(({ name, key, coPartitioned }) => (key === null ? [] : [name, ...coPartitioned])),
  );
  return writers.some(
    (other) =>
      hashesOtherwise(other) !== hashesOtherwise(writer) && other.topics.some(({ name }) => together.has(name)),
  );
}

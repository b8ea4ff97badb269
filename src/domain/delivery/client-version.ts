import type { ExactlyOnceRequest } from './request.ts';

/** Release of librdkafka as `1.5`; null: not given, or nothing that can be read. Kafka's own releases mean nothing to it. */
export function librdkafkaVersion({ client, client_version }: ExactlyOnceRequest): string | null {
  if (client !== 'librdkafka') return null;
  return /^v?(\d+\.\d+)(\.\d+)?$/.exec(client_version?.trim() ?? '')?.[1] ?? null;
}

/** The first librdkafka with transactions (KIP-98). Source: release notes of librdkafka 1.4.0. */
export const LIBRDKAFKA_TRANSACTIONS = '1.4';
/** The first that sends the group generation with the offsets (KIP-447). Source: release notes of librdkafka 1.6.0. */
export const LIBRDKAFKA_GROUP_FENCING = '1.6';

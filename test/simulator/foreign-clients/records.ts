import type { Kafka, KafkaMessage } from 'kafkajs';
import { waitUntil } from '../../../sandbox/wait.ts';

/** What a client sends, and what comes back of it. */
export interface PlainRecord {
  readonly partition: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

const hex = (bytes: Buffer | string | null | undefined) =>
  bytes === null || bytes === undefined ? null : Buffer.from(bytes).toString('hex');

/** A received message, its bytes as hexadecimal digits. */
export function plainRecord(partition: number, { key, value, headers = {} }: KafkaMessage): PlainRecord {
  return {
    partition,
    key: hex(key),
    value: hex(value),
    headers: Object.fromEntries(Object.entries(headers).map(([name, each]) => [name, hex(each?.toString()) ?? ''])),
  };
}

/** Records of all kinds, by partition in the order in which they are sent: empty, absent, binary, long, with headers. */
export function recordsFor(partitions: number, perPartition: number): readonly PlainRecord[] {
  return Array.from({ length: partitions * perPartition }, (_, index): PlainRecord => {
    const number = Math.floor(index / partitions);
    const binary = Buffer.from([index & 0xff, 0, 0xff, 0x80]).toString('hex');
    return {
      partition: index % partitions,
      key: number % 5 === 0 ? null : hex(`key ${number}`),
      value: number % 7 === 3 ? '' : number % 7 === 5 ? null : `${binary.repeat(1 + (number % 40))}`,
      headers: number % 3 === 0 ? { number: hex(String(number)) ?? '', grösse: hex('ß') ?? '' } : {},
    };
  });
}

/** What kafkajs sends for a record. */
export function asMessage({ partition, key, value, headers }: PlainRecord) {
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text, 'hex'));
  return {
    partition,
    key: bytes(key),
    value: bytes(value),
    headers: Object.fromEntries(Object.entries(headers).map(([name, each]) => [name, Buffer.from(each, 'hex')])),
  };
}

/** The records of each partition in order: what has to be the same on the way in and out. */
export function byPartition(records: readonly PlainRecord[]): ReadonlyMap<number, readonly PlainRecord[]> {
  const lists = new Map<number, PlainRecord[]>();
  for (const record of records) lists.set(record.partition, [...(lists.get(record.partition) ?? []), record]);
  return new Map([...lists].sort(([a], [b]) => a - b));
}

/** Reads a topic from its beginning with a group of its own, until as many records are there. */
export async function readAll(
  kafka: Kafka,
  topic: string,
  count: number,
  groupId: string,
): Promise<readonly PlainRecord[]> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  const found: PlainRecord[] = [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => void found.push(plainRecord(partition, message)),
    });
    await waitUntil(() => found.length >= count, { timeoutMs: 10_000, everyMs: 20, what: `Reading ${topic}` });
  } finally {
    await consumer.disconnect();
  }
  return found;
}

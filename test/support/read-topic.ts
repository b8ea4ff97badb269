import { askBroker } from '../../sandbox/ask-broker.ts';
import { fetch } from '../../src/kafka/protocol/apis/01-fetch.ts';
import { metadata } from '../../src/kafka/protocol/apis/03-metadata.ts';
import type { KafkaRecord } from '../../src/kafka/protocol/records/batch.ts';
import { decodeBatches } from '../../src/kafka/protocol/records/decode.ts';

/** Brokers of 3.0 to 4.4 know these. */
const METADATA_VERSION = 9;
const FETCH_VERSION = 12;

/** Every record of a topic of a cluster with one broker, read with our own codec; markers of transactions are left out. */
export async function readTopic(address: string, topic: string): Promise<KafkaRecord[]> {
  const { topics } = await askBroker(address, metadata, METADATA_VERSION, { topics: [{ name: topic }] });
  const records: KafkaRecord[] = [];
  for (const { partitionIndex } of topics.flatMap(({ partitions }) => partitions)) {
    records.push(...(await readPartition(address, topic, partitionIndex)));
  }
  return records;
}

async function readPartition(address: string, topic: string, partition: number): Promise<KafkaRecord[]> {
  const records: KafkaRecord[] = [];
  let fetchOffset = 0n;
  for (;;) {
    const wanted = { partition, fetchOffset, partitionMaxBytes: 1_000_000 };
    const limits = { maxWaitMs: 0, minBytes: 0 };
    const topics = [{ topic, partitions: [wanted] }];
    const { responses } = await askBroker(address, fetch, FETCH_VERSION, { ...limits, topics });
    const [found] = responses.flatMap(({ partitions }) => partitions);
    if (found === undefined || found.errorCode !== 0) throw new Error(`${topic}-${partition}: ${found?.errorCode}`);
    for (const batch of found.records === null ? [] : decodeBatches(found.records).batches) {
      if (batch.magic !== 2 || batch.records === null)
        throw new Error(`${topic}-${partition}: a batch that is not read`);
      if (!batch.isControl) records.push(...batch.records);
      fetchOffset = batch.baseOffset + BigInt(batch.lastOffsetDelta) + 1n;
    }
    if (fetchOffset >= found.highWatermark) return records;
  }
}

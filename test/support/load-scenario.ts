import type { Kafka, Transaction } from 'kafkajs';
import { askBroker } from '../../sandbox/ask-broker.ts';
import { quietClient } from '../../sandbox/client.ts';
import { createTopics } from '../../sandbox/topics.ts';
import { fetch } from '../../src/kafka/protocol/apis/01-fetch.ts';
import type { RecordBatch } from '../../src/kafka/protocol/records/batch.ts';
import { readControlRecord } from '../../src/kafka/protocol/records/control.ts';
import { decodeBatches } from '../../src/kafka/protocol/records/decode.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { plantGroups } from './plant.ts';

const FETCH_VERSION = 12;

/** What has to be ended before the cluster stops. */
export interface LoadedScenario {
  close(): Promise<void>;
}

/**
 * Loads a scenario whose records and commits all lie before `startMs` into real brokers with the same ids, through kafkajs:
 * topics with the placement and settings of the simulated cluster, its records with their timestamps, batch by batch, its
 * transactions, deletions and commits. `__consumer_offsets` is made in the same way, so that both clusters have the same
 * coordinators. An open transaction stays open until `close`.
 */
export async function loadScenario(
  scenario: ScenarioInput,
  startMs: number,
  bootstrapServers: string,
): Promise<LoadedScenario> {
  const whole = { ...scenario, topics: (scenario.topics ?? []).map((topic) => ({ ...topic, deleted_below: [] })) };
  const source = await startSimulatedCluster(whole, { startMs });
  const kafka = quietClient('load', bootstrapServers);
  try {
    const topics = [...source.state.topics.values()].map(({ name, partitions, configs }) => ({
      topic: name,
      replicaAssignment: partitions.map(({ index, replicas }) => ({ partition: index, replicas: [...replicas] })),
      configEntries: [...configs].map(([key, value]) => ({ name: key, value })),
    }));
    await createTopics(bootstrapServers, topics);
    const closing = await copyRecords(kafka, scenario, source);
    await deleteRecords(kafka, scenario);
    const groups = (scenario.groups ?? []).map(({ name, committed = {} }) => ({ group: name, offsets: committed }));
    await plantGroups(bootstrapServers, groups);
    return {
      async close() {
        await Promise.all(closing.map((step) => step()));
      },
    };
  } finally {
    await source.close();
  }
}

type Step = () => Promise<unknown>;

/** Answers what is to be done to leave nothing open. */
async function copyRecords(kafka: Kafka, scenario: ScenarioInput, source: SimulatedCluster): Promise<Step[]> {
  const closing: Step[] = [];
  // Not idempotent, since the simulated records are of nobody; so nothing is sent twice either.
  const producer = kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 0 } });
  await producer.connect();
  try {
    for (const { name: topic } of scenario.topics ?? []) {
      for (const { index: partition } of source.state.topic(topic)?.partitions ?? []) {
        let open: Transaction | null = null;
        for (const batch of await readBatches(source, topic, partition)) {
          const [first] = batch.records ?? [];
          if (batch.isControl && first !== undefined) {
            await (readControlRecord(first).type === 'COMMIT' ? open?.commit() : open?.abort());
            open = null;
            continue;
          }
          const messages = (batch.records ?? []).map(({ key, value, timestamp }) => ({
            partition,
            key,
            value,
            timestamp: String(timestamp),
          }));
          if (batch.isTransactional) open = await begin(kafka, scenario, batch.producerId, closing);
          await (open ?? producer).send({ topic, messages, acks: -1 });
        }
        const left = open;
        if (left !== null) closing.unshift(() => left.abort());
      }
    }
  } finally {
    await producer.disconnect();
  }
  return closing;
}

async function begin(
  kafka: Kafka,
  { transactions = [] }: ScenarioInput,
  producerId: bigint | null,
  closing: Step[],
): Promise<Transaction> {
  const wanted = transactions.find(({ producer_id }) => BigInt(producer_id) === producerId);
  if (wanted === undefined) throw new Error(`the scenario has no transaction of producer ${producerId}`);
  const producer = kafka.producer({
    transactionalId: wanted.transactional_id,
    transactionTimeout: wanted.timeout_ms ?? 60_000,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  closing.push(() => producer.disconnect());
  return producer.transaction();
}

async function readBatches(
  source: SimulatedCluster,
  topic: string,
  partition: number,
): Promise<readonly RecordBatch[]> {
  const leader = source.state.broker(source.state.partition(topic, partition)?.leader ?? null);
  const wanted = { partition, fetchOffset: 0n, partitionMaxBytes: 50_000_000 };
  const request = { maxWaitMs: 0, minBytes: 0, topics: [{ topic, partitions: [wanted] }] };
  const { responses } = await askBroker(`${leader?.host}:${leader?.port}`, fetch, FETCH_VERSION, request);
  const bytes = responses[0]?.partitions[0]?.records ?? Buffer.alloc(0);
  return decodeBatches(bytes).batches.flatMap((batch) => (batch.magic === 2 ? [batch] : []));
}

async function deleteRecords(kafka: Kafka, { topics = [] }: ScenarioInput): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    for (const { name: topic, deleted_below = [] } of topics) {
      const partitions = deleted_below.map((offset, partition) => ({ partition, offset: String(offset) }));
      if (partitions.length === 0) continue;
      // kafkajs deletes only where it has looked at the topic before.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions });
    }
  } finally {
    await admin.disconnect();
  }
}

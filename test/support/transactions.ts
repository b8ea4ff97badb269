import { askBroker } from '../../sandbox/ask-broker.ts';
import { quietClient } from '../../sandbox/client.ts';
import { waitUntil } from '../../sandbox/wait.ts';
import type { Api, RequestOf, ResponseOf } from '../../src/kafka/protocol/api.ts';
import { produce } from '../../src/kafka/protocol/apis/00-produce.ts';
import { findCoordinator } from '../../src/kafka/protocol/apis/10-find-coordinator.ts';
import { initProducerId } from '../../src/kafka/protocol/apis/22-init-producer-id.ts';
import { encodeBatch } from '../../src/kafka/protocol/records/encode.ts';

/** Brokers of 3.9 to 4.3 know these; below Produce v12 a partition is not added to the transaction by its first batch. */
const VERSIONS = { findCoordinator: 4, initProducerId: 4, produce: 7 };

const PATIENCE = { timeoutMs: 30_000, everyMs: 500 };

export interface TransactionalWriter {
  send(topic: string, records: number): Promise<void>;
  sendOffsets(group: string, topic: string, offsets: readonly number[]): Promise<void>;
  commit(): Promise<void>;
  abort(): Promise<void>;
  disconnect(): Promise<void>;
}

/** A producer of kafkajs with a transaction that is open until it is ended. Records go to partition 0. */
export async function beginTransaction(
  bootstrapServers: string,
  transactionalId: string,
  timeoutMs: number,
): Promise<TransactionalWriter> {
  const producer = quietClient(transactionalId, bootstrapServers).producer({
    transactionalId,
    transactionTimeout: timeoutMs,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  const transaction = await producer.transaction();
  return {
    async send(topic, records) {
      const messages = Array.from({ length: records }, () => ({ partition: 0, value: 'v' }));
      await transaction.send({ topic, messages });
    },
    async sendOffsets(group, topic, offsets) {
      const partitions = offsets.map((offset, partition) => ({ partition, offset: String(offset) }));
      await transaction.sendOffsets({ consumerGroupId: group, topics: [{ topic, partitions }] });
    },
    commit: () => transaction.commit(),
    abort: () => transaction.abort(),
    disconnect: () => producer.disconnect(),
  };
}

/**
 * Writes a transactional batch to partition 0 of a topic that its coordinator never hears of, so that nobody ever ends it.
 * `timestampMs` is the producer's clock. One broker that does not verify partitions of transactions takes it.
 */
export async function writeHangingBatch(
  address: string,
  topic: string,
  transactionalId: string,
  timestampMs: number,
): Promise<void> {
  const ask = <A extends Api>(api: A, version: number, body: RequestOf<A>): Promise<ResponseOf<A>> =>
    askBroker(address, api, version, body);
  let producer: { producerId: bigint; producerEpoch: number } | null = null;
  const initialised = async () => {
    await ask(findCoordinator, VERSIONS.findCoordinator, { keyType: 1, coordinatorKeys: [transactionalId] });
    const answer = await ask(initProducerId, VERSIONS.initProducerId, {
      transactionalId,
      transactionTimeoutMs: 60_000,
    });
    producer = answer.errorCode === 0 ? answer : null;
    return producer !== null;
  };
  await waitUntil(initialised, { ...PATIENCE, what: 'Waiting for a producer id' });
  if (producer === null) throw new Error('no producer id');
  const { producerId, producerEpoch } = producer;
  const records = encodeBatch({
    baseOffset: 0n,
    isTransactional: true,
    producerId,
    producerEpoch,
    baseSequence: 0,
    records: Array.from({ length: 3 }, (_, index) => ({
      offset: BigInt(index),
      timestamp: timestampMs,
      key: null,
      value: Buffer.from('v'),
    })),
  });
  const { responses } = await ask(produce, VERSIONS.produce, {
    transactionalId,
    acks: -1,
    timeoutMs: 30_000,
    topicData: [{ name: topic, partitionData: [{ index: 0, records }] }],
  });
  const code = responses[0]?.partitionResponses[0]?.errorCode;
  if (code !== 0) throw new Error(`Produce of a hanging batch: error ${code}`);
}

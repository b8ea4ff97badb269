import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askBroker } from '../../sandbox/ask-broker.ts';
import { produce } from '../../src/kafka/protocol/apis/00-produce.ts';
import { describeProducers } from '../../src/kafka/protocol/apis/61-describe-producers.ts';
import { errorName } from '../../src/kafka/protocol/errors.ts';
import type { RecordBatchInput } from '../../src/kafka/protocol/records/batch.ts';
import { encodeBatch } from '../../src/kafka/protocol/records/encode.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import { scenario, ZERO_MS } from './build.ts';

const record = { offset: 0n, timestamp: ZERO_MS, key: Buffer.from('k'), value: Buffer.from('v') };
const HOUR_MS = 3_600_000;

let cluster: SimulatedCluster;
beforeAll(async () => {
  const topics = [
    { name: 'log', configs: { 'max.message.bytes': '500' } },
    { name: 'table', configs: { 'cleanup.policy': 'compact' } },
    { name: 'idempotent' },
  ];
  cluster = await startSimulatedCluster(scenario({ brokers: [{ id: 1 }], topics }), { startMs: ZERO_MS });
});
afterAll(() => cluster?.close());

async function send(topic: string, records: Buffer) {
  const topicData = [{ name: topic, partitionData: [{ index: 0, records }] }];
  const answer = await askBroker(cluster.bootstrapServers, produce, 9, { acks: -1, timeoutMs: 100, topicData });
  const { errorCode, baseOffset, recordErrors } = answer.responses[0]?.partitionResponses[0] ?? {};
  return { error: errorName(errorCode ?? -1), baseOffset, refused: recordErrors?.map(({ batchIndex }) => batchIndex) };
}

const batch = (more: Partial<RecordBatchInput> = {}) => encodeBatch({ baseOffset: 0n, records: [record], ...more });
const end = (topic: string) => cluster.state.partition(topic, 0)?.log.end(ZERO_MS);

describe('nothing is appended of', () => {
  const broken = batch();
  broken.writeUInt8(0xff, broken.length - 1);
  const keyless = [record, { ...record, offset: 1n, key: null }];
  it.each<[string, string, Buffer, string, number[]]>([
    ['a batch whose checksum is wrong', 'log', broken, 'CORRUPT_MESSAGE', []],
    ['half a batch', 'log', batch().subarray(0, 65), 'CORRUPT_MESSAGE', []],
    ['no batch', 'log', Buffer.alloc(0), 'INVALID_RECORD', []],
    ['two batches', 'log', Buffer.concat([batch(), batch()]), 'INVALID_RECORD', []],
    ['a batch with a gap', 'log', batch({ records: [record, { ...record, offset: 2n }] }), 'INVALID_RECORD', []],
    [
      'more than the topic takes',
      'log',
      batch({ records: [{ ...record, value: Buffer.alloc(500) }] }),
      'MESSAGE_TOO_LARGE',
      [],
    ],
    ['a record without a key in a compacted topic', 'table', batch({ records: keyless }), 'INVALID_RECORD', [1]],
    [
      'a record from more than an hour ahead',
      'log',
      batch({ records: [{ ...record, timestamp: ZERO_MS + HOUR_MS + 1 }] }),
      'INVALID_TIMESTAMP',
      [0],
    ],
    [
      'a transaction without its id',
      'log',
      batch({ isTransactional: true, producerId: 1n, producerEpoch: 0, baseSequence: 0 }),
      'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
      [],
    ],
  ])('%s', async (_, topic, bytes, error, refused) => {
    expect(await send(topic, bytes)).toEqual({ error, baseOffset: -1n, refused });
    expect(end(topic)).toBe(0n);
  });
});

it('a batch of an idempotent producer that comes twice is there once, and DescribeProducers knows it', async () => {
  const of = (baseSequence: number) => batch({ producerId: 42n, producerEpoch: 3, baseSequence });
  expect(await send('idempotent', of(0))).toMatchObject({ error: 'NONE', baseOffset: 0n });
  expect(await send('idempotent', of(1))).toMatchObject({ error: 'NONE', baseOffset: 1n });
  expect(await send('idempotent', of(0))).toMatchObject({ error: 'NONE', baseOffset: 0n });
  expect(await send('idempotent', of(5))).toMatchObject({ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER', baseOffset: -1n });
  expect(end('idempotent')).toBe(2n);
  const request = { topics: [{ name: 'idempotent', partitionIndexes: [0] }] };
  const { topics } = await askBroker(cluster.bootstrapServers, describeProducers, 0, request);
  expect(topics[0]?.partitions[0]?.activeProducers).toMatchObject([
    { producerId: 42n, producerEpoch: 3, lastSequence: 1, currentTxnStartOffset: -1n },
  ]);
});

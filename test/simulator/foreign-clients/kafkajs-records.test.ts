import { CompressionTypes, type Consumer, type Kafka, Partitioners, type ProducerConfig } from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { quietClient } from '../../../sandbox/client.ts';
import { waitUntil } from '../../../sandbox/wait.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import { scenario } from '../build.ts';
import { asMessage, byPartition, plainRecord, readAll, recordsFor } from './records.ts';

const PARTITIONS = 4;
const topic = (name: string) => ({ name, partitions: PARTITIONS, replication_factor: 2 });

let cluster: SimulatedCluster;
let kafka: Kafka;
const running: Consumer[] = [];

beforeAll(async () => {
  const topics = ['plain', 'idempotent', 'gzip', 'no-answer', 'shared', 'resumed', 'batches'].map(topic);
  cluster = await startSimulatedCluster(scenario({ topics }));
  kafka = quietClient('records', cluster.bootstrapServers);
});
afterEach(() => Promise.all(running.splice(0).map((consumer) => consumer.disconnect())));
afterAll(() => cluster?.close());

const wait = (check: () => boolean, what: string) => waitUntil(check, { timeoutMs: 10_000, everyMs: 20, what });

describe('what kafkajs produces comes back, byte for byte and in order', () => {
  const kinds: [string, ProducerConfig, CompressionTypes, number][] = [
    ['plain', {}, CompressionTypes.None, -1],
    ['idempotent', { idempotent: true, maxInFlightRequests: 1 }, CompressionTypes.None, -1],
    ['gzip', {}, CompressionTypes.GZIP, 1],
    ['no-answer', {}, CompressionTypes.None, 0],
  ];
  it.each(kinds)('%s', async (name, config, compression, acks) => {
    const sent = recordsFor(PARTITIONS, 60);
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, ...config });
    await producer.connect();
    // Three sends, so that batches follow one another.
    for (const part of [sent.slice(0, 90), sent.slice(90, 95), sent.slice(95)]) {
      await producer.send({ topic: name, compression, acks, messages: part.map(asMessage) });
    }
    await producer.disconnect();
    const received = await readAll(kafka, name, sent.length, `reads-${name}`);
    expect(byPartition(received)).toEqual(byPartition(sent));
  });
});

async function join(groupId: string, name: string, each: (partition: number, value: string) => void) {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, heartbeatInterval: 100, sessionTimeout: 10_000 });
  running.push(consumer);
  let owned: readonly number[] = [];
  consumer.on('consumer.group_join', ({ payload }) => {
    owned = payload.memberAssignment[name] ?? [];
  });
  await consumer.connect();
  await consumer.subscribe({ topic: name, fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ partition, message }) => each(partition, message.value?.toString() ?? ''),
  });
  return { consumer, owned: () => [...owned].sort((a, b) => a - b) };
}

async function send(name: string, values: readonly string[]): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({
    topic: name,
    messages: values.map((value, index) => ({ partition: index % PARTITIONS, value })),
  });
  await producer.disconnect();
}

it('two members share a topic, and when one leaves the other takes over', async () => {
  const seen: string[][] = [[], []];
  const first = await join('sharing', 'shared', (_, value) => seen[0]?.push(value));
  const second = await join('sharing', 'shared', (_, value) => seen[1]?.push(value));
  await wait(() => first.owned().length === 2 && second.owned().length === 2, 'The division');
  expect([...first.owned(), ...second.owned()].sort()).toEqual([0, 1, 2, 3]);
  const early = Array.from({ length: 8 }, (_, index) => `early ${index}`);
  await send('shared', early);
  await wait(() => seen.flat().length === early.length, 'Reading the first records');
  expect(seen.map(({ length }) => length)).toEqual([4, 4]);

  await second.consumer.disconnect();
  await wait(() => first.owned().length === PARTITIONS, 'The rebalance');
  const late = Array.from({ length: 4 }, (_, index) => `late ${index}`);
  await send('shared', late);
  await wait(() => seen.flat().length === early.length + late.length, 'Reading what came later');
  expect(seen[0]?.slice(4).sort()).toEqual(late);
  expect(seen.flat().sort()).toEqual([...early, ...late].sort());
});

it('goes on where it committed', async () => {
  const values = (from: number) => Array.from({ length: 20 }, (_, index) => `value ${from + index}`);
  const seen: string[] = [];
  await send('resumed', values(0));
  const first = await join('resuming', 'resumed', (_, value) => seen.push(value));
  await wait(() => seen.length === 20, 'The first reading');
  await first.consumer.disconnect();
  const admin = kafka.admin();
  await admin.connect();
  const [committed] = await admin.fetchOffsets({ groupId: 'resuming', topics: ['resumed'] });
  await admin.disconnect();
  expect(committed?.partitions.map(({ offset }) => offset)).toEqual(['5', '5', '5', '5']);
  await send('resumed', values(20));
  await join('resuming', 'resumed', (_, value) => seen.push(value));
  await wait(() => seen.length >= 40, 'The second reading');
  expect(seen.sort()).toEqual([...values(0), ...values(20)].sort());
});

it('hands out whole batches, and lets a consumer commit inside one', async () => {
  const sent = recordsFor(PARTITIONS, 50);
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic: 'batches', messages: sent.map(asMessage) });
  await producer.disconnect();
  const consumer = kafka.consumer({ groupId: 'batching', maxWaitTimeInMs: 50 });
  running.push(consumer);
  const sizes: number[] = [];
  const received: ReturnType<typeof plainRecord>[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: 'batches', fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary, heartbeat }) => {
      sizes.push(batch.messages.length);
      for (const message of batch.messages) {
        received.push(plainRecord(batch.partition, message));
        resolveOffset(message.offset);
      }
      await heartbeat();
      await commitOffsetsIfNecessary({
        topics: [{ topic: 'batches', partitions: [{ partition: batch.partition, offset: '7' }] }],
      });
    },
  });
  await wait(() => received.length >= sent.length, 'Reading batches');
  expect(sizes).toEqual([50, 50, 50, 50]);
  expect(byPartition(received)).toEqual(byPartition(sent));
});

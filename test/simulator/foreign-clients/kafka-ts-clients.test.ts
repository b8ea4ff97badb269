import { API, saslPlain, saslScramSha256, saslScramSha512 } from 'kafka-ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../../sandbox/wait.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import { scenario } from '../build.ts';
import { clientOf } from './kafka-ts-client.ts';

const PARTITIONS = 3;

const wait = (check: () => boolean, what: string) => waitUntil(check, { timeoutMs: 10_000, everyMs: 20, what });

describe.each(['3.0', '4.4'] as const)('records of kafka-ts on %s', (release) => {
  let cluster: SimulatedCluster;
  const cleanUp: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const topics = ['orders', 'shared'].map((name) => ({ name, partitions: PARTITIONS, replication_factor: 3 }));
    cluster = await startSimulatedCluster(scenario({ release, topics }));
  });
  afterEach(() => Promise.all(cleanUp.splice(0).map((step) => step())));
  afterAll(() => cluster?.close());

  const message = (topic: string, index: number) => ({
    topic,
    partition: index % PARTITIONS,
    key: index % 4 === 0 ? null : `schlüssel ${index}`,
    value: index % 9 === 5 ? null : 'ü'.repeat(index * 7),
    headers: index % 2 === 0 ? { number: String(index) } : {},
    timestamp: BigInt(Date.now() - 1_000 + index),
  });
  type Sent = ReturnType<typeof message>;
  const byPartition = (list: readonly Sent[]) =>
    Array.from({ length: PARTITIONS }, (_, partition) => list.filter((each) => each.partition === partition));

  async function send(messages: readonly Sent[]): Promise<void> {
    const producer = clientOf(cluster).createProducer({});
    cleanUp.push(() => producer.close());
    await producer.send(messages.map((each) => ({ ...each })));
  }

  async function consume(topic: string, groupId: string | null, received: Sent[]) {
    const consumer = await clientOf(cluster).startConsumer({
      topics: [topic],
      groupId,
      fromBeginning: true,
      maxWaitMs: 50,
      onBatch: (batch) => {
        for (const { partition, key, value, headers, timestamp } of batch)
          received.push({ topic, partition, key, value, headers, timestamp });
      },
    });
    cleanUp.push(() => consumer.close());
    return consumer;
  }

  it.each([
    ['with a group', 'readers'],
    ['without a group', null],
  ])('come back in order, %s', async (_, groupId) => {
    const sent = Array.from({ length: 30 }, (_each, index) => message('orders', index));
    if (groupId !== null) await send(sent);
    const received: Sent[] = [];
    await consume('orders', groupId, received);
    await wait(() => received.length >= sent.length, 'Reading');
    const values = (list: readonly Sent[]) =>
      byPartition(list).map((own) => own.map(({ key, value, headers }) => [key, value, headers]));
    expect(values(received)).toEqual(values(sent));
  });

  it('are divided among two members, and one leaves and the other goes on', async () => {
    const received: [Sent[], Sent[]] = [[], []];
    await consume('shared', 'sharing', received[0]);
    const second = await consume('shared', 'sharing', received[1]);
    const members = () => cluster.state.groups.get('sharing')?.membership;
    await wait(() => members()?.state === 'Stable' && members()?.list().length === 2, 'The division');
    const first = Array.from({ length: 9 }, (_, index) => message('shared', index));
    await send(first);
    await wait(() => received.flat().length === first.length, 'Reading as two');
    expect(received.map(({ length }) => length).sort()).toEqual([3, 6]);
    await second.close();
    await wait(() => members()?.state === 'Stable' && members()?.list().length === 1, 'The rebalance');
    await send(Array.from({ length: 9 }, (_, index) => message('shared', index + 9)));
    await wait(() => received.flat().length === 18, 'Reading alone');
    expect(byPartition(received.flat()).map(({ length }) => length)).toEqual([6, 6, 6]);
  });
});

describe('logins of kafka-ts', () => {
  let cluster: SimulatedCluster;
  const user = { username: 'alice', password: 'wonderland' };
  beforeAll(async () => {
    cluster = await startSimulatedCluster(scenario({ users: [user] }));
  });
  afterAll(() => cluster?.close());

  it.each([
    ['PLAIN', saslPlain],
    ['SCRAM-SHA-256', saslScramSha256],
    ['SCRAM-SHA-512', saslScramSha512],
  ])('%s', async (_, sasl) => {
    const good = clientOf(cluster, { sasl: sasl(user) }).createCluster();
    await good.connect();
    expect(
      (await good.sendRequest(API.DESCRIBE_CLUSTER, { includeClusterAuthorizedOperations: false })).brokers,
    ).toHaveLength(3);
    await good.disconnect();
    const bad = clientOf(cluster, { sasl: sasl({ ...user, password: 'looking-glass' }) }).createCluster();
    await expect(bad.connect()).rejects.toThrow();
    await bad.disconnect();
  });
});

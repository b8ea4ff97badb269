import { type Admin, ConfigResourceTypes } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietClient } from '../../../sandbox/client.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import { scenario, ZERO_MS } from '../build.ts';

let cluster: SimulatedCluster;
let admin: Admin;

beforeAll(async () => {
  cluster = await startSimulatedCluster(
    scenario({
      cluster_id: 'sim-1',
      topics: [
        {
          name: 'orders',
          partitions: 3,
          replication_factor: 3,
          configs: { 'retention.ms': '1000000000' },
          rates: [
            { from_s: -100, per_s: 3 },
            { from_s: -90, per_s: 0 },
          ],
          deleted_below: [4],
        },
      ],
      groups: [
        {
          name: 'billing',
          topics: ['orders'],
          members: [{ client_id: 'billing-1', per_s: 100, host: '10.0.0.7' }],
          assignor: 'range',
        },
        { name: 'archive', protocol_type: '', topics: ['orders'], committed: { orders: [5, null, 6] } },
      ],
    }),
    { startMs: ZERO_MS },
  );
  admin = quietClient('admin', cluster.bootstrapServers).admin();
  await admin.connect();
});
afterAll(async () => {
  await admin?.disconnect();
  await cluster?.close();
});

it('describes the cluster', async () => {
  const { brokers, clusterId, controller } = await admin.describeCluster();
  expect(clusterId).toBe('sim-1');
  expect(brokers.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`])).toEqual(
    cluster.bootstrapServers.split(',').map((server, index) => [index + 1, server]),
  );
  expect(controller).toBe(1);
});

it('lists topics and describes partitions', async () => {
  expect((await admin.listTopics()).sort()).toEqual(['__consumer_offsets', 'orders']);
  const { topics } = await admin.fetchTopicMetadata({ topics: ['orders'] });
  expect(
    topics[0]?.partitions.map(({ partitionId, leader, replicas, isr }) => [partitionId, leader, replicas, isr]),
  ).toEqual([
    [0, 1, [1, 2, 3], [1, 2, 3]],
    [1, 2, [2, 3, 1], [2, 3, 1]],
    [2, 3, [3, 1, 2], [3, 1, 2]],
  ]);
});

it('reads the offsets of a topic', async () => {
  const byPartition = async (offsets: Promise<{ partition: number }[]>) =>
    (await offsets).sort((a, b) => a.partition - b.partition);
  expect(await byPartition(admin.fetchTopicOffsets('orders'))).toEqual([
    { partition: 0, offset: '10', high: '10', low: '4' },
    { partition: 1, offset: '10', high: '10', low: '0' },
    { partition: 2, offset: '10', high: '10', low: '0' },
  ]);
  // Each partition gets a record a second from second −100 on.
  expect(await byPartition(admin.fetchTopicOffsetsByTimestamp('orders', ZERO_MS - 95_000))).toEqual([
    { partition: 0, offset: '4' },
    { partition: 1, offset: '4' },
    { partition: 2, offset: '4' },
  ]);
});

it('lists and describes groups', async () => {
  expect(await admin.listGroups()).toEqual({
    groups: expect.arrayContaining([
      { groupId: 'billing', protocolType: 'consumer' },
      { groupId: 'archive', protocolType: '' },
    ]),
  });
  const { groups } = await admin.describeGroups(['billing', 'archive', 'nobody']);
  const sorted = Object.fromEntries(
    groups.map(({ groupId, state, protocol, members }) => [groupId, [state, protocol, members.length]]),
  );
  expect(sorted).toEqual({ billing: ['Stable', 'range', 1], archive: ['Empty', '', 0], nobody: ['Dead', '', 0] });
  const [member] = groups.find(({ groupId }) => groupId === 'billing')?.members ?? [];
  expect(member).toMatchObject({ clientId: 'billing-1', clientHost: '/10.0.0.7' });
});

it('reads and sets the offsets of a group, and deletes it', async () => {
  const offsets = async () =>
    (await admin.fetchOffsets({ groupId: 'archive', topics: ['orders'] }))
      .flatMap(({ partitions }) => partitions)
      .sort((a, b) => a.partition - b.partition)
      .map(({ offset }) => offset);
  expect(await offsets()).toEqual(['5', '-1', '6']);
  await admin.setOffsets({ groupId: 'archive', topic: 'orders', partitions: [{ partition: 1, offset: '7' }] });
  expect(await offsets()).toEqual(['5', '7', '6']);
  expect(await admin.deleteGroups(['archive'])).toEqual([{ groupId: 'archive', errorCode: 0 }]);
  expect(await offsets()).toEqual(['-1', '-1', '-1']);
  expect((await admin.listGroups()).groups.map(({ groupId }) => groupId)).toEqual(['billing']);
});

it('refuses to set offsets under the feet of a member', async () => {
  const partitions = [{ partition: 0, offset: '1' }];
  await expect(admin.setOffsets({ groupId: 'billing', topic: 'orders', partitions })).rejects.toThrow(
    /no running instances.*Stable/,
  );
});

it('creates topics, and says what is wrong with others', async () => {
  const create = (topic: string, more: object = {}) =>
    admin.createTopics({ topics: [{ topic, numPartitions: 2, replicationFactor: 2, ...more }], waitForLeaders: true });
  expect(await create('new')).toBe(true);
  expect(await create('new')).toBe(false);
  const { topics } = await admin.fetchTopicMetadata({ topics: ['new'] });
  expect(topics[0]?.partitions.map(({ replicas }) => replicas.length)).toEqual([2, 2]);
  const reason = (creating: Promise<unknown>) =>
    creating.then(
      () => null,
      (error) => error.errors.map(({ type }: { type: string }) => type),
    );
  expect(await reason(create('bad name'))).toEqual(['INVALID_TOPIC_EXCEPTION']);
  expect(await reason(create('wide', { replicationFactor: 4 }))).toEqual(['INVALID_REPLICATION_FACTOR']);
  expect(await reason(create('odd', { configEntries: [{ name: 'retention.ms', value: 'long' }] }))).toEqual([
    'INVALID_CONFIG',
  ]);
  expect(await admin.listTopics()).not.toContain('odd');
});

it('describes settings', async () => {
  const resources = [
    { type: ConfigResourceTypes.TOPIC, name: 'orders', configNames: ['retention.ms', 'cleanup.policy'] },
  ];
  const answer = await admin.describeConfigs({ resources, includeSynonyms: false });
  const entries = answer.resources[0]?.configEntries.map(({ configName, configValue, isDefault, configSource }) => [
    configName,
    configValue,
    isDefault,
    configSource,
  ]);
  expect(entries).toEqual([
    ['cleanup.policy', 'delete', true, 5],
    ['retention.ms', '1000000000', false, 1],
  ]);
});

it('adds partitions', async () => {
  await admin.createTopics({ topics: [{ topic: 'growing', numPartitions: 1, replicationFactor: 1 }] });
  await admin.createPartitions({ topicPartitions: [{ topic: 'growing', count: 3 }] });
  const { topics } = await admin.fetchTopicMetadata({ topics: ['growing'] });
  expect(topics[0]?.partitions.map(({ partitionId }) => partitionId).sort()).toEqual([0, 1, 2]);
  await expect(admin.createPartitions({ topicPartitions: [{ topic: 'growing', count: 2 }] })).rejects.toThrow();
});

it('deletes topics, and no group that has members', async () => {
  await admin.createTopics({ topics: [{ topic: 'gone', numPartitions: 1, replicationFactor: 1 }] });
  await admin.deleteTopics({ topics: ['gone'] });
  expect(await admin.listTopics()).not.toContain('gone');
  await expect(admin.deleteGroups(['billing'])).rejects.toMatchObject({
    groups: [{ groupId: 'billing', errorCode: 68 }],
  });
});

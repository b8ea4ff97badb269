import { describe, expect, test } from 'vitest';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { scenario } from '../simulator/build.ts';
import { lookout } from './look.ts';

const base: Partial<ScenarioInput> = {
  topics: [
    {
      name: 'orders',
      assignment: [
        [1, 2],
        [2, 3],
      ],
      out_of_sync: [{ partition: 1, replicas: [3] }],
      configs: { 'retention.ms': '3600000', 'cleanup.policy': 'compact', 'min.insync.replicas': '2' },
      rates: [{ from_s: -600, per_s: 10 }],
    },
  ],
  groups: [{ name: 'g', topics: ['orders'], members: [{ client_id: 'w', per_s: 1 }] }],
  broker_configs: { 'offsets.retention.minutes': '1440', 'transaction.partition.verification.enable': 'false' },
};
const settingsOf = async (more: Partial<ScenarioInput> = {}) => {
  const { study } = await lookout(scenario({ ...base, ...more }));
  const { topics, cluster, gaps, missingTopics } = await study('g');
  return { orders: topics.get('orders') ?? null, topics, cluster, missingTopics, gaps };
};

test('of topics: what was set, what is the default, and where the replicas are', async () => {
  const { orders, gaps } = await settingsOf();
  expect(gaps).toEqual([]);
  expect(orders).toEqual({
    topicId: expect.stringMatching(/^[\w-]{22}$/),
    retentionMs: 3_600_000,
    retentionBytes: -1,
    cleanupPolicy: 'compact',
    timestampType: 'CreateTime',
    minInsyncReplicas: 2,
    replicationFactor: 2,
    partitions: [
      { partition: 0, leader: 1, replicas: [1, 2], isr: [1, 2] },
      { partition: 1, leader: 2, replicas: [2, 3], isr: [2] },
    ],
  });
});

describe('of the cluster', () => {
  test.each<[what: string, more: Partial<ScenarioInput>, expected: object]>([
    [
      '4.3',
      {},
      {
        brokers: 3,
        release: '4.3',
        offsetsRetentionMinutes: 1_440,
        consumerSessionTimeoutMs: 45_000,
        consumerHeartbeatIntervalMs: 5_000,
        transactionPartitionVerification: false,
      },
    ],
    [
      '3.0 has no settings of later releases',
      { release: '3.0', broker_configs: {} },
      { release: '3.0', consumerSessionTimeoutMs: null, transactionPartitionVerification: null },
    ],
    [
      'the oldest release counts in a rolling upgrade',
      { brokers: [{ id: 1, release: '4.3' }, { id: 2, release: '4.0' }, { id: 3 }] },
      { release: '4.0' },
    ],
    [
      'denied',
      { denied: [{ resource: 'cluster', operations: ['describe_configs'] }] },
      { release: '4.3', offsetsRetentionMinutes: null, transactionPartitionVerification: null },
    ],
  ])('%s', async (_what, more, expected) => {
    expect((await settingsOf(more)).cluster).toMatchObject(expected);
  });
});

test('denied settings are a gap, and what metadata tell is there all the same', async () => {
  const { orders, gaps } = await settingsOf({
    denied: [{ resource: 'topic', name: 'orders', operations: ['describe_configs'] }],
  });
  expect(orders).toMatchObject({ retentionMs: null, cleanupPolicy: null, replicationFactor: 2 });
  expect(gaps).toMatchObject([{ what: 'settings of topic orders', why: expect.stringMatching(/TOPIC_AUTHORIZATION/) }]);
});

test('topics that do not exist', async () => {
  const groups = [
    { name: 'g', topics: ['orders', 'gone'], members: [{ client_id: 'w', per_s: 1 }], committed: { deleted: [5] } },
  ];
  const { topics, missingTopics, gaps } = await settingsOf({ groups });
  expect(missingTopics.toSorted()).toEqual(['deleted', 'gone']);
  expect([...topics.keys()]).toEqual(['orders']);
  expect(gaps).toEqual([]);
});

test('of many groups: topics that are gone, and not one that was made anew with fewer partitions', async () => {
  const committed = [{ orders: [6_000, 6_000, 5, 5] }, { deleted: [5] }];
  const groups = committed.map((offsets, index) => ({
    name: `g-${index}`,
    topics: ['orders'],
    committed: offsets,
    protocol_type: '',
  }));
  const { look, background } = await lookout(scenario({ ...base, groups }));
  const { missingTopics, topics } = await background(await look({ kind: 'all' }), { deep: false });
  expect({ missingTopics, topics: topics.size }).toEqual({ missingTopics: ['deleted'], topics: 0 });
});

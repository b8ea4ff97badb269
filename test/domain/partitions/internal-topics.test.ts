import { describe, expect, it } from 'vitest';
import { internalTopicOf, refuseBrokerTopic } from '../../../src/domain/partitions/internal-topics.ts';
import type { TopicThroughput } from '../../../src/domain/partitions/observation.ts';
import { planPartitions } from '../../../src/domain/partitions/plan.ts';

const live = (topic: string, partitions: number): TopicThroughput => ({
  ...{ observedAtMs: 0, topic, brokers: 3, clusterReplicas: 300, fullestBroker: null, replicationFactor: 3 },
  ...{ cleanupPolicy: 'compact', remoteStorage: null, gaps: [], requests: 1 },
  partitions: Array.from({ length: partitions }, (_, partition) => ({
    ...{ partition, logStart: 0n, end: 0n, leaderBytes: 0n, points: [] },
  })),
});

describe('topics of the brokers', () => {
  it.each([
    '__consumer_offsets',
    '__transaction_state',
    '__share_group_state',
    '__cluster_metadata',
    ' __consumer_offsets ',
  ])('%s is refused', (topic) =>
    expect(() => refuseBrokerTopic(topic)).toThrow(/belongs to the brokers: never change its partitions/),
  );

  it.each(['orders', '__consumer_offsets_copy', 'constructor', '_schemas'])('%s is not', (topic) => {
    expect(() => refuseBrokerTopic(topic)).not.toThrow();
  });

  it('is refused as a live topic too', () => {
    expect(() => planPartitions({ expected_consumers: 20 }, live('__consumer_offsets', 50))).toThrow(
      /belongs to the brokers/,
    );
  });
});

describe('topics that a system keeps for itself', () => {
  it.each([
    ['shop-totals-changelog', /Kafka Streams/],
    ['shop-KSTREAM-AGGREGATE-0000000003-repartition', /Kafka Streams/],
    ['connect-configs', /exactly 1/],
    ['prod.connect-cluster-configs', /exactly 1/],
    ['_connect-offsets', /25 and 5/],
    ['connect-status', /25 and 5/],
    ['_schemas', /exactly 1/],
    ['__remote_log_metadata', /50 by default/],
  ])('%s is known', (topic, says) => {
    expect(Object.values(internalTopicOf(topic) ?? {}).join(' ')).toMatch(says);
  });

  it.each(['orders', 'changelog', 'user-configs', 'disconnect-offsets', 'payments.status'])('%s is not', (topic) => {
    expect(internalTopicOf(topic)).toBeNull();
  });

  it('are planned with a warning, which is grave where the plan would change them', () => {
    const found = (partitions: number) =>
      planPartitions({ expected_consumers: 20 }, live('shop-totals-changelog', partitions));
    expect(found(6).summary).toContain(
      'Solve first: By its name shop-totals-changelog is a changelog of Kafka Streams',
    );
    expect(found(20).findings.find(({ rule }) => rule === 'PARTITIONS-INTERNAL-TOPIC')?.severity).toBe('info');
    expect(planPartitions({}, live('orders', 6)).findings.map(({ rule }) => rule)).not.toContain(
      'PARTITIONS-INTERNAL-TOPIC',
    );
  });
});

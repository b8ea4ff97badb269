import { describe, expect, it } from 'vitest';
import { offsetsPartition } from '../../../src/kafka/protocol/offsets-partition.ts';
import type { Operation, Resource } from '../../../src/simulator/state/cluster-state.ts';
import { clusterOf } from '../build.ts';

describe('what is denied', () => {
  const cluster = clusterOf({
    denied: [
      { resource: 'topic', name: 'secret.*', operations: ['describe', 'read'] },
      { resource: 'group', name: 'payroll', operations: ['describe'] },
      { resource: 'cluster', operations: ['describe_configs'] },
    ],
  });

  it.each<[boolean, Operation, Resource, string]>([
    [false, 'read', 'topic', 'secret.plans'],
    [false, 'describe', 'topic', 'secret.'],
    [true, 'write', 'topic', 'secret.plans'],
    [true, 'read', 'topic', 'secret'],
    [true, 'read', 'group', 'secret.plans'],
    [false, 'describe', 'group', 'payroll'],
    [true, 'describe', 'group', 'payroll-2'],
    [true, 'read', 'group', 'payroll'],
    [false, 'describe_configs', 'cluster', 'kafka-cluster'],
    [true, 'describe', 'cluster', 'kafka-cluster'],
  ])('allowed: %s, %s on %s %s', (allowed, operation, resource, name) => {
    expect(cluster.allows(operation, resource, name)).toBe(allowed);
  });
});

describe('the coordinator of a group', () => {
  it('leads its partition of __consumer_offsets', () => {
    const cluster = clusterOf({ offsets_partitions: 12 });
    for (const group of ['a', 'orders', 'payments-service']) {
      const partition = cluster.partition('__consumer_offsets', offsetsPartition(group, 12));
      expect(cluster.coordinatorOf(group)?.id).toBe(partition?.leader);
    }
  });

  it('is nobody without a leader, and without the topic', () => {
    const cluster = clusterOf({ offsets_partitions: 1 });
    const partition = cluster.partition('__consumer_offsets', 0);
    if (partition !== null) partition.leader = null;
    expect(cluster.coordinatorOf('g')).toBeNull();
    expect(clusterOf({ offsets_partitions: null }).coordinatorOf('g')).toBeNull();
  });
});

it('finds topics by name and by id, and nothing by another', () => {
  const cluster = clusterOf({ topics: [{ name: 'a' }, { name: 'b' }] });
  const id = cluster.topic('b')?.topicId ?? '';
  expect(cluster.topicById(id)?.name).toBe('b');
  expect([cluster.topicById('?'), cluster.topic('c'), cluster.partition('a', 1), cluster.broker(9)]).toEqual([
    ...[null, null],
    ...[null, null],
  ]);
});

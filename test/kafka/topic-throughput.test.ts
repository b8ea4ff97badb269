import { describe, expect, test } from 'vitest';
import { measured } from '../../src/domain/partitions/measured.ts';
import type { TopicThroughput } from '../../src/domain/partitions/observation.ts';
import { observeTopicThroughput, THROUGHPUT_POINTS_MS } from '../../src/kafka/topic-throughput.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { scenario, ZERO_MS } from '../simulator/build.ts';
import { lookout } from './look.ts';

async function observe(more: Partial<ScenarioInput>, topic = 'orders') {
  const look = await lookout(scenario(more));
  const seen = await observeTopicThroughput(look.startCall(), topic, look.cluster.clock.now);
  return { ...look, seen };
}

async function observed(more: Partial<ScenarioInput>): Promise<TopicThroughput> {
  const { seen } = await observe(more);
  if ('knownTopics' in seen) throw new Error('not there');
  return seen;
}

const rates = [
  { from_s: -100_000, per_s: 20 },
  { from_s: -14_400, per_s: 90 },
  { from_s: -10_800, per_s: 20 },
  { from_s: -180, per_s: 40 },
];
const orders = {
  ...{ name: 'orders', partitions: 6, replication_factor: 2, shares: [5, 1, 1, 1, 1, 1], record_bytes: 300, rates },
};
const other = { name: 'other', partitions: 4, replication_factor: 3 };

describe('a topic on three brokers', () => {
  test('tells rates, size, skew and the cluster around it', async () => {
    const seen = await observed({ topics: [orders, other], offsets_partitions: null });
    expect(seen).toMatchObject({
      ...{ observedAtMs: ZERO_MS, topic: 'orders', brokers: 3, replicationFactor: 2, clusterReplicas: 6 * 2 + 4 * 3 },
      ...{ cleanupPolicy: 'delete', fullestBroker: { broker: 1, replicas: 8 }, gaps: [] },
    });
    expect(seen.partitions.map(({ partition }) => partition)).toEqual([0, 1, 2, 3, 4, 5]);
    const { now, peak, averageBytes, skew, measuredPartitions } = measured(seen);
    expect(Math.round(now?.perSecond ?? 0)).toBe(40);
    expect(Math.round(peak?.perSecond ?? 0)).toBe(90);
    expect([peak?.fromMs, peak?.toMs].map((ms) => (ZERO_MS - (ms ?? 0)) / 1_000)).toEqual([14_400, 10_800]);
    expect(averageBytes).toBe(300);
    expect([skew?.busiest, skew?.share.toFixed(2), measuredPartitions]).toEqual([0, '0.50', 6]);
  });

  test('takes to each leader three requests and one for each point, and two more', async () => {
    const { takeRequests, seen } = await observe({ topics: [orders, other] });
    const requests = takeRequests();
    expect(requests).toHaveLength(2 + 3 * (3 + THROUGHPUT_POINTS_MS.length));
    expect('requests' in seen && seen.requests).toBe(requests.length);
  });

  test('a broker that is silent is waited for once, and what it leads is a gap', async () => {
    const seen = await observed({
      topics: [orders],
      faults: [{ broker: 2, api: 'ListOffsets', action: { kind: 'hang' } }],
    });
    expect(seen.gaps).toHaveLength(1);
    expect(seen.gaps[0]).toMatchObject({ what: 'end offset of 2 partitions led by broker 2', broker: 2 });
    const { measuredPartitions, peak, averageBytes } = measured(seen);
    expect(measuredPartitions).toBe(4);
    expect(peak?.perSecond).toBeGreaterThan(20);
    expect(averageBytes).toBe(300);
  });

  test.each<[what: string, more: Partial<ScenarioInput>, gap: RegExp]>([
    [
      'without DESCRIBE on the cluster the size is unknown',
      { denied: [{ resource: 'cluster', operations: ['describe'] }] },
      /CLUSTER_AUTHORIZATION_FAILED/,
    ],
    [
      'without DESCRIBE_CONFIGS the policy is unknown, and with it the size of a record',
      { denied: [{ resource: 'topic', operations: ['describe_configs'] }] },
      /TOPIC_AUTHORIZATION_FAILED/,
    ],
  ])('%s', async (_what, more, gap) => {
    const seen = await observed({ topics: [orders], ...more });
    expect(seen.gaps.map(({ why }) => why).join()).toMatch(gap);
    const { averageBytes, peak } = measured(seen);
    expect(averageBytes).toBeNull();
    expect(Math.round(peak?.perSecond ?? 0)).toBe(90);
  });

  test('a partition without a leader is left out of the rates, and said', async () => {
    const seen = await observed({ topics: [{ ...orders, leaderless: [3] }] });
    expect(seen.gaps).toEqual([{ what: 'throughput of 1 partition', why: 'no leader', broker: null }]);
    expect(measured(seen).measuredPartitions).toBe(5);
  });

  test('compaction hides the size of a record, not the rate', async () => {
    const seen = await observed({ topics: [{ ...orders, configs: { 'cleanup.policy': 'compact' } }] });
    const { averageBytes, peak } = measured(seen);
    expect([seen.cleanupPolicy, averageBytes, Math.round(peak?.perSecond ?? 0)]).toEqual(['compact', null, 90]);
  });

  test('what retention took is not guessed', async () => {
    const seen = await observed({ topics: [{ ...orders, configs: { 'retention.ms': '7200000' } }] });
    const { peak, now } = measured(seen);
    expect([Math.round(peak?.perSecond ?? 0), Math.round(now?.perSecond ?? 0)]).toEqual([40, 40]);
  });
});

test('an unknown topic comes with the names there are', async () => {
  const { seen } = await observe({ topics: [orders, other] }, 'order');
  expect(seen).toEqual({ topic: 'order', knownTopics: ['orders', 'other'] });
});

test('a topic nobody writes to has no peak', async () => {
  const seen = await observed({ topics: [{ name: 'orders' }] });
  const { now, peak, skew, averageBytes } = measured(seen);
  expect([now?.perSecond, peak, skew, averageBytes]).toEqual([0, null, null, null]);
});

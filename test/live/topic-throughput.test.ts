import { afterAll, beforeAll, expect, test } from 'vitest';
import { quietClient } from '../../sandbox/client.ts';
import { measured } from '../../src/domain/partitions/measured.ts';
import type { TopicThroughput } from '../../src/domain/partitions/observation.ts';
import { createClusterReader } from '../../src/kafka/reader.ts';
import type { ClusterReader } from '../../src/ports.ts';
import { planPartitionsTool } from '../../src/tools/plan-partitions.ts';
import { describeLive } from '../support/live.ts';
import { plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';
import { type SteadyLoad, startSteadyLoad } from '../support/steady-load.ts';

const PER_SECOND = [120, 60, 60] as const;
const TOTAL = 240;
/** The last interval is that of a minute. */
const PRODUCED_MS = 80_000;

const RECORDS = 2_000;
const VALUE_BYTES = 1_000;

describeLive('the throughput of a topic on three real brokers', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', { brokers: 3 });
  let reader: ClusterReader;
  let load: SteadyLoad;

  beforeAll(async () => {
    const { bootstrapServers } = kafka();
    const security = { securityProtocol: 'PLAINTEXT', sasl: null, tls: null } as const;
    reader = createClusterReader({ bootstrapServers: bootstrapServers.split(','), ...security }, { write: () => {} });
    await plantTopics(bootstrapServers, [
      { topic: 'busy', partitions: 3, replicationFactor: 3, records: 0 },
      { topic: 'sized', partitions: 4, replicationFactor: 2, records: 0 },
      { topic: 'state', partitions: 1, records: 10, config: { 'cleanup.policy': 'compact' } },
    ]);
    const producer = quietClient('sized', bootstrapServers).producer();
    await producer.connect();
    for (let batch = 0; batch < 20; batch += 1) {
      const messages = Array.from({ length: RECORDS / 20 }, (_, index) => ({
        partition: index % 4,
        value: 'x'.repeat(VALUE_BYTES),
      }));
      await producer.send({ topic: 'sized', messages });
    }
    await producer.disconnect();
    load = await startSteadyLoad(bootstrapServers);
    load.add({ busy: PER_SECOND });
    await new Promise((resolve) => setTimeout(resolve, PRODUCED_MS));
  }, 300_000);
  afterAll(async () => {
    await load?.stop();
    await reader?.close();
  });

  async function observe(topic: string): Promise<TopicThroughput> {
    const seen = await reader.observeTopic(topic, { signal: new AbortController().signal });
    if ('knownTopics' in seen) throw new Error(`${topic} is not there`);
    return seen;
  }

  test('a known rate is measured within 20 %, with the partition that gets most', async () => {
    const seen = await observe('busy');
    expect(seen).toMatchObject({ brokers: 3, replicationFactor: 3, cleanupPolicy: 'delete', gaps: [] });
    const { now, peak, skew } = measured(seen);
    for (const rate of [now, peak]) {
      expect(rate?.perSecond).toBeGreaterThan(TOTAL * 0.8);
      expect(rate?.perSecond).toBeLessThan(TOTAL * 1.2);
    }
    expect(skew?.busiest).toBe(0);
    expect(skew?.share).toBeCloseTo(0.5, 1);
  });

  test('the size of a record is what its log has on disk', async () => {
    const { averageBytes, observed } = measured(await observe('sized'));
    expect(observed.partitions.reduce((sum, { end }) => sum + Number(end), 0)).toBe(RECORDS);
    // kafkajs does not compress by itself: the value, a few bytes of the record and a share of the batch's header.
    expect(averageBytes).toBeGreaterThan(VALUE_BYTES);
    expect(averageBytes).toBeLessThan(VALUE_BYTES * 1.05);
  });

  test('the size of a compacted record is not guessed', async () => {
    expect(measured(await observe('state')).averageBytes).toBeNull();
  });

  test('all replicas of the cluster are counted', async () => {
    const admin = quietClient('counting', kafka().bootstrapServers).admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata();
    await admin.disconnect();
    const replicas = topics.flatMap(({ partitions }) => partitions.flatMap((partition) => partition.replicas));
    expect((await observe('busy')).clusterReplicas).toBe(replicas.length);
  });

  test('the tool plans with it', async () => {
    const tool = planPartitionsTool({ cluster: async () => reader });
    const context = { signal: new AbortController().signal, progress: async () => {} };
    const plan = await tool.run({ topic: 'busy', processing_ms_per_message: 20 }, context);
    // 240 × 20 ms ÷ 0.7 = 6.9: 7, × 2 growth = 14: 15; the rate is known within 20 %.
    expect([12, 15, 18]).toContain(plan.partitions);
    expect(plan.measured).toMatchObject({ topic: 'busy', partitions: 3, brokers: 3, replication_factor: 3 });
    expect(plan.gaps).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeLive } from '../support/live.ts';
import { connectClient, type McpClient } from '../support/mcp-client.ts';
import { officialLag } from '../support/official-lag.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';

for (const [release, family] of [
  ['3.0.2', '3.0'],
  ['3.9.2', '3.9'],
  ['4.4.0', '4.4'],
] as const) {
  describeLive(`Kafka ${release}`, ['java', 'maven'], () => {
    const kafka = withKafka(release);
    let client: McpClient;

    beforeAll(async () => {
      const { bootstrapServers } = kafka();
      await plantTopics(bootstrapServers, [{ topic: 't', partitions: 4, records: 30 }]);
      await plantGroups(bootstrapServers, [
        { group: 'behind', offsets: { t: [0, 10, 20, 30] } },
        { group: 'done', offsets: { t: [30, 30, 30, 30] } },
      ]);
      client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: bootstrapServers });
    }, 300_000);
    afterAll(() => client?.close());

    test('is recognised, with every partition available', async () => {
      const { content } = await client.call('kafka_describe_cluster');
      expect(content.brokers[0]).toMatchObject({ release: family, reachable: true });
      expect(content.leaderless_partitions).toEqual([]);
      expect(content.gaps).toEqual([]);
    });

    test('has the figures of the official tool', { timeout: 60_000 }, async () => {
      const official = await officialLag(kafka().bootstrapServers, '--all-groups');
      const { content } = await client.call('kafka_diagnose_lag', { group: 'behind', sample_seconds: 1 });
      for (const row of content.partitions) {
        expect(official).toContainEqual({
          group: 'behind',
          topic: row.topic,
          partition: row.partition,
          committed: row.committed,
          end: row.high_watermark,
          lag: row.lag,
        });
        expect(row).toMatchObject({ log_start: '0', last_stable: '30' });
      }
      expect(content.groups[0]).toMatchObject({
        lag: '60',
        type: 'classic',
        status: 'no_active_members',
        state: 'Empty',
      });
      expect(content.gaps).toEqual([]);
    });

    test('overview and unknown group', async () => {
      const { content } = await client.call('kafka_diagnose_lag');
      expect(content.groups.map(({ group, lag }: { group: string; lag: string }) => [group, lag])).toEqual([
        ['behind', '60'],
        ['done', '0'],
      ]);
      expect(content.gaps).toEqual([]);
      const missing = await client.call('kafka_diagnose_lag', { group: 'behinnd' });
      expect(missing.content).toMatchObject({ groups: [], nearest_names: ['behind'] });
    });
  });
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { kafkaTool } from '../../sandbox/cli.ts';
import { createTools } from '../../src/tools/index.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { describeLive } from '../support/live.ts';
import { connectClient, type McpClient } from '../support/mcp-client.ts';
import { officialLag } from '../support/official-lag.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';

describeLive('a session', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', { properties: { 'auto.create.topics.enable': 'true' } });
  let client: McpClient;
  beforeAll(async () => {
    client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: kafka().bootstrapServers });
  });
  afterAll(() => client?.close());

  const tool = async (name: string, ...args: readonly string[]) => {
    const { stdout } = await kafkaTool(
      '4.3.1',
      `org.apache.kafka.tools.${name}`,
      ['--bootstrap-server', kafka().bootstrapServers, ...args],
      { timeoutMs: 60_000 },
    );
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .sort();
  };
  const state = async () => ({
    topics: await tool('TopicCommand', '--describe'),
    groups: await tool('consumer.group.ConsumerGroupCommand', '--list', '--state'),
    offsets: await officialLag(kafka().bootstrapServers, '--all-groups'),
  });
  async function callEverything() {
    for (const { name, example } of createTools(fakePorts())) await client.call(name, { ...example });
    for (const group of ['planted', 'no-such-group', '*'])
      await client.call('kafka_diagnose_lag', { group, sample_seconds: 1 });
    await client.call('kafka_describe_cluster', { topic: 'no-such-topic', include_internal: true });
  }

  test('on a fresh cluster creates no topic, not even __consumer_offsets', { timeout: 120_000 }, async () => {
    await callEverything();
    expect(await tool('TopicCommand', '--list')).toEqual([]);
  });

  test('leaves topics, configurations, groups and offsets as they were', { timeout: 180_000 }, async () => {
    const { bootstrapServers } = kafka();
    await plantTopics(bootstrapServers, [
      { topic: 't', partitions: 3, records: 10, config: { 'retention.ms': '3600000' } },
    ]);
    await plantGroups(bootstrapServers, [{ group: 'planted', offsets: { t: [1, 2, 3] } }]);
    const before = await state();
    await callEverything();
    expect(await state()).toEqual(before);
    expect(before.offsets).toHaveLength(3);
  });
});

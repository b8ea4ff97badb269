import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeLive } from '../support/live.ts';
import { connectClient, type McpClient } from '../support/mcp-client.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';

/** In order: each test leaves the cluster a little more broken. */
describeLive('a broken cluster of three real brokers', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', {
    brokers: 3,
    replicationFactor: 1,
    properties: { 'offsets.topic.num.partitions': '12' },
  });
  let client: McpClient;
  const groups = Array.from({ length: 12 }, (_, index) => `group-${index}`);

  beforeAll(async () => {
    const { bootstrapServers } = kafka();
    await plantTopics(bootstrapServers, [
      { topic: 'safe', partitions: 3, records: 50, replicationFactor: 3 },
      { topic: 'single', partitions: 3, records: 50, assignment: [[1], [2], [3]] },
    ]);
    const offsets = { safe: [10, 20, 30], single: [5, 5, 5] };
    await plantGroups(
      bootstrapServers,
      groups.map((group) => ({ group, offsets })),
    );
    client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: bootstrapServers });
    await client.call('kafka_diagnose_lag');
  }, 300_000);
  afterAll(() => client?.close());

  const broker = (nodeId: number) => {
    const found = kafka().brokers.find((candidate) => candidate.nodeId === nodeId);
    if (found === undefined) throw new Error(`no broker ${nodeId}`);
    return found;
  };
  /** A group whose coordinator is this broker, from what the brokers said while they were all up. */
  const groupsAt = new Map<number, string>();

  test('all is well before', async () => {
    const { content } = await client.call('kafka_describe_cluster');
    expect(content.brokers.map(({ reachable }: { reachable: boolean }) => reachable)).toEqual([true, true, true]);
    const { content: lag } = await client.call('kafka_diagnose_lag', { limit: 50 });
    expect(lag.gaps).toEqual([]);
    expect(lag.groups).toHaveLength(12);
    const { startCall } = await import('../../src/kafka/call.ts');
    const { createConnections } = await import('../../src/kafka/connection/connections.ts');
    const { observeLag } = await import('../../src/kafka/lag.ts');
    const settings = {
      bootstrapServers: kafka().bootstrapServers.split(','),
      securityProtocol: 'PLAINTEXT',
      sasl: null,
      tls: null,
    } as const;
    const connections = createConnections(settings, { write: () => {} });
    const seen = await observeLag(startCall(connections, new AbortController().signal), { kind: 'all' }, () => 0);
    await connections.close();
    for (const { group, coordinator } of seen.groups) if (coordinator !== null) groupsAt.set(coordinator, group);
    expect([...groupsAt.keys()].sort()).toEqual([1, 2, 3]);
  });

  test.each([1, 2, 3])(
    'broker %d is silent: a partial answer that names it, in under 5 s',
    { timeout: 60_000 },
    async (id) => {
      broker(id).freeze();
      try {
        for (const [tool, args] of [
          ['kafka_describe_cluster', {}],
          ['kafka_diagnose_lag', { limit: 50 }],
          ['kafka_server_status', {}],
        ] as const) {
          const { text, ms, isError } = await client.call(tool, args);
          expect({ tool, isError, fast: ms < 5_000 }).toEqual({ tool, isError: false, fast: true });
          expect(text).toContain('did not answer in time');
          expect(text).toMatch(new RegExp(`[Bb]roker ${id}`));
        }
      } finally {
        broker(id).thaw();
      }
    },
  );

  test('a broker that is killed between the two looks: partial, named, within the deadline', {
    timeout: 120_000,
  }, async () => {
    const group = groupsAt.get(1) ?? '';
    const asked = client.call('kafka_diagnose_lag', { group, sample_seconds: 3 });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await broker(3).kill('SIGKILL');
    const { content, text, ms, isError } = await asked;
    expect({ isError, inTime: ms < 9_000 }).toEqual({ isError: false, inTime: true });
    expect(content.gaps.some(({ broker: named }: { broker: number }) => named === 3)).toBe(true);
    expect(text).toContain('broker 3');
    const known = content.partitions.filter(
      ({ high_watermark: end }: { high_watermark: string | null }) => end !== null,
    );
    expect(known.length).toBeGreaterThanOrEqual(2);
    expect(content.groups[0].status).not.toBe('caught_up');
  });

  test('one leaderless partition: every tool answers for the rest and names it', { timeout: 120_000 }, async () => {
    const group = groupsAt.get(1) ?? '';
    await expect
      .poll(async () => (await client.call('kafka_describe_cluster')).content.leaderless_partitions, {
        timeout: 60_000,
        interval: 1_000,
      })
      .toContain('single-2');
    const cluster = await client.call('kafka_describe_cluster', { include_internal: true });
    expect(cluster.text).toContain('single-2');
    expect(cluster.content.topics.map(({ topic }: { topic: string }) => topic)).toEqual(
      expect.arrayContaining(['safe', 'single']),
    );
    const lag = await client.call('kafka_diagnose_lag', { group, sample_seconds: 0 });
    const at = (topic: string, partition: number) =>
      lag.content.partitions.find(
        (row: { topic: string; partition: number }) => row.topic === topic && row.partition === partition,
      );
    expect(at('single', 2)).toMatchObject({ status: 'unknown', lag: null, high_watermark: null });
    expect(at('single', 0)).toMatchObject({ lag: '45' });
    expect([at('safe', 0).lag, at('safe', 1).lag, at('safe', 2).lag]).toEqual(['40', '30', '20']);
    expect(lag.content.findings.map(({ rule }: { rule: string }) => rule)).toContain('LAG-LEADERLESS-PARTITION');
    expect(lag.text).toContain('single-2');
    const overview = await client.call('kafka_diagnose_lag', { limit: 50 });
    expect(overview.isError).toBe(false);
    expect(overview.content.groups.length).toBeGreaterThan(0);
    // Groups in a leaderless partition of __consumer_offsets are in no broker's list, and no broker says so.
    expect(overview.content.groups.length).toBeLessThan(groups.length);
    expect(overview.content.gaps[0].what).toMatch(/^every group that is kept in __consumer_offsets-\d+/);
    expect(overview.text.split('\n')[0]).toContain('Partial: ');
    expect((await client.call('kafka_server_status')).content.systems[0].status).toMatch(/^reachable/);
  });

  test('a group whose coordinator is gone is not "not found"', { timeout: 60_000 }, async () => {
    const { content, text } = await client.call('kafka_diagnose_lag', { group: groupsAt.get(3), sample_seconds: 0 });
    expect(content.groups[0]).toMatchObject({ status: 'unknown', lag: null });
    expect(content.nearest_names).toEqual([]);
    expect(text).toContain('its coordinator is not available');
  });

  test('when the last broker is gone the answer is an error with a cause, not "no groups"', {
    timeout: 60_000,
  }, async () => {
    await broker(1).kill('SIGKILL');
    await broker(2).kill('SIGKILL');
    const { isError, text, ms } = await client.call('kafka_diagnose_lag');
    expect({ isError, fast: ms < 5_000 }).toEqual({ isError: true, fast: true });
    expect(text).toContain('refused the connection');
  });
});

describeLive('the only broker hangs while it is connected', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1');

  test('every live tool gives a cause in under 5 s', { timeout: 120_000 }, async () => {
    const client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: kafka().bootstrapServers });
    await client.call('kafka_describe_cluster');
    const [only] = kafka().brokers;
    only?.freeze();
    try {
      for (const tool of ['kafka_diagnose_lag', 'kafka_describe_cluster', 'kafka_server_status']) {
        const { text, ms } = await client.call(tool);
        expect({ tool, fast: ms < 5_000 }).toEqual({ tool, fast: true });
        expect(text).toContain('did not answer in time');
      }
    } finally {
      only?.thaw();
      await client.close();
    }
  });
});

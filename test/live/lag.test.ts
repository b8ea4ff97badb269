import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quietClient } from '../../sandbox/client.ts';
import type { GroupSelection } from '../../src/domain/lag/observation.ts';
import { startCall } from '../../src/kafka/call.ts';
import { createConnections } from '../../src/kafka/connection/connections.ts';
import { observeLag } from '../../src/kafka/lag.ts';
import { describeLive } from '../support/live.ts';
import { connectClient, type McpClient } from '../support/mcp-client.ts';
import { officialLag } from '../support/official-lag.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';

const BROKERS = 3;
const TOPICS = Array.from({ length: 30 }, (_, index) => `many.${index}`);
const PARTITIONS = 10;
const RECORDS = 20;

/** 200 groups on the 100 partitions of one topic; group number g is g % 20 records behind on each partition. */
const wide = Array.from({ length: 200 }, (_, index) => ({
  group: `wide-${String(index).padStart(3, '0')}`,
  offsets: { wide: Array.from({ length: 100 }, () => RECORDS - (index % 20)) },
}));

/** 20 groups on 15 topics each, every partition with its own lag. */
const many = Array.from({ length: 20 }, (_, index) => ({
  group: `many-${index}`,
  offsets: Object.fromEntries(
    TOPICS.filter((_topic, number) => number % 2 === index % 2).map((topic) => [
      topic,
      Array.from({ length: PARTITIONS }, (_unused, partition) => (index + partition) % (RECORDS + 1)),
    ]),
  ),
}));

describeLive('lag on three real brokers', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', { brokers: BROKERS });
  let client: McpClient;

  beforeAll(async () => {
    const { bootstrapServers } = kafka();
    const topics = TOPICS.map((topic) => ({ topic, partitions: PARTITIONS, records: RECORDS }));
    await plantTopics(bootstrapServers, [...topics, { topic: 'wide', partitions: 100, records: RECORDS }]);
    await plantGroups(bootstrapServers, [...many, ...wide]);
    client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: bootstrapServers });
  }, 300_000);
  afterAll(() => client?.close());

  test('figures equal the official tool, partition by partition', { timeout: 300_000 }, async () => {
    const official = await officialLag(kafka().bootstrapServers, '--all-groups');
    expect(official).toHaveLength(20 * 15 * PARTITIONS + 200 * 100);
    for (const { group } of many) {
      const { content } = await client.call('kafka_diagnose_lag', { group, sample_seconds: 0, limit: 200 });
      const ours = content.partitions.map((row: Record<string, unknown>) => ({
        group,
        topic: row.topic,
        partition: row.partition,
        committed: row.committed,
        end: row.high_watermark,
        lag: row.lag,
      }));
      const byPlace = (a: { topic: string; partition: number }, b: { topic: string; partition: number }) =>
        a.topic.localeCompare(b.topic) || a.partition - b.partition;
      const shown = new Set(ours.map((row: { topic: string; partition: number }) => `${row.topic}:${row.partition}`));
      const theirs = official.filter((row) => row.group === group);
      // The answer is cut where it grows too long; the sum stands for all of it.
      expect(ours.sort(byPlace)).toEqual(
        theirs.filter(({ topic, partition }) => shown.has(`${topic}:${partition}`)).sort(byPlace),
      );
      expect(shown.size).toBeGreaterThan(50);
      expect(content.lag).toBe(String(theirs.reduce((total, { lag }) => total + Number(lag), 0)));
    }
    const { content } = await client.call('kafka_diagnose_lag', { limit: 200 });
    expect(content.lag).toBe(String(official.reduce((total, { lag }) => total + Number(lag), 0)));
    for (const row of content.groups) {
      const lag = official
        .filter(({ group }) => group === row.group)
        .reduce((total, one) => total + Number(one.lag), 0);
      expect([row.group, row.lag]).toEqual([row.group, String(lag)]);
    }
  });

  /** Counted on the connections, not by the code that sends. */
  async function requestsFor(selection: GroupSelection) {
    const settings = {
      bootstrapServers: kafka().bootstrapServers.split(','),
      securityProtocol: 'PLAINTEXT',
      sasl: null,
      tls: null,
    } as const;
    const connections = createConnections(settings, { write: () => {} });
    let sent = 0;
    const counting: typeof connections = {
      ...connections,
      async broker(address, options) {
        const link = await connections.broker(address, options);
        const send: typeof link.send = (api, request, call) => {
          sent += 1;
          return link.send(api, request, call);
        };
        return { address: link.address, ranges: link.ranges, version: (api, cap) => link.version(api, cap), send };
      },
    };
    const { groups, gaps, requests } = await observeLag(
      startCall(counting, new AbortController().signal),
      selection,
      () => 0,
    );
    await connections.close();
    return { groups: groups.length, gaps, requests, sent };
  }

  describe('requests', () => {
    test('all groups: at most 4 × brokers + 2', async () => {
      const { groups, gaps, requests, sent } = await requestsFor({ kind: 'all' });
      expect({ groups, gaps, requests }).toEqual({ groups: 220, gaps: [], requests: sent });
      expect(sent).toBeLessThanOrEqual(4 * BROKERS + 2);
    });

    test('one group: at most 3 × brokers + 6', async () => {
      const { groups, gaps, requests, sent } = await requestsFor({ kind: 'named', group: 'many-3' });
      expect({ groups, gaps, requests }).toEqual({ groups: 1, gaps: [], requests: sent });
      expect(sent).toBeLessThanOrEqual(3 * BROKERS + 6);
    });
  });

  test('which groups lag, and how badly: one call, under 2,000 tokens', async () => {
    const { text, content } = await client.call('kafka_diagnose_lag', { group: 'wide-*' });
    expect(countTokens(text)).toBeLessThan(2_000);
    expect(countTokens(JSON.stringify(content))).toBeLessThan(2_000);
    expect(content.groups[0]).toMatchObject({ lag: '1900', partitions: 100 });
    expect(content.lag).toBe(String(10 * 100 * ((19 * 20) / 2)));
    expect(content.cut).toEqual([{ field: 'groups', shown: 10, of: 200, narrow: expect.any(String) }]);
    expect(text).toContain('190 of 200 groups lag, 190000 records in all');
  });

  test.each(['many-3', 'set-now'])(
    'a lagging group without members is not keeping up: %s',
    {
      timeout: 90_000,
    },
    async (group) => {
      // What an administrator wrote a moment ago looks like commits of a consumer, and is none.
      if (group === 'set-now')
        await plantGroups(kafka().bootstrapServers, [{ group, offsets: { 'many.0': [1, 2, 3, 4] } }]);
      const { content, text } = await client.call('kafka_diagnose_lag', { group, sample_seconds: 1 });
      expect(content.gaps).toEqual([]);
      expect(content.groups[0]).toMatchObject({
        status: 'no_active_members',
        confidence: 'high',
        state: 'Empty',
        members: 0,
      });
      expect(content.findings.map(({ rule }: { rule: string }) => rule)).toContain('LAG-NO-ACTIVE-MEMBERS');
      expect(text).not.toContain('caught up');
    },
  );

  test('a group that does not exist is unknown, with the nearest names', async () => {
    const { content, text, isError } = await client.call('kafka_diagnose_lag', { group: 'manny-3' });
    expect({ isError, groups: content.groups, lag: content.lag }).toEqual({ isError: false, groups: [], lag: null });
    expect(content.nearest_names).toContain('many-3');
    expect(text).toContain('unknown');
    expect(text).not.toMatch(/dead/i);
  });

  test('every group is found at its coordinator, whatever the sign of its hash', async () => {
    // Java's hash codes: negative for the first three, Integer.MIN_VALUE for the fourth.
    const names = ['mailer', 'auditor', 'svc-11', 'polygenelubricants', 'svc-1', 'größe-ü'];
    await plantGroups(
      kafka().bootstrapServers,
      names.map((group) => ({ group, offsets: { 'many.0': [1] } })),
    );
    for (const group of names) {
      const { content } = await client.call('kafka_diagnose_lag', { group, sample_seconds: 0 });
      expect(content).toMatchObject({ groups: [{ group, lag: expect.any(String) }], nearest_names: [], gaps: [] });
    }
    // One request to the coordinator and none to the others proves that it was found at once.
    for (const group of names) {
      const { requests } = await requestsFor({ kind: 'named', group });
      expect([group, requests <= 7]).toEqual([group, true]);
    }
  });

  test('records deleted before they were read', async () => {
    const { bootstrapServers } = kafka();
    await plantTopics(bootstrapServers, [{ topic: 'lost', partitions: 2, records: 500 }]);
    await plantGroups(bootstrapServers, [{ group: 'late', offsets: { lost: [40, 100] } }]);
    const admin = quietClient('plant', bootstrapServers).admin();
    await admin.connect();
    await admin.fetchTopicOffsets('lost');
    await admin.deleteTopicRecords({
      topic: 'lost',
      partitions: [0, 1].map((partition) => ({ partition, offset: '100' })),
    });
    await admin.disconnect();
    const { content } = await client.call('kafka_diagnose_lag', { group: 'late', sample_seconds: 0 });
    expect(content.groups[0]).toMatchObject({ status: 'offsets_lost_to_retention', lag: '860' });
    expect(content.partitions[0]).toMatchObject({ partition: 0, log_start: '100', committed: '40', lag: '460' });
    expect(content.findings[0].says).toContain('lost 60 records on 1 partition');
  });
});

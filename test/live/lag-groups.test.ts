import { CompressionTypes, type Consumer } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { quietClient } from '../../sandbox/client.ts';
import { waitUntil } from '../../sandbox/wait.ts';
import { CONSOLE_CONSUMER, CONSOLE_SHARE_CONSUMER, startJavaClient } from '../support/java-client.ts';
import { describeLive } from '../support/live.ts';
import { connectClient, type McpClient, type ToolAnswer } from '../support/mcp-client.ts';
import { plantGroups, plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';

describeLive('groups of every kind on a real 4.3.1', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1');
  let client: McpClient;
  const cleanUp: (() => Promise<unknown>)[] = [];
  /** Set when a test is over, so that handlers which block for ever let their consumers go. */
  let over = false;

  beforeAll(async () => {
    client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: kafka().bootstrapServers });
  });
  beforeEach(() => {
    over = false;
  });
  afterEach(async () => {
    over = true;
    await Promise.all(cleanUp.splice(0).map((end) => end()));
  }, 60_000);
  afterAll(() => client?.close());

  const server = () => ['--bootstrap-server', kafka().bootstrapServers];
  const diagnose = (group: string, seconds = 0) =>
    client.call('kafka_diagnose_lag', { group, sample_seconds: seconds });
  /** Looks until the answer is as wanted; groups take seconds to form. */
  async function diagnoseUntil(group: string, wanted: (answer: ToolAnswer) => boolean): Promise<ToolAnswer> {
    let answer = await diagnose(group);
    const check = async () => {
      answer = await diagnose(group);
      return wanted(answer);
    };
    await waitUntil(check, { timeoutMs: 60_000, everyMs: 500, what: `Waiting for ${group}: ${answer.text}` });
    return answer;
  }
  const javaClient = async (className: string, args: readonly string[]) => {
    const running = await startJavaClient(className, [...server(), ...args]);
    cleanUp.push(() => running.stop());
  };
  async function consumer(groupId: string, topic: string, options: Parameters<Consumer['run']>[0]): Promise<Consumer> {
    const joined = quietClient(`${groupId}-client`, kafka().bootstrapServers).consumer({
      groupId,
      heartbeatInterval: 500,
      maxWaitTimeInMs: 200,
    });
    cleanUp.push(() => joined.disconnect());
    await joined.connect();
    await joined.subscribe({ topic, fromBeginning: true });
    await joined.run(options);
    return joined;
  }
  /** Writes `perSecond` records to each of `partitions` until the test ends. */
  async function produce(topic: string, partitions: number, perSecond: number): Promise<void> {
    const producer = quietClient('load', kafka().bootstrapServers).producer();
    await producer.connect();
    const messages = Array.from({ length: partitions * (perSecond / 5) }, (_, index) => ({
      partition: index % partitions,
      value: 'v',
    }));
    const timer = setInterval(
      () => void producer.send({ topic, messages, compression: CompressionTypes.None }).catch(() => {}),
      200,
    );
    cleanUp.push(async () => {
      clearInterval(timer);
      await producer.disconnect();
    });
  }

  test('a group of the 4.x consumer protocol has its real state, members and epochs', {
    timeout: 120_000,
  }, async () => {
    await plantTopics(kafka().bootstrapServers, [{ topic: 'modern', partitions: 3, records: 100 }]);
    await javaClient(CONSOLE_CONSUMER, [
      '--topic',
      'modern',
      '--group',
      'modern-group',
      '--from-beginning',
      '--command-property',
      'group.protocol=consumer',
    ]);
    const { content, text } = await diagnoseUntil(
      'modern-group',
      ({ content: seen }) => seen.groups[0]?.state === 'Stable' && seen.lag === '0',
    );
    expect(content.groups[0]).toMatchObject({
      type: 'consumer',
      state: 'Stable',
      status: 'caught_up',
      members: 1,
      partitions: 3,
    });
    expect(content.members[0]).toMatchObject({ assigned_partitions: 3, epoch: expect.any(Number) });
    expect(text).not.toMatch(/dead/i);
  });

  test('a share group has its real state, members and lag; one that has not begun is unknown, not zero', {
    timeout: 180_000,
  }, async () => {
    await plantTopics(kafka().bootstrapServers, [{ topic: 'shared', partitions: 2, records: 50 }]);
    await javaClient(CONSOLE_SHARE_CONSUMER, ['--topic', 'shared', '--group', 'share-group']);
    const fresh = await diagnoseUntil(
      'share-group',
      ({ content }) => content.groups[0]?.state === 'Stable' && content.members.length === 1,
    );
    expect(fresh.content.groups[0]).toMatchObject({ type: 'share', state: 'Stable', members: 1 });
    // share.auto.offset.reset is latest: until it has read, its start offset is −1, or the end once it has begun.
    if (fresh.content.lag === null) expect(fresh.content.groups[0].status).toBe('unknown');
    else expect(fresh.content.lag).toBe('0');
    await produce('shared', 2, 20);
    const begun = await diagnoseUntil('share-group', ({ content }) => content.lag !== null);
    expect(begun.content.groups[0].type).toBe('share');
    expect(begun.text).not.toMatch(/dead|never committed/i);
  });

  test('a member that never commits is never_committed, and its lag unknown', { timeout: 120_000 }, async () => {
    await plantTopics(kafka().bootstrapServers, [{ topic: 'silent', partitions: 2, records: 30 }]);
    await consumer('never', 'silent', { autoCommit: false, eachMessage: async () => {} });
    const { content } = await diagnoseUntil(
      'never',
      ({ content: seen }) => seen.groups[0]?.state === 'Stable' && seen.members.length === 1,
    );
    expect(content.groups[0]).toMatchObject({ status: 'never_committed', lag: null });
    expect(content.findings.map(({ rule }: { rule: string }) => rule)).toEqual(['LAG-NEVER-COMMITTED']);
    const overview = await client.call('kafka_diagnose_lag', { group: 'neve*' });
    expect(overview.content.groups[0]).toMatchObject({ status: 'never_committed', lag: null });
  });

  test('caught up, growing and draining, from two looks; stuck before its first commit is never_committed', {
    timeout: 400_000,
  }, async () => {
    await plantTopics(kafka().bootstrapServers, [{ topic: 'busy', partitions: 2, records: 0 }]);
    await plantTopics(kafka().bootstrapServers, [{ topic: 'backlog', partitions: 2, records: 40_000 }]);
    await produce('busy', 2, 50);
    const commitEachSecond = { autoCommitInterval: 1_000, autoCommitThreshold: 100 };
    const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    await consumer('fast', 'busy', { ...commitEachSecond, eachMessage: async () => {} });
    await consumer('slow', 'busy', { autoCommitThreshold: 5, eachMessage: () => pause(over ? 0 : 100) });
    await consumer('draining', 'backlog', { autoCommitThreshold: 50, eachMessage: () => pause(over ? 0 : 4) });
    await consumer('stuck', 'busy', {
      eachMessage: async ({ heartbeat }) => {
        while (!over) await pause(300).then(heartbeat);
      },
    });
    for (const group of ['fast', 'slow', 'draining']) await diagnoseUntil(group, ({ content }) => content.lag !== null);
    await pause(12_000);
    const [fast, slow, draining] = await Promise.all([
      diagnose('fast', 6),
      diagnose('slow', 6),
      diagnose('draining', 6),
    ]);
    expect(fast.content.groups[0]).toMatchObject({ status: 'caught_up' });
    expect(slow.content.groups[0]).toMatchObject({ status: 'growing' });
    expect(slow.content.findings.map(({ rule }: { rule: string }) => rule)).toContain('LAG-TOO-FEW-CONSUMERS');
    expect(draining.content.groups[0]).toMatchObject({ status: 'draining', drain_seconds: expect.any(Number) });
    const stuck = await diagnose('stuck', 2);
    expect(stuck.content.groups[0].status).toBe('never_committed');
  });

  test('a member that is stuck is not caught up, and a few seconds do not prove that it is stalled', {
    timeout: 120_000,
  }, async () => {
    await plantTopics(kafka().bootstrapServers, [{ topic: 'jam', partitions: 1, records: 200 }]);
    await plantGroups(kafka().bootstrapServers, [{ group: 'jammed', offsets: { jam: [10] } }]);
    await consumer('jammed', 'jam', {
      eachMessage: async ({ heartbeat }) => {
        while (!over) await new Promise((resolve) => setTimeout(resolve, 300)).then(heartbeat);
      },
    });
    await diagnoseUntil(
      'jammed',
      ({ content }) => content.groups[0]?.state === 'Stable' && content.members.length === 1,
    );
    // While the oldest unread record is younger than two commit intervals, nothing is late yet.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    const { content } = await diagnose('jammed', 3);
    expect(content.groups[0].lag).toBe('190');
    expect(['lagging', 'stalled']).toContain(content.groups[0].status);
    expect(content.next_measurement ?? content.findings[0]?.remedy).toEqual(expect.any(String));
  });

  test('an open transaction blocks a group that stands at the last stable offset', { timeout: 120_000 }, async () => {
    await plantTopics(kafka().bootstrapServers, [{ topic: 'ledger', partitions: 1, records: 20 }]);
    const producer = quietClient('txn', kafka().bootstrapServers).producer({
      transactionalId: 'ledger-writer',
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic: 'ledger', messages: Array.from({ length: 30 }, () => ({ value: 'v' })) });
    cleanUp.push(async () => {
      await transaction.abort();
      await producer.disconnect();
    });
    await consumer('auditor', 'ledger', { autoCommitThreshold: 1, eachMessage: async () => {} });
    await diagnoseUntil('auditor', ({ content }) => content.partitions[0]?.committed === '20');
    const { content } = await diagnose('auditor', 3);
    expect(content.partitions[0]).toMatchObject({ last_stable: '20', high_watermark: '50', lag: '30' });
    expect(content.groups[0]).toMatchObject({ status: 'blocked_by_transaction', lag: '30' });
  });
});

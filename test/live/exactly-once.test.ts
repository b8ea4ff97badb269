import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../sandbox/wait.ts';
import { createClusterReader } from '../../src/kafka/reader.ts';
import { parseInput } from '../../src/mcp/input.ts';
import { render } from '../../src/mcp/render.ts';
import type { ClusterReader } from '../../src/ports.ts';
import { planExactlyOnceTool } from '../../src/tools/plan-exactly-once.ts';
import { configs, fakePorts } from '../support/fake-ports.ts';
import { describeLive } from '../support/live.ts';
import { plantTopics } from '../support/plant.ts';
import { withKafka } from '../support/sandbox.ts';
import { beginTransaction, type TransactionalWriter, writeHangingBatch } from '../support/transactions.ts';

const REQUEST = { sources: ['kafka'], sinks: ['kafka'], client: 'java', lag_alerts: true, check_cluster: true };

/** In order: each test leaves more transactions open. One broker that takes late writes, so that one can be made to hang. */
describeLive('exactly-once on a real broker', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', { properties: { 'transaction.partition.verification.enable': 'false' } });
  let reader: ClusterReader;
  let writer: TransactionalWriter | null = null;

  beforeAll(async () => {
    const { bootstrapServers } = kafka();
    const plain = { securityProtocol: 'PLAINTEXT', sasl: null, tls: null } as const;
    reader = createClusterReader({ bootstrapServers: bootstrapServers.split(','), ...plain }, { write: () => {} });
    await plantTopics(bootstrapServers, [
      { topic: 'calm', partitions: 2, records: 10 },
      { topic: 'hung', partitions: 1, records: 10 },
    ]);
  });
  afterAll(async () => {
    await writer?.disconnect();
    await reader?.close();
  });

  const ask = async () => {
    const tool = planExactlyOnceTool(fakePorts({ cluster: async () => reader, configs }));
    const context = { signal: new AbortController().signal, progress: async () => {} };
    const answer = tool.output.parse(await tool.run(parseInput(tool.input, tool.name, REQUEST), context));
    return { answer, text: render(tool.output, answer) };
  };
  const rules = (answer: Awaited<ReturnType<typeof ask>>['answer']) => answer.findings.map(({ rule }) => rule);

  test('before the first transaction', async () => {
    const { answer } = await ask();
    expect(answer.gaps).toEqual([]);
    expect(answer.assumptions).toEqual(
      expect.arrayContaining(['kafka_version = 4.3: read from the cluster', 'brokers = 1: read from the cluster']),
    );
    expect(answer.running.cluster_checks).toEqual(
      expect.arrayContaining([
        '__transaction_state is not there yet; the first transaction makes it with 1 replica',
        'transaction.max.timeout.ms 900,000 covers the 10,000 needed',
        'transaction.version 2 is finalised',
        'every broker that answered is of 4.3',
        'transactional ids are kept for 7 d of silence',
        'no transaction hangs',
        'no transaction is open',
      ]),
    );
    expect(rules(answer)).toContain('EOS-VERIFICATION-OFF');
    expect(rules(answer)).toContain('EOS-FEW-BROKERS');
  });

  test('a topic of one replica, and a transaction that is open', async () => {
    writer = await beginTransaction(kafka().bootstrapServers, 'billing-0', 600_000);
    await writer.send('calm', 3);
    const { answer } = await ask();
    expect(answer.gaps).toEqual([]);
    const topic = answer.findings.find(({ rule }) => rule === 'EOS-STATE-TOPIC-REPLICAS');
    expect(topic?.evidence[0]).toMatch(/^(\d+) partitions of \1 with 1 replica/);
    expect(answer.running.cluster_checks).toContain('1 transaction open, none for long');
    const observed = await reader.observeTransactions({ signal: new AbortController().signal });
    expect(observed.running).toMatchObject([
      {
        transactionalId: 'billing-0',
        state: 'Ongoing',
        timeoutMs: 600_000,
        partitions: 1,
        startedMs: expect.any(Number),
      },
    ]);
    expect(observed.open).toMatchObject([
      { topic: 'calm', partition: 0, transactionalId: 'billing-0', coordinatorHasPartition: true },
    ]);
  });

  test('a transaction that hangs', async () => {
    const [broker] = kafka().bootstrapServers.split(',');
    await writeHangingBatch(broker ?? '', 'hung', 'lost-0', Date.now() - 3_600_000);
    const { answer, text } = await ask();
    const finding = answer.findings.find(({ rule }) => rule === 'EOS-HANGING-TRANSACTION');
    expect(finding).toMatchObject({
      severity: 'critical',
      command: 'kafka-transactions.sh --bootstrap-server B abort --topic hung --partition 0 --start-offset 10',
    });
    expect(text.split('\n')[0]).toContain('1 hanging transaction');
  });

  test('what is over is gone', async () => {
    await writer?.commit();
    // The coordinator answers before the markers are written.
    const over = async () =>
      (await ask()).answer.running.cluster_checks.includes('no transaction is open beside the hanging one');
    await waitUntil(over, { timeoutMs: 30_000, everyMs: 100, what: 'Waiting for the markers' });
    expect(rules((await ask()).answer)).toContain('EOS-HANGING-TRANSACTION');
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askBroker } from '../../../sandbox/ask-broker.ts';
import { waitUntil } from '../../../sandbox/wait.ts';
import { describeTransactions } from '../../../src/kafka/protocol/apis/65-describe-transactions.ts';
import { describeLive } from '../../support/live.ts';
import { connectClient, type McpClient, type ToolAnswer } from '../../support/mcp-client.ts';
import { plantTopics } from '../../support/plant.ts';
import { withKafka } from '../../support/sandbox.ts';
import { beginTransaction } from '../../support/transactions.ts';
import { abortIn, hangingIn, transactionsTool } from './agreement.ts';
import { verdictIn } from './diagnosis.ts';
import { auto, classic, modern } from './java-consumers.ts';
import { namesAt } from './placement.ts';
import { settings } from './settings.ts';
import { openStage, type Stage } from './stage.ts';

/** The broker that is lost, and with it the only replica of what it leads. */
const LOST = 3;

/** Sooner than a broker is given up, so that nobody is there to take the marker of the aborted transaction. */
const TRANSACTION_TIMEOUT_MS = 3_000;

/** In order: what was seen while the broker was away is asserted first, then what it left behind. */
describeLive('faults of brokers, planted on three real 4.3.1', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', {
    brokers: 3,
    replicationFactor: 1,
    properties: {
      ...settings,
      'transaction.partition.verification.enable': 'true',
      'transaction.abort.timed.out.transaction.cleanup.interval.ms': '1000',
      'offsets.topic.num.partitions': '12',
      'transaction.state.log.num.partitions': '6',
    },
  });
  let client: McpClient;
  let stage: Stage;
  const diagnose = (group: string) => client.call('kafka_diagnose_lag', { group });
  /** Names by where their coordinator is. */
  let names: Record<'reading' | 'readingNew' | 'housed' | 'ledger' | 'processor' | 'writer', string>;
  let whileAway: ReadonlyMap<string, ToolAnswer>;
  let afterwards: ReadonlyMap<string, ToolAnswer>;

  const askAll = async (...groups: readonly string[]): Promise<ReadonlyMap<string, ToolAnswer>> =>
    new Map(await Promise.all(groups.map(async (group) => [group, await diagnose(group)] as const)));

  beforeAll(async () => {
    const { bootstrapServers, brokers } = kafka();
    const lost = brokers.find(({ nodeId }) => nodeId === LOST);
    client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: bootstrapServers });
    await plantTopics(bootstrapServers, [
      { topic: 'split', partitions: 3, records: 600, assignment: [[1], [2], [LOST]] },
      { topic: 'ledger', partitions: 1, records: 0, assignment: [[LOST]] },
    ]);
    stage = await openStage(kafka());
    const groupAt = await namesAt('group', stage.address, stage.admin);
    const idAt = await namesAt('transaction', stage.address, stage.admin);
    names = {
      reading: groupAt('reading', 1),
      readingNew: groupAt('reading-new', 2),
      housed: groupAt('housed', LOST),
      ledger: groupAt('ledger', 1),
      processor: groupAt('processor', LOST),
      writer: idAt('writer', 1),
    };
    const slowly = { topics: ['split'], recordMs: 100, commits: 'record' } as const;
    stage.java.start(classic('reading-1', names.reading, slowly));
    stage.java.start(modern('reading-new-1', names.readingNew, { topics: ['split'], recordMs: 50 }, auto(1_000)));
    stage.java.start(classic('housed-1', names.housed, slowly));
    const readCommitted = { ...auto(1_000), 'isolation.level': 'read_committed' };
    stage.java.start(classic('ledger-1', names.ledger, { topics: ['ledger'] }, readCommitted));
    for (const id of ['reading-1', 'reading-new-1', 'housed-1', 'ledger-1']) await stage.java.told(id, /^assigned$/);
    await sleep(10_000);

    const transaction = await beginTransaction(bootstrapServers, names.writer, TRANSACTION_TIMEOUT_MS);
    await transaction.send('ledger', 3);
    await transaction.sendOffsets(names.processor, 'split', [30, 30, 30]);
    await lost?.kill('SIGKILL');
    stage.atEnd(() => transaction.disconnect());
    const leaderless = async () =>
      (await client.call('kafka_describe_cluster')).content.leaderless_partitions.includes('split-2');
    await waitUntil(leaderless, { timeoutMs: 60_000, everyMs: 1_000, what: 'Waiting for the end of a leader' });
    // Until the coordinator has given up the partitions that nobody leads.
    const aborted = async () => {
      const asked = { transactionalIds: [names.writer] };
      const { transactionStates } = await askBroker(stage.address, describeTransactions, 0, asked);
      return transactionStates[0]?.transactionState === 'CompleteAbort';
    };
    await waitUntil(aborted, { timeoutMs: 60_000, everyMs: 1_000, what: 'Waiting for the end of the transaction' });
    whileAway = await askAll(names.reading, names.readingNew, names.housed);
    await lost?.restart();
    await waitUntil(async () => !(await leaderless()), {
      timeoutMs: 60_000,
      everyMs: 1_000,
      what: 'Waiting for a leader',
    });
    await sleep(5_000);
    afterwards = await askAll(names.ledger, names.processor, names.reading);
  }, 300_000);
  afterAll(async () => {
    await stage?.end();
    await client?.close();
  }, 60_000);

  const verdict = (answers: ReadonlyMap<string, ToolAnswer>, group: string) => {
    const answer = answers.get(group);
    expect(answer?.isError, answer?.text).toBe(false);
    return { rule: answer === undefined ? undefined : verdictIn(answer)?.rule, text: answer?.text };
  };

  test.each(['reading', 'readingNew'] as const)('a partition without a leader: %s', (who) => {
    const { rule, text } = verdict(whileAway, names[who]);
    expect(rule, text).toBe('LAG-LEADERLESS-PARTITION');
    expect(text).toContain('split-2');
  });

  test('a group whose coordinator is down is neither unknown to the cluster nor dead', () => {
    const { rule, text } = verdict(whileAway, names.housed);
    expect(rule, text).toBe('LAG-COORDINATOR-UNAVAILABLE');
  });

  test('a transaction that was aborted while its partition had no leader hangs for its readers', () => {
    const { rule, text } = verdict(afterwards, names.ledger);
    expect(rule, text).toBe('LAG-HANGING-TRANSACTION');
    expect(text).toContain('ledger-0');
  });

  test('and in __consumer_offsets for the group whose offsets it carried', () => {
    const { rule, text } = verdict(afterwards, names.processor);
    expect(rule, text).toBe('LAG-HANGING-TRANSACTION');
    expect(text).toContain('__consumer_offsets');
  });

  test('the broker is back: its leaderless partition is read again', () => {
    const { rule, text } = verdict(afterwards, names.reading);
    expect(rule, text).not.toBe('LAG-LEADERLESS-PARTITION');
  });

  test('find-hanging lists both, and the commands of the findings end them', { timeout: 180_000 }, async () => {
    const tool = transactionsTool(kafka().bootstrapServers);
    // The tool counts in minutes.
    const listed = async () =>
      hangingIn((await tool('find-hanging', '--broker-id', `${LOST}`, '--max-transaction-timeout', '1')).stdout);
    await expect.poll(listed, { timeout: 120_000, interval: 5_000 }).toEqual(['__consumer_offsets', 'ledger']);
    for (const group of [names.ledger, names.processor])
      expect((await tool(...abortIn(afterwards.get(group)))).code).toBe(0);
    for (const group of [names.ledger, names.processor]) {
      const { rule, text } = verdict(await askAll(group), group);
      expect(rule, text).not.toBe('LAG-HANGING-TRANSACTION');
    }
  });
});

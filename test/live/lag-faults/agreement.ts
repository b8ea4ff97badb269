import { expect, test } from 'vitest';
import { kafkaTool } from '../../../sandbox/cli.ts';
import type { McpClient, ToolAnswer } from '../../support/mcp-client.ts';
import { officialLag } from '../../support/official-lag.ts';
import { verdictIn } from './diagnosis.ts';

/** What is asked of the cluster while its groups are as the plants left them. */
export interface Asked {
  readonly bootstrapServers: string;
  readonly client: McpClient;
  readonly seen: ReadonlyMap<string, readonly ToolAnswer[]>;
}

/** Nothing moves there, so both may look one after the other. */
const AT_REST = ['lost-to-retention', 'phantom', 'committed-beyond-end'];

/** Kafka's own tools say the same, and do what a finding says that they will. */
export function testAgreement(asked: () => Asked): void {
  test('groups at rest lag as the official tool says', { timeout: 120_000 }, async () => {
    const { bootstrapServers, client } = asked();
    const official = await officialLag(bootstrapServers, ...AT_REST.flatMap((group) => ['--group', group]));
    for (const group of AT_REST) {
      const rows = official.filter((row) => row.group === group);
      const { content } = await client.call('kafka_diagnose_lag', { group });
      expect(rows.length).toBeGreaterThan(0);
      for (const { topic, partition, committed, end, lag } of rows) {
        // Where the commit lies beyond the end the tool prints a negative lag.
        const known = Number(lag) < 0 ? null : lag;
        expect(content.partitions).toContainEqual(
          expect.objectContaining({ topic, partition, committed, high_watermark: end, lag: known }),
        );
      }
    }
  });

  test('the same transactions hang as find-hanging lists, and the command of the finding frees the group', {
    timeout: 120_000,
  }, async () => {
    const { bootstrapServers, client, seen } = asked();
    const tool = transactionsTool(bootstrapServers);
    expect(hangingIn((await tool('find-hanging', '--broker-id', '1')).stdout)).toEqual(['hanging']);
    const [answer] = seen.get('hanging-transaction') ?? [];
    expect((await tool(...abortIn(answer))).code).toBe(0);
    const isFree = async () => {
      const { content, text } = await client.call('kafka_diagnose_lag', { group: 'hanging-transaction' });
      const [{ last_stable: stable, high_watermark: high }] = content.partitions;
      return { stable: stable === high, hangs: text.includes('LAG-HANGING-TRANSACTION') };
    };
    await expect.poll(isFree, { timeout: 30_000, interval: 1_000 }).toEqual({ stable: true, hangs: false });
  });
}

/** kafka-transactions of 4.3.1. */
export const transactionsTool =
  (bootstrapServers: string) =>
  (...args: readonly string[]) =>
    kafkaTool(
      '4.3.1',
      'org.apache.kafka.tools.TransactionsCommand',
      ['--bootstrap-server', bootstrapServers, ...args],
      { timeoutMs: 60_000 },
    );

/** Topics in what find-hanging prints: a row a partition. */
export function hangingIn(stdout: string): string[] {
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return rows
    .flatMap(([topic, partition]) => (topic !== undefined && /^\d+$/.test(partition ?? '') ? [topic] : []))
    .sort();
}

/** The arguments of kafka-transactions in the command of a verdict, without those that name the cluster. */
export function abortIn(answer: ToolAnswer | undefined): readonly string[] {
  const command = answer === undefined ? '' : (verdictIn(answer)?.command ?? '');
  const abort =
    /^kafka-transactions\.sh --bootstrap-server B (abort --topic \S+ --partition \d+ --start-offset \d+)$/.exec(
      command,
    );
  expect(abort, `the command: ${command}`).not.toBeNull();
  return abort?.[1]?.split(' ') ?? [];
}

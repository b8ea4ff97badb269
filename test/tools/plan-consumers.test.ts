import { describe, expect, it } from 'vitest';
import { parseInput } from '../../src/mcp/input.ts';
import { render } from '../../src/mcp/render.ts';
import type { ToolContext } from '../../src/mcp/tool.ts';
import { planConsumersTool } from '../../src/tools/plan-consumers.ts';
import { configs } from '../support/fake-ports.ts';

const tool = planConsumersTool({ configs });
const context: ToolContext = { signal: new AbortController().signal, progress: async () => {} };
const call = async (input: unknown) =>
  tool.output.parse(await tool.run(parseInput(tool.input, tool.name, input), context));

describe('kafka_plan_consumers', () => {
  it('answers its example, in text as in structure', async () => {
    const answer = await call(tool.example);
    const text = render(tool.output, answer);
    expect(answer.group).toMatchObject({ protocol: 'consumer', instances: 5, threads_per_instance: 6 });
    expect(answer.findings.map(({ rule }) => rule)).toContain('CONSUMERS-RESET-LATEST');
    expect(text.split('\n')[0]).toBe(
      'payment-service: 5 instances × 6 consumers for 29 consumers needed, over 30 partitions, 66.7 % busy at peak; consumer protocol with static members, max.poll.records 500.',
    );
    expect(text).toContain('shop.orders.order-events.v1.payment-service.dlq');
    expect(text.length).toBeLessThan(10_000);
  });

  it('answers an empty request, with everything that it assumed', async () => {
    const answer = await call({});
    expect(answer.assumptions.length).toBeGreaterThan(8);
    expect(answer.open_questions.length).toBeGreaterThan(4);
    expect(answer.findings).toEqual([]);
  });

  it('shows the anti-patterns', async () => {
    const { findings, group } = await call({
      kafka_version: '4.3',
      ...{ ordering: 'none', commits: false, request_reply: true, lag_alerts: false, messages_per_s: 100 },
    });
    expect(group.protocol).toBe('share');
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['ANTI-NO-COMMIT', 'ANTI-REQUEST-REPLY', 'ANTI-LAG-UNWATCHED']),
    );
  });

  it.each([
    ['java', '3.7', 'classic'],
    ['java', '4.0', 'consumer'],
    ['librdkafka', '2.5.0', 'classic'],
    ['librdkafka', '2.12', 'consumer'],
  ])('%s %s speaks %s to brokers of 4.2', async (client, client_version, protocol) => {
    expect((await call({ client, client_version, kafka_version: '4.2' })).group.protocol).toBe(protocol);
  });

  it('takes a connector as REST has it', async () => {
    const config = '{"name":"es","config":{"tasks.max":"20","consumer.override.auto.offset.reset":"latest"}}';
    const { summary, findings } = await call({ client: 'connect', partitions: 10, config });
    expect(summary).toContain('connect-es: 20 tasks on 3 workers');
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['CONSUMERS-IDLE-MEMBERS', 'CONSUMERS-RESET-LATEST']),
    );
  });

  it.each([
    ['client', { client: 'sarama' }],
    ['delivery', { delivery: 'twice' }],
    ['messages_per_sec', { messages_per_sec: 5 }],
    ['messages_per_s', { messages_per_s: 0 }],
    ['partitions', { partitions: 1.5 }],
    ['config', { config: 'not a setting' }],
    ['topic', { topic: 'a b' }],
    ['client_version', { client: 'librdkafka', client_version: 'newest' }],
    ['rate', { rate: 5 }],
  ])('names %s when it is wrong or not known', async (name, input) => {
    await expect(async () => await call(input)).rejects.toThrow(`\`${name}`);
  });
});

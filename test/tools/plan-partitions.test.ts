import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, failure } from '../../src/mcp/answers.ts';
import { parseInput } from '../../src/mcp/input.ts';
import { render } from '../../src/mcp/render.ts';
import type { ToolContext } from '../../src/mcp/tool.ts';
import { planPartitionsTool } from '../../src/tools/plan-partitions.ts';
import { scenario } from '../simulator/build.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { type SimulatedServer, startSimulatedServer } from '../support/simulated.ts';

const tool = planPartitionsTool(fakePorts());
const context: ToolContext = { signal: new AbortController().signal, progress: async () => {} };
const call = async (input: unknown) =>
  tool.output.parse(await tool.run(parseInput(tool.input, tool.name, input), context));

/** As the server answers: text of the answer, or of the failure. */
async function say(input: unknown): Promise<string> {
  const around = { log: { write: () => {} }, redact: (text: string) => text, notice: null };
  const answered = async () => {
    try {
      return answer(tool, await tool.run(parseInput(tool.input, tool.name, input), context), around);
    } catch (error) {
      return failure(tool, error, around);
    }
  };
  return (await answered()).content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

describe('kafka_plan_partitions', () => {
  it('answers its example, in text as in structure', async () => {
    const answer = await call(tool.example);
    const text = render(tool.output, answer);
    expect(answer.partitions).toBe(18);
    expect(text.split('\n')[0]).toBe(
      'Plan 18 partitions: the slowest group needs ⌈60 ÷ 8 MB/s⌉ = 8, × 2 growth = 16, rounded up to a multiple of 3 brokers.',
    );
    expect(text).toContain('| F4-growth | ⌈8 × 2⌉ | 16 | applied |');
    expect(text).not.toContain('unknown');
    expect(text.length).toBeLessThan(6_000);
  });

  it('places a sample key under every client', async () => {
    const text = await say({ target_mb_per_s: 60, brokers: 10, sample_key: '354afe16-939a-4ea8-8e17-8bb0840b6886' });
    expect(text).toMatch(/\| murmur2 \| Java, kafkajs 2, librdkafka with partitioner=murmur2_random \| \d+ \|/);
    expect(text).toMatch(/\| CRC32 \| librdkafka \(C, Go, Python, .NET, Node\) \| \d+ \|/);
  });

  it('stays small when everything is wrong at once', async () => {
    const answer = await call({
      target_mb_per_s: 5_000,
      hottest_key_share: 0.5,
      key_cardinality: 10,
      current_partitions: 3,
      brokers: 3,
      existing_replicas_on_cluster: 90_000,
      cleanup_policy: 'compact',
      ordering: 'none',
      keyed: false,
      latency_sensitive: true,
      growth_percent_per_year: 80,
      horizon_months: 36,
      clients: ['java', 'librdkafka', 'sarama'],
    });
    expect(answer.findings.length).toBeGreaterThan(6);
    expect(render(tool.output, answer).length).toBeLessThan(13_000);
  });

  it.each([
    ['target_mb_per_s', { target_mb_per_s: 0 }],
    ['target_mb_per_s', { target_mb_per_s: -3 }],
    ['target_mb_per_s', { target_mb_per_s: 1e9 }],
    ['target_mb_per_s', { target_mb_per_s: '5' }],
    ['target_utilisation', { target_mb_per_s: 5, target_utilisation: 0.95 }],
    ['expected_consumers', { expected_consumers: 2.5 }],
    ['hottest_key_share', { target_mb_per_s: 5, hottest_key_share: 20 }],
    ['ordering', { target_mb_per_s: 5, ordering: 'global' }],
    ['clients.1', { target_mb_per_s: 5, clients: ['java', 'cobol'] }],
    ['horizon_months', { target_mb_per_s: 5, growth_percent_per_year: 5, horizon_months: 0 }],
    ['growth_factor', { target_mb_per_s: 5, growth_percent_per_year: 50, growth_factor: 8 }],
    ['target_mbps', { target_mbps: 5 }],
  ])('names %s when it is wrong or not known', async (name, input) => {
    expect(await say(input)).toContain(`\`${name}\``);
  });

  it('describes every argument', () => {
    for (const [name, field] of Object.entries(tool.input.shape)) expect(field.description, name).toBeTruthy();
    expect(tool.description.length).toBeLessThanOrEqual(450);
  });

  it('refuses a topic of the brokers, also where no cluster is configured', async () => {
    const text = await say({ topic: '__consumer_offsets', expected_consumers: 20 });
    expect(text).toContain('__consumer_offsets belongs to the brokers');
    expect(text).not.toContain('KAFKA_BOOTSTRAP_SERVERS');
  });

  it('names the setting when a topic is to be measured and no cluster is configured', async () => {
    expect(await say({ topic: 'orders' })).toContain('KAFKA_BOOTSTRAP_SERVERS');
  });
});

describe('a live topic', () => {
  let server: SimulatedServer;
  beforeAll(async () => {
    const rates = [{ from_s: -30_000, per_s: 400 }];
    const orders = { name: 'orders', partitions: 6, replication_factor: 3, record_bytes: 800, rates };
    server = await startSimulatedServer(scenario({ topics: [orders, { name: 'orders-retry', partitions: 3 }] }));
  });
  afterAll(() => server.close());

  it('is measured, and what was measured stands in for what was not given', async () => {
    const { text, content } = await server.call('kafka_plan_partitions', {
      topic: 'orders',
      processing_ms_per_message: 10,
      clients: ['java', 'librdkafka'],
      sample_key: 'order-1',
    });
    expect(content.measured).toMatchObject({ topic: 'orders', average_message_bytes: 800, partitions: 6, brokers: 3 });
    expect(content.measured.messages_per_s_peak / 400).toBeCloseTo(1, 1);
    // 400 × 10 ms ÷ 0.7 = 5.7: 6, × 2 growth = 12.
    expect([content.partitions, content.gaps]).toEqual([12, []]);
    expect(content.sample_key.choices.map((choice: { hash: string }) => choice.hash)).toEqual(['murmur2', 'CRC32']);
    expect(text).toContain('PARTITIONS-CLIENT-HASH');
    expect(text).toMatch(/messages_per_s_peak: [\d.]+ = [\d,]+ records ÷ [\d,.]+ s/);
  });

  it('that is not there is asked back by name', async () => {
    const { text, isError } = await server.call('kafka_plan_partitions', { topic: 'order' });
    expect(isError).toBe(true);
    expect(text).toContain('similar ones are orders, orders-retry');
  });
});

import { describe, expect, it } from 'vitest';
import { KnownFailure } from '../../src/failure.ts';
import { parseInput } from '../../src/mcp/input.ts';
import { render } from '../../src/mcp/render.ts';
import type { ToolContext } from '../../src/mcp/tool.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { planExactlyOnceTool } from '../../src/tools/plan-exactly-once.ts';
import { scenario } from '../simulator/build.ts';
import { asShown, inventedIn, missingIn } from '../support/facts.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { startSimulatedServer } from '../support/simulated.ts';

const tool = planExactlyOnceTool(fakePorts());
const context: ToolContext = { signal: new AbortController().signal, progress: async () => {} };
const call = async (input: unknown) =>
  tool.output.parse(await tool.run(parseInput(tool.input, tool.name, input), context));

describe('kafka_plan_exactly_once', () => {
  it('answers its example, in text as in structure', async () => {
    const answer = await call(tool.example);
    const text = render(tool.output, answer);
    expect(answer.guarantee).toBe('effectively_once');
    expect(text.split('\n')[0]).toBe(
      'order-enricher can be effectively once at best, because of the sink database: the database is not part of a Kafka transaction, but can refuse what it has seen. Solve first: One transactional.id for 3 producers: each start fences the others, for ever.',
    );
    expect(text).toContain('| source: kafka | exactly_once |');
    expect(text).toContain('transactional.id=order-enricher-<ordinal>');
    expect(text).toContain('commits_per_s: 1.5 = 3 instances × 1,000 ÷ 2,000 ms');
    expect(text).not.toContain('unknown');
    expect(text).not.toContain('undefined');
    expect(text.length).toBeLessThan(10_000);
    expect(missingIn(text, asShown(tool.output, answer))).toEqual([]);
    expect(inventedIn(text, answer)).toEqual([]);
  });

  it('answers with nothing given, and says what it assumed', async () => {
    const { guarantee, assumptions } = await call({});
    expect(guarantee).toBe('exactly_once');
    expect(assumptions).toContain('client = java: not given');
  });

  it('leaves transactional ids out where no transaction is of use', async () => {
    const answer = await call({ sources: ['kafka'], sinks: ['database'] });
    expect(answer.running).not.toHaveProperty('transactional_ids');
    expect(render(tool.output, answer)).not.toContain('unknown');
  });

  it('names the setting when a cluster is to be checked and none is configured', async () => {
    await expect(call({ ...tool.example, check_cluster: true })).rejects.toThrow(KnownFailure);
    await expect(call({ ...tool.example, check_cluster: true })).rejects.toThrow('KAFKA_BOOTSTRAP_SERVERS');
  });

  it('tells a client that is older than the brokers', async () => {
    const { findings } = await call({ ...tool.example, kafka_version: '4.2', client_version: '3.9' });
    expect(findings.map(({ rule }) => rule)).toContain('EOS-CLIENT-RELEASE');
  });

  it.each([
    ['sources', { sources: ['tape'] }],
    ['sinks', { sinks: 'kafka' }],
    ['client', { client: 'go' }],
    ['check_cluster', { check_cluster: 'yes' }],
    ['instances', { instances: 0 }],
    ['config', { config: 'what is this' }],
    ['kafka_version', { kafka_version: 'latest' }],
    ['client_version', { client_version: 'latest' }],
    ['commit_interval', { commit_interval: 5 }],
  ])('names %s when it is wrong or not known', async (name, input) => {
    await expect(call(input)).rejects.toThrow(name);
  });

  it('fits the list of tools', () => {
    expect(tool.description.length).toBeLessThanOrEqual(450);
    for (const [name, field] of Object.entries(tool.input.shape))
      expect([name, field.description]).toEqual([name, expect.stringMatching(/\w{3}/)]);
  });
});

describe('kafka_plan_exactly_once with a cluster', () => {
  const ask = async (more: Partial<ScenarioInput>) => {
    const input = scenario({
      topics: [{ name: 'orders', partitions: 3, rates: [{ from_s: -3_600, per_s: 30 }] }],
      transactions: [
        {
          transactional_id: 'billing-0',
          producer_id: 4_000,
          topic: 'orders',
          partition: 1,
          records: 5,
          from_s: -600,
          outcome: 'hanging',
        },
      ],
      ...more,
    });
    const server = await startSimulatedServer(input);
    try {
      return await server.call(tool.name, { sources: ['kafka'], sinks: ['kafka'], check_cluster: true });
    } finally {
      await server.close();
    }
  };

  it('says first what must be solved there', async () => {
    const { text, content, isError } = await ask({});
    expect(isError).toBe(false);
    expect(text.split('\n')[0]).toContain('Solve first: 1 hanging transaction: no coordinator will end it');
    expect(text).toContain('kafka-transactions.sh --bootstrap-server B abort --topic orders --partition 1');
    expect(text).toContain('kafka_version = 4.3: read from the cluster');
    expect(content.gaps).toEqual([]);
  });

  it('goes on without what it may not read, and says so', async () => {
    const { text, content, isError } = await ask({
      denied: [{ resource: 'cluster', operations: ['describe_configs'] }],
      transactions: [],
    });
    expect(isError).toBe(false);
    expect(content.gaps.length).toBe(3);
    expect(text).toContain('transaction settings of broker 1');
    expect(text).not.toContain('EOS-CLUSTER-MAX-TIMEOUT');
  });
});

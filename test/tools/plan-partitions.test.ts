import { describe, expect, it } from 'vitest';
import { parseInput } from '../../src/mcp/input.ts';
import { render } from '../../src/mcp/render.ts';
import type { ToolContext } from '../../src/mcp/tool.ts';
import { planPartitionsTool as tool } from '../../src/tools/plan-partitions.ts';

const context: ToolContext = { signal: new AbortController().signal, progress: async () => {} };
const call = async (input: unknown) =>
  tool.output.parse(await tool.run(parseInput(tool.input, tool.name, input), context));

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
    expect(text.length).toBeLessThan(5_000);
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
      latency_sensitive: true,
    });
    expect(answer.findings.length).toBeGreaterThan(6);
    expect(render(tool.output, answer).length).toBeLessThan(12_000);
  });

  it.each([
    ['target_mb_per_s', { target_mb_per_s: 0 }],
    ['target_mb_per_s', { target_mb_per_s: 1e9 }],
    ['target_utilisation', { target_mb_per_s: 5, target_utilisation: 0.95 }],
    ['expected_consumers', { expected_consumers: 2.5 }],
    ['hottest_key_share', { target_mb_per_s: 5, hottest_key_share: 20 }],
    ['ordering', { target_mb_per_s: 5, ordering: 'global' }],
    ['target_mbps', { target_mbps: 5 }],
  ])('names %s when it is wrong or not known', (name, input) => {
    expect(() => parseInput(tool.input, tool.name, input)).toThrow(`\`${name}\``);
  });

  it('bounds and describes every argument', () => {
    for (const [name, field] of Object.entries(tool.input.shape)) {
      expect(field.description, name).toBeTruthy();
      const inner = field.unwrap();
      if ('minValue' in inner)
        expect([name, inner.minValue, inner.maxValue].every((bound) => bound !== null)).toBe(true);
    }
    expect(tool.description.length).toBeLessThanOrEqual(700);
  });
});

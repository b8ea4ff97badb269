import { afterAll, beforeAll } from 'vitest';
import { createClusterReader } from '../../src/kafka/reader.ts';
import { answer, failure } from '../../src/mcp/answers.ts';
import { parseInput } from '../../src/mcp/input.ts';
import type { ClusterReader, Ports } from '../../src/ports.ts';
import { type SimulatedCluster, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { diagnoseLagTool } from '../../src/tools/diagnose-lag.ts';

export interface LagToolAnswer {
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of every answer; each test knows the part it asserts
  readonly content: any;
  readonly isError: boolean;
  readonly progress: readonly string[];
}

/** Calls the tool as the server does: arguments checked, answer checked, rendered and kept small. */
export async function askLag(
  ports: Pick<Ports, 'cluster'> & Partial<Pick<Ports, 'clock'>>,
  args: Readonly<Record<string, unknown>>,
  signal = new AbortController().signal,
): Promise<LagToolAnswer> {
  const tool = diagnoseLagTool({ clock: { now: () => Date.now(), sleep: async () => {} }, ...ports });
  const context = { log: { write: () => {} }, redact: (text: string) => text, notice: null };
  const progress: string[] = [];
  const told = async (_done: number, _total: number, message: string) => void progress.push(message);
  const answered = async () => {
    try {
      return answer(tool, await tool.run(parseInput(tool.input, tool.name, args), { signal, progress: told }), context);
    } catch (error) {
      if (signal.aborted) throw error;
      return failure(tool, error, context);
    }
  };
  const { content, structuredContent, isError } = await answered();
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return { text, content: structuredContent, isError: isError === true, progress };
}

/** A simulated cluster for the tests of a file, its clock that of the machine, and the adapter of live ones on it. */
export function withSimulatedCluster(
  scenario: ScenarioInput,
): () => { reader: ClusterReader; cluster: SimulatedCluster } {
  let running: { reader: ClusterReader; cluster: SimulatedCluster } | null = null;
  beforeAll(async () => {
    const cluster = await startSimulatedCluster(scenario);
    const settings = {
      bootstrapServers: cluster.bootstrapServers.split(','),
      securityProtocol: 'PLAINTEXT' as const,
      sasl: null,
      tls: null,
    };
    const reader = createClusterReader(settings, { write: () => {} });
    running = { reader, cluster };
    // The simulated past is made when it is first asked for, which must not cost the history of a test its time.
    for (const sinceMs of [null, Date.now() - 1_800_000]) {
      const { signal } = new AbortController();
      await reader.background(await reader.observeLag({ kind: 'all' }, { signal }), { signal, sinceMs, deep: false });
    }
  });
  afterAll(async () => {
    await running?.reader.close();
    await running?.cluster.close();
  });
  return () => {
    if (running === null) throw new Error('the simulated cluster is not running');
    return running;
  };
}

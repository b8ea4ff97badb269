import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { systemClock } from '../../src/clock.ts';
import { describeSettings } from '../../src/config/configured.ts';
import type { KafkaSettings, Settings } from '../../src/config/settings.ts';
import { createClusterReader } from '../../src/kafka/reader.ts';
import type { Clock } from '../../src/ports.ts';
import { type SimulatedCluster, type SimulatorOptions, startSimulatedCluster } from '../../src/simulator/cluster.ts';
import type { ScenarioInput } from '../../src/simulator/scenario/schema.ts';
import { connectInMemory } from './in-memory.ts';
import type { ToolAnswer } from './mcp-client.ts';

/** A simulated cluster, and the whole server in this process that looks at it. */
export interface SimulatedServer {
  readonly cluster: SimulatedCluster;
  call(tool: string, args?: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  /** Ends the server; the connections that the cluster still has then are leaked. */
  closeServer(): Promise<void>;
  close(): Promise<void>;
}

interface SimulatedServerOptions extends SimulatorOptions {
  readonly clock?: Clock;
  readonly kafka?: Partial<KafkaSettings>;
}

export async function startSimulatedServer(
  scenario: ScenarioInput,
  { clock = systemClock, kafka, ...options }: SimulatedServerOptions = {},
): Promise<SimulatedServer> {
  const cluster = await startSimulatedCluster(scenario, options);
  const settings: KafkaSettings = {
    bootstrapServers: cluster.bootstrapServers.split(','),
    securityProtocol: 'PLAINTEXT',
    sasl: null,
    tls: null,
    ...kafka,
  };
  const all: Settings = { kafka: settings, registry: null, connect: null, logLevel: 'error' };
  const reader = createClusterReader(settings, { write: () => {} });
  const client: Client = await connectInMemory({
    cluster: async () => reader,
    clock,
    configured: describeSettings(all, [], '0.0.0', null),
  });

  const closeServer = async () => {
    await client.close();
    await reader.close();
  };
  return {
    cluster,
    async call(tool, args = {}) {
      const before = performance.now();
      const result = CallToolResultSchema.parse(await client.callTool({ name: tool, arguments: args }));
      const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
      const ms = Math.round(performance.now() - before);
      return { text, content: result.structuredContent, isError: result.isError === true, ms };
    },
    closeServer,
    async close() {
      await closeServer();
      await cluster.close();
    },
  };
}

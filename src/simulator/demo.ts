import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { startSimulatedCluster } from './cluster.ts';
import { startSimulatedRegistry } from './registry/server.ts';
import { parseScenarioText } from './scenario/parse.ts';

/** The shop that `--demo` shows. */
const DEMO_SCENARIO = 'shop-peak.json';

/** A simulated cluster and registry, as settings for the adapters of live ones. */
export interface Demo {
  readonly settings: Pick<Settings, 'kafka' | 'registry' | 'connect'>;
  /** What every answer says first. */
  readonly notice: string;
  close(): Promise<void>;
}

/** Starts the demo from its scenario file; time runs on as in a real cluster. Throws ScenarioError for a file that is broken. */
export async function startDemo(scenarios: string): Promise<Demo> {
  const file = join(scenarios, DEMO_SCENARIO);
  const scenario = parseScenarioText(readFileSync(file, 'utf8'), file);
  const cluster = await startSimulatedCluster(scenario);
  const registry = scenario.registry === undefined ? null : await startSimulatedRegistry(scenario.registry);
  return {
    settings: {
      kafka: {
        bootstrapServers: cluster.bootstrapServers.split(','),
        securityProtocol: 'PLAINTEXT',
        sasl: null,
        tls: null,
      },
      registry: registry === null ? null : { url: registry.url, auth: null, tls: null },
      connect: null,
    },
    notice: 'Simulated cluster (started with --demo), no real Kafka:',
    async close() {
      await Promise.all([cluster.close(), registry?.close()]);
    },
  };
}

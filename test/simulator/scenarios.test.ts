import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { parseScenarioText } from '../../src/simulator/scenario/parse.ts';
import { startSimulatedServer } from '../support/simulated.ts';
import { clusterOf, scriptOf } from './build.ts';

const folder = join(packageRoot(), 'resources', 'scenarios');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const scenarioIn = (file: string) => parseScenarioText(readFileSync(join(folder, file), 'utf8'), file);

describe.each(files)('%s', (file) => {
  it('is a scenario, named as its file', () => {
    const scenario = scenarioIn(file);
    expect(scenario.name).toBe(file.replace('.json', ''));
    expect(scenario.about.length).toBeGreaterThan(20);
  });

  it('names topics that are there: a group that reads nothing was misspelt', () => {
    const cluster = clusterOf(scenarioIn(file));
    for (const [name] of cluster.groups) {
      const script = scriptOf(cluster, name);
      for (const topic of script.scenario.topics) expect(cluster.topic(topic)?.name, `${name} reads`).toBe(topic);
      for (const { topic, partition } of script.scenario.stuck) {
        expect(cluster.partition(topic, partition)?.index, `${name} is stuck on ${topic}-${partition}`).toBe(partition);
      }
    }
  });
});

/** What its "about" promises: some services keep up, others fall behind, each for a reason of its own. */
describe('the shop at its peak', () => {
  it('has each group in the state that the scenario planted', async () => {
    const server = await startSimulatedServer(scenarioIn('shop-peak.json'));
    try {
      const { content } = await server.call('kafka_diagnose_lag', { sample_seconds: 0, limit: 50 });
      const statuses = content.groups.map(({ group, status }: { group: string; status: string }) => [group, status]);
      expect(Object.fromEntries(statuses)).toEqual({
        'payments-service': 'caught_up',
        recommendations: 'caught_up',
        'notifications-service': 'growing',
        'inventory-service': 'growing',
        'fraud-check': 'blocked_by_transaction',
        'shipping-labels': 'crash_looping',
        'reporting-batch': 'no_active_members',
      });
      expect(content.gaps).toEqual([]);
      const cluster = await server.call('kafka_describe_cluster');
      expect(cluster.content.findings.map(({ rule }: { rule: string }) => rule)).toEqual(['CLUSTER-UNDER-REPLICATED']);
      expect(cluster.text).toContain('shop.shipments-1');
    } finally {
      await server.close();
    }
  });
});

import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { SimulatedCluster } from '../../../src/simulator/cluster.ts';
import type { ScenarioInput } from '../../../src/simulator/scenario/schema.ts';
import type { ToolAnswer } from '../../support/mcp-client.ts';
import { type SimulatedServer, startSimulatedServer } from '../../support/simulated.ts';
import { laggingShop } from './lagging-shop.ts';

/** An answer is due in 5 s, whatever the cluster does; the rest is what a busy machine may add. */
const DEADLINE_MS = 5_000;
const SLACK_MS = 700;

/** What an answer about a broken cluster has to have. */
export interface Expected {
  /** Gaps as `what | why | broker`; every one of these, and with `only` no other. */
  readonly gaps?: readonly (string | RegExp)[];
  readonly only?: boolean;
  readonly text?: readonly (string | RegExp)[];
  readonly isError?: boolean;
}

export type Plant = (cluster: SimulatedCluster) => unknown;

/** The whole server in front of a cluster that is broken; what it leaves behind is checked. */
export async function withBroken(
  plant: Plant,
  ask: (server: SimulatedServer) => Promise<void>,
  scenario: Partial<ScenarioInput> = {},
): Promise<void> {
  const server = await startSimulatedServer(laggingShop(scenario));
  try {
    await plant(server.cluster);
    await ask(server);
    await server.closeServer();
    // The other side hears of a closed connection a moment later.
    await vi.waitFor(() => expect(server.cluster.connections).toBe(0));
  } finally {
    await server.close();
  }
}

/** One look at all groups, or at one: the second look of the tool is another answer. */
export const lag = (server: SimulatedServer, group?: string): Promise<ToolAnswer> =>
  server.call('kafka_diagnose_lag', { sample_seconds: 0, limit: 50, ...(group === undefined ? {} : { group }) });

export function holds(answer: ToolAnswer, { gaps = [], only = false, text = [], isError = false }: Expected): void {
  expect(answer.text).not.toContain('failed unexpectedly');
  expect(answer.ms).toBeLessThan(DEADLINE_MS + SLACK_MS);
  expect(answer.isError, answer.text).toBe(isError);
  for (const words of text) expect(answer.text).toMatch(words);
  if (isError) return;
  const found: string[] = answer.content.gaps.map(
    (gap: { what: string; why: string; broker: number | null }) => `${gap.what} | ${gap.why} | ${gap.broker}`,
  );
  for (const gap of gaps) expect(found).toContainEqual(expect.stringMatching(gap));
  if (only) expect(found).toHaveLength(gaps.length);
}

interface Row {
  readonly status: string;
  readonly lag: string | null;
}

/** Every group of the shop lags on every partition, so nothing may look well, and what is missing must not be passed over. */
export function neverLooksWell({ content, isError, text }: ToolAnswer): void {
  if (isError) return;
  const rows: Row[] = [...content.groups, ...content.partitions];
  for (const row of rows) {
    expect(row.status).not.toBe('caught_up');
    expect(row.status).not.toBe('never_committed');
    expect(row.lag).not.toBe('0');
    expect(row.lag === null ? row.status : 'known').toMatch(/known|unknown/);
  }
  expect(content.lag).not.toBe('0');
  expect(text.split('\n')[0]).not.toMatch(/\b0 records in all|caught up|no lag/);
}

/** Nothing that would keep the process alive is left when the tests of a file are through. */
export function leavesNothingBehind(): void {
  const kept = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS|Timeout|GetAddrInfo)/.test(name));
  let before = 0;
  beforeAll(() => {
    before = kept().length;
  });
  afterAll(async () => {
    await vi.waitFor(() => expect(kept().filter((name) => name !== 'Timeout')).toEqual([]));
    expect(kept().length).toBeLessThanOrEqual(before);
  });
}

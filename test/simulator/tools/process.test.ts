import { afterEach, expect, it, vi } from 'vitest';
import { type SimulatedCluster, startSimulatedCluster } from '../../../src/simulator/cluster.ts';
import type { FaultAction } from '../../../src/simulator/faults.ts';
import { ask, type BuiltServer, startInitialized } from '../../support/built-server.ts';
import { laggingShop } from './lagging-shop.ts';

/** Two seconds for what is still unanswered and one to close; a hanging connection that is waited for would take longer. */
const ENDS_WITHIN_MS = 3_700;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function started(): Promise<{ cluster: SimulatedCluster; server: BuiltServer }> {
  const cluster = await startSimulatedCluster(laggingShop());
  closing.push(() => cluster.close());
  const server = await startInitialized({ KAFKA_BOOTSTRAP_SERVERS: cluster.bootstrapServers });
  closing.push(async () => void server.kill('SIGKILL'));
  return { cluster, server };
}

const lagCall = { name: 'kafka_diagnose_lag', arguments: { sample_seconds: 0 } };

/** The process ends by itself: no timer, no socket, nothing that failed unheard. */
async function endsTidily({ cluster, server }: Awaited<ReturnType<typeof started>>): Promise<void> {
  const before = performance.now();
  server.endInput();
  expect(await server.exited).toEqual({ code: 0, signal: null });
  expect(performance.now() - before).toBeLessThan(ENDS_WITHIN_MS);
  await vi.waitFor(() => expect(cluster.connections).toBe(0));
  expect(server.stderr()).not.toMatch(/unhandled rejection|uncaught exception|unexpected failure/);
}

it.each<[string, FaultAction]>([
  ['refuses', { kind: 'refuse' }],
  ['hangs up', { kind: 'drop' }],
  ['cuts its answers off', { kind: 'cut' }],
  ['answers garbage', { kind: 'garbage' }],
  ['hangs', { kind: 'hang' }],
])('after an answer about a cluster of which one broker %s', async (_, action) => {
  const running = await started();
  running.cluster.fault({ broker: 2, action });
  expect(await ask(running.server, 2, 'tools/call', lagCall)).toMatchObject({
    result: { structuredContent: { gaps: expect.arrayContaining([expect.objectContaining({ broker: 2 })]) } },
  });
  await endsTidily(running);
});

it('in the middle of a call that a hanging cluster does not answer', async () => {
  const running = await started();
  running.cluster.fault({ action: { kind: 'hang' } });
  running.server.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: lagCall });
  await vi.waitFor(() => expect(running.cluster.requests.length).toBeGreaterThan(0));
  await endsTidily(running);
});

it('after a call that was cancelled: nobody is asked any more', async () => {
  const running = await started();
  running.cluster.fault({ api: 'ListGroups', action: { kind: 'hang' } });
  running.server.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: lagCall });
  const hanging = () => running.cluster.requests.filter(({ api }) => api === 'ListGroups').length;
  await vi.waitFor(() => expect(hanging()).toBe(3));
  running.server.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } });
  await vi.waitFor(() => expect(running.cluster.connections).toBe(0));
  await endsTidily(running);
});

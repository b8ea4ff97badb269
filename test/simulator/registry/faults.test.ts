import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { HttpAuth } from '../../../src/config/settings.ts';
import type { Log } from '../../../src/log.ts';
import { createSchemaCatalog } from '../../../src/registry/catalog.ts';
import {
  type RegistryOptions,
  type SimulatedRegistry,
  startSimulatedRegistry,
} from '../../../src/simulator/registry/server.ts';
import { shop } from './shop.ts';

const log: Log = { write: () => {} };
const options = { signal: new AbortController().signal };
/** Silence is told from an answer after this time; whoever expects an answer waits longer, since the machine may be busy. */
const SILENCE_MS = 1_000;
const PATIENCE_MS = 10_000;

const started: SimulatedRegistry[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((registry) => registry.close()));
});

async function start(more: RegistryOptions): Promise<SimulatedRegistry> {
  const registry = await startSimulatedRegistry(shop, more);
  started.push(registry);
  return registry;
}

const catalogAt = (url: string, auth: HttpAuth | null = null, deadlineMs = PATIENCE_MS) =>
  createSchemaCatalog({ url, auth, tls: null }, log, { deadlineMs, maxAnswerBytes: 1_000_000 });

/** What the product makes of each fault. */
it.each([
  ['hang', { kind: 'hang' }, /no answer came within the time limit/, SILENCE_MS],
  ['status', { kind: 'status', status: 500 }, /HTTP 500/, PATIENCE_MS],
  ['status', { kind: 'status', status: 403 }, /HTTP 403/, PATIENCE_MS],
  ['garbage', { kind: 'garbage' }, /not a schema registry/, PATIENCE_MS],
  ['drop', { kind: 'drop' }, /closed before an answer came/, PATIENCE_MS],
  ['throttle', { kind: 'throttle', retryAfterS: 30 }, /HTTP 429/, PATIENCE_MS],
  ['slow', { kind: 'slow', ms: 60_000 }, /no answer came within the time limit/, SILENCE_MS],
] as const)('%s strikes every path', async (_kind, action, what, deadlineMs) => {
  const { url } = await start({ faults: [{ action }] });
  const { reachable, problems } = await catalogAt(url, null, deadlineMs).check(options);
  expect(reachable).toBe(false);
  expect(problems[0]?.what).toMatch(what);
});

it('strikes only below its path', async () => {
  const { url } = await start({ faults: [{ path: '/config', action: { kind: 'status', status: 500 } }] });
  expect((await catalogAt(url).check(options)).found).toBe(
    `schema registry at ${url}, release 8.3.1-simulated, 7 subjects`,
  );
});

it('strikes as often as it says', async () => {
  const fault = { path: '/subjects', times: 2, action: { kind: 'status', status: 418 } } as const;
  const { url } = await start({ faults: [fault] });
  const statuses: number[] = [];
  for (let n = 0; n < 4; n++) statuses.push((await fetch(`${url}/subjects`)).status);
  expect(statuses).toEqual([418, 418, 200, 200]);
});

it('tells when to come back', async () => {
  const { url } = await start({ faults: [{ action: { kind: 'throttle', retryAfterS: 7 } }] });
  const answer = await fetch(`${url}/subjects`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
});

it('is asked again after a short refusal, as the adapter does', async () => {
  const fault = { path: '/subjects', times: 1, action: { kind: 'throttle', retryAfterS: 0 } } as const;
  const registry = await start({ faults: [fault] });
  expect(await catalogAt(registry.url).subjects(options)).toHaveLength(7);
  expect(registry.requests).toEqual(['GET /subjects', 'GET /subjects']);
});

it('answers slow ones all the same', async () => {
  const { url } = await start({ faults: [{ path: '/mode', action: { kind: 'slow', ms: 300 } }] });
  const answered: string[] = [];
  await Promise.all(
    ['/mode', '/subjects'].map(async (path) => {
      expect((await fetch(`${url}${path}`)).status).toBe(200);
      answered.push(path);
    }),
  );
  expect(answered).toEqual(['/subjects', '/mode']);
});

const basic = { kind: 'basic', username: 'alice', password: 'sécret' } as const;
const bearer = { kind: 'bearer', token: 'abc' } as const;

it.each([
  ['basic', basic, basic, true],
  ['basic', basic, null, false],
  ['basic', basic, { ...basic, password: 'wrong' }, false],
  ['basic', basic, bearer, false],
  ['bearer', bearer, bearer, true],
  ['bearer', bearer, { ...bearer, token: 'old' }, false],
  ['bearer', bearer, basic, false],
])('%s login', async (_kind, login, auth, letIn) => {
  const { url } = await start({ login });
  const { reachable, problems } = await catalogAt(url, auth).check(options);
  expect(reachable).toBe(letIn);
  expect(problems.map(({ what }) => what)).toEqual(letIn ? [] : [expect.stringMatching(/HTTP 401/)]);
});

it.each([
  [basic, 'Basic realm="SchemaRegistry"'],
  [bearer, 'Bearer'],
])('asks for %j', async (login, challenge) => {
  const { url } = await start({ login });
  const answer = await fetch(`${url}/nowhere`);
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, challenge]);
  expect(await answer.json()).toEqual({ error_code: 401, message: 'HTTP 401 Unauthorized' });
});

it('close ends hanging, slow and idle connections, and nothing listens after it', async () => {
  const registry = await start({
    faults: [
      { path: '/mode', action: { kind: 'hang' } },
      { path: '/config', action: { kind: 'slow', ms: 60_000 } },
    ],
  });
  // Kept alive by fetch after its answer.
  await (await fetch(`${registry.url}/subjects`)).text();
  const waiting = ['/mode', '/config'].map((path) => expect(fetch(`${registry.url}${path}`)).rejects.toThrow());
  await until(() => registry.requests.length === 3);
  await registry.close();
  await Promise.all(waiting);
  await expect(fetch(`${registry.url}/subjects`)).rejects.toThrow();
  await expect(registry.close()).resolves.toBeUndefined();
});

it('bears a client that goes away in the middle of its body', async () => {
  const { url, requests } = await start({});
  const half = request(`${url}/subjects/orders-value`, { method: 'POST', headers: { 'content-length': 1_000 } });
  half.on('error', () => {});
  half.write('{"schema":');
  await until(() => requests.length === 1);
  half.destroy();
  expect((await fetch(`${url}/subjects`)).status).toBe(200);
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

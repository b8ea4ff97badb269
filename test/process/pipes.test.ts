import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ask, type BuiltServer, initialize, request, serverFile, startInitialized } from '../support/built-server.ts';
import { connectClient } from '../support/mcp-client.ts';

const running: BuiltServer[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.kill('SIGKILL');
});
const initialized = async (environment: Readonly<Record<string, string>> = {}) => {
  const server = await startInitialized(environment);
  running.push(server);
  return server;
};

const guidelines = { name: 'kafka_guidelines', arguments: { query: 'hot key' } };
const message = z.looseObject({ id: z.number() });

describe('a client that pipes its requests in and closes', () => {
  const script = (requests: number) =>
    [
      initialize(1),
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      ...Array.from({ length: requests }, (_, index) => request(index + 2, 'tools/list')),
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');

  test('gets every answer, also when it reads late and more than a pipe holds', async () => {
    const child = spawn(process.execPath, [serverFile], { env: {}, cwd: tmpdir(), stdio: ['pipe', 'pipe', 'ignore'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.end(script(100));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    let output = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk;
    const ids = output
      .trimEnd()
      .split('\n')
      .map((line) => message.parse(JSON.parse(line)).id);
    expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, index) => index + 1));
    expect(await exited).toBe(0);
  });

  test('and never reads does not keep the process', async () => {
    const child = spawn(process.execPath, [serverFile], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.end(script(200));
    expect(await exited).toBe(0);
  });
});

test('a cancelled request is not waited for at the end of input', async () => {
  const server = await initialized({ KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1' });
  server.send(request(2, 'tools/call', { name: 'kafka_diagnose_lag', arguments: { sample_seconds: 60 } }));
  server.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } });
  const before = Date.now();
  server.endInput();
  expect(await server.exited).toEqual({ code: 0, signal: null });
  expect(Date.now() - before).toBeLessThan(1_500);
});

test('a line that never ends ends the process, not only its hearing', async () => {
  const server = await initialized();
  for (let megabytes = 0; megabytes < 12; megabytes += 1) server.write('x'.repeat(1_048_576));
  expect(await server.exited).toEqual({ code: 0, signal: null });
});

test('requests in parallel get their own answers', async () => {
  const server = await initialized();
  const calls = Array.from({ length: 50 }, (_, index) =>
    index % 2 === 0 ? ask(server, index + 2, 'tools/call', guidelines) : ask(server, index + 2, 'ping'),
  );
  const answers = await Promise.all(calls);
  answers.forEach(({ result }, index) => {
    if (index % 2 === 0) expect(result).toHaveProperty('structuredContent.summary');
    else expect(result).toEqual({});
  });
});

test('signals one after the other, as a host sends them, end it once', async () => {
  const server = await initialized();
  server.endInput();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) server.kill(signal);
  expect(await server.exited).toEqual({ code: 0, signal: null });
});

test('no orphan is left when the host is killed', async () => {
  const host = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, [${JSON.stringify(serverFile)}], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.write(${JSON.stringify(`${JSON.stringify(initialize(1))}\n`)});
    child.stdout.once('data', () => console.log(child.pid));
  `;
  const parent = spawn(process.execPath, ['-e', host], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
  const alive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  expect(alive()).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(alive, { timeout: 5_000 }).toBe(false);
});

test("the SDK's own client is served", async () => {
  const client = await connectClient({});
  const { text, isError } = await client.call('kafka_guidelines', { query: 'hot key' });
  expect(isError).toBe(false);
  expect(text).toContain('hot-keys');
  await client.close();
});

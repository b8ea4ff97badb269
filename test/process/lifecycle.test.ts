import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, type BuiltServer, startBuiltServer, startInitialized } from '../support/built-server.ts';

/** A port that accepts and never answers: the worst neighbour of a process that should end. */
let silent: Server;
let silentAddress: string;
const sockets = new Set<Socket>();
const running: BuiltServer[] = [];

beforeEach(async () => {
  silent = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  silentAddress = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});

afterEach(async () => {
  for (const server of running.splice(0)) server.kill('SIGKILL');
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise((resolve) => silent.close(resolve));
});

const started = (server: BuiltServer): BuiltServer => {
  running.push(server);
  return server;
};

const endings: readonly (readonly [string, (server: BuiltServer) => void])[] = [
  ['end of input', (server) => server.endInput()],
  ['SIGTERM', (server) => server.kill('SIGTERM')],
  ['SIGINT', (server) => server.kill('SIGINT')],
];

describe('ends with code 0', () => {
  test.each(endings)('on %s when idle', async (_name, end) => {
    const server = started(await startInitialized());
    end(server);
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  test.each(endings)('on %s with a call in flight and a socket open', async (_name, end) => {
    const server = started(await startInitialized({ KAFKA_BOOTSTRAP_SERVERS: silentAddress }));
    void ask(server, 2, 'tools/call', { name: 'kafka_describe_cluster', arguments: {} });
    await expect.poll(() => sockets.size, { timeout: 5_000 }).toBeGreaterThan(0);
    end(server);
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  test('on a broken pipe', async () => {
    const server = started(await startInitialized());
    server.closeOutput();
    for (let id = 2; id < 20; id += 1) server.send({ jsonrpc: '2.0', id, method: 'tools/list', params: {} });
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  test('when it never heard a word', async () => {
    const server = started(startBuiltServer());
    server.endInput();
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });
});

describe('answers', () => {
  test('requests that came before the end of input', async () => {
    const server = started(await startInitialized());
    const answers = [
      ask(server, 2, 'tools/list'),
      ask(server, 3, 'tools/call', { name: 'kafka_guidelines', arguments: { query: 'hot key' } }),
    ];
    server.endInput();
    for (const answer of await Promise.all(answers)) expect(answer.result).toBeDefined();
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  test('with a cause in under 5 s when the broker is silent', async () => {
    const server = started(await startInitialized({ KAFKA_BOOTSTRAP_SERVERS: silentAddress }));
    const before = Date.now();
    const { result } = await ask(server, 2, 'tools/call', { name: 'kafka_diagnose_lag', arguments: {} });
    expect(Date.now() - before).toBeLessThan(5_000);
    expect(result).toMatchObject({ isError: true });
    expect(JSON.stringify(result)).toContain(`${silentAddress} did not answer in time`);
    expect(result).not.toHaveProperty('structuredContent');
  });

  test('garbage on its input without falling over', async () => {
    const server = started(await startInitialized());
    server.write('this is not JSON\n');
    server.write(`{"jsonrpc":"2.0","id":"${'x'.repeat(1_000_000)}\n`);
    server.write('[]\n{"jsonrpc":"2.0"}\n');
    const { result } = await ask(server, 2, 'tools/list');
    expect(result).toHaveProperty('tools');
  });

  test('clients of older protocol versions', async () => {
    for (const version of ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25']) {
      const server = started(startBuiltServer());
      const answered = server.answer(1);
      server.send({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: version, capabilities: {}, clientInfo: { name: 't', version: '0' } },
      });
      expect((await answered).result).toMatchObject({ protocolVersion: version });
      server.endInput();
    }
  });
});

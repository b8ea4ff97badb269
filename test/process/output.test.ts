import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, startBuiltServer, startInitialized } from '../support/built-server.ts';

let folder: string;
/** Loaded before the server: a dependency that writes where it should not, from start to end. */
let noisy: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kafka-architect-'));
  const file = join(folder, 'noisy.mjs');
  writeFileSync(
    file,
    [
      'const before = process.stdout.write;',
      "const noise = () => { console.log('noise by console'); console.info('more noise'); process.stdout.write('raw noise\\n'); };",
      '// Loaded before the server only for the test: a dependency comes after its first line.',
      'setInterval(() => { if (process.stdout.write !== before) noise(); }, 2).unref();',
    ].join('\n'),
  );
  noisy = pathToFileURL(file).href;
});
afterAll(() => rmSync(folder, { recursive: true }));

const call = (name: string, args: object = {}) => ({ name, arguments: args });

describe('standard output', () => {
  test('carries JSON-RPC and nothing else, from start to SIGTERM', async () => {
    const environment = {
      KAFKA_BOOTSTRAP_SERVERS: '127.0.0.1:1',
      SCHEMA_REGISTRY_URL: 'http://127.0.0.1:1',
      KAFKAJS_LOG_LEVEL: 'debug',
    };
    const server = await startInitialized(environment, ['--import', noisy]);
    await Promise.all([
      ask(server, 2, 'tools/call', call('kafka_diagnose_lag')),
      ask(server, 3, 'tools/call', call('kafka_server_status')),
      ask(server, 4, 'tools/call', call('kafka_check_schema_compatibility', { subject: 's', schema: '"string"' })),
      ask(server, 5, 'resources/list'),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    server.kill('SIGTERM');
    expect(await server.exited).toMatchObject({ code: 0 });
    const lines = server.stdout().trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(5);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    expect(server.stderr()).toContain('noise by console');
  });
});

describe('standard error', () => {
  const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ KAFKA_BOOTSTRAP_SERVERS: 'no-port' }, 'KAFKA_BOOTSTRAP_SERVERS'],
    [{ KAFKA_BOOTSTRAP_SERVERS: 'a:9092', KAFKA_SECURITY_PROTOCOL: 'TLS' }, 'KAFKA_SECURITY_PROTOCOL'],
    [
      {
        KAFKA_BOOTSTRAP_SERVERS: 'a:9092',
        KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
        KAFKA_SASL_MECHANISM: 'PLAIN',
        KAFKA_SASL_USERNAME: 'u',
      },
      'KAFKA_SASL_PASSWORD',
    ],
    [
      { KAFKA_BOOTSTRAP_SERVERS: 'a:9092', KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: '/nowhere/ca.pem' },
      'KAFKA_SSL_CA_FILE',
    ],
    [{ SCHEMA_REGISTRY_URL: 'localhost:8081' }, 'SCHEMA_REGISTRY_URL'],
    [{ KAFKA_CLIENT_PROPERTIES: '/nowhere/client.properties' }, 'KAFKA_CLIENT_PROPERTIES'],
  ];

  test.each(wrong)(
    'has one sentence that names what is wrong in %o, and the server serves',
    async (environment, variable) => {
      const server = await startInitialized(environment);
      const { result } = await ask(server, 2, 'tools/list');
      expect(result).toHaveProperty('tools');
      server.endInput();
      await server.exited;
      const lines = server.stderr().trimEnd().split('\n');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(new RegExp(`^${variable}: .+\\.$`));
    },
  );

  test('is empty when a value was not expanded, which counts as unset', async () => {
    const server = await startInitialized({ KAFKA_BOOTSTRAP_SERVERS: '\u0024{KAFKA_X}', SCHEMA_REGISTRY_URL: '' });
    const { result } = await ask(server, 2, 'tools/call', call('kafka_server_status'));
    expect(JSON.stringify(result)).toContain('Kafka not configured');
    server.endInput();
    await server.exited;
    expect(server.stderr()).toBe('');
  });

  test('never holds a secret, whatever is logged', async () => {
    const password = 'hunter2-"quoted"&more';
    const hangUp = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => hangUp.listen(0, '127.0.0.1', resolve));
    const address = hangUp.address();
    const server = await startInitialized({
      KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
      KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
      KAFKA_SASL_MECHANISM: 'PLAIN',
      KAFKA_SASL_USERNAME: 'u',
      KAFKA_SASL_PASSWORD: password,
      KAFKA_ARCHITECT_LOG_LEVEL: 'debug',
      SCHEMA_REGISTRY_URL: `http://user:${encodeURIComponent(password)}@127.0.0.1:1`,
    });
    await ask(server, 2, 'tools/call', call('kafka_server_status'));
    await ask(server, 3, 'tools/call', call('kafka_diagnose_lag'));
    server.endInput();
    await server.exited;
    hangUp.close();
    for (const output of [server.stderr(), server.stdout()]) {
      for (const form of [password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1)]) {
        expect(output).not.toContain(form);
      }
    }
  });
});

describe('command line', () => {
  const run = async (...args: string[]) => {
    const server = startBuiltServer({}, [], args);
    const { code } = await server.exited;
    return { code, stdout: server.stdout(), stderr: server.stderr() };
  };

  test('--help lists every variable', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const variable of [
      'KAFKA_BOOTSTRAP_SERVERS',
      'KAFKA_SASL_PASSWORD',
      'SCHEMA_REGISTRY_URL',
      'KAFKA_CONNECT_URL',
      '--config',
    ]) {
      expect(stdout).toContain(variable);
    }
  });

  test('--version', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('an unknown flag is one sentence', async () => {
    const { code, stdout, stderr } = await run('--verbose');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--verbose');
  });
});

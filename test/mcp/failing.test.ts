import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Ports } from '../../src/ports.ts';
import { createServer } from '../../src/server.ts';
import { fakeCluster } from '../support/fake-cluster.ts';
import { fakePorts } from '../support/fake-ports.ts';

const logged: string[] = [];
let client: Client;
afterEach(async () => {
  logged.length = 0;
  await client.close();
});

async function connect(ports: Partial<Ports>): Promise<void> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const log = { write: (level: string, message: string) => void logged.push(`${level}: ${message}`) };
  const server = createServer(fakePorts(ports), { log, redact: (text) => text, notice: null });
  client = new Client({ name: 'test', version: '0' });
  await Promise.all([server.connect(ours), client.connect(theirs)]);
}

const broken = {
  list: async () => {
    throw new Error("ENOENT: no such file '/home/me/secret-place'");
  },
};

describe('a library that cannot be read', () => {
  test.each([
    ['resources/list', () => client.listResources()],
    ['resources/read', () => client.readResource({ uri: 'kafka://guidelines/schemas' })],
    ['skills/list', () => client.request({ method: 'skills/list' }, z.looseObject({}))],
    [
      'completion',
      () =>
        client.complete({
          ref: { type: 'ref/resource', uri: 'kafka://guidelines/{name}{#section}' },
          argument: { name: 'name', value: '' },
        }),
    ],
  ])('%s fails without telling where it lies; the log knows', async (_method, ask) => {
    await connect({ guidelines: broken });
    const error = await ask().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: -32603, message: expect.stringContaining('failed unexpectedly') });
    expect(String(error)).not.toContain('secret-place');
    expect(logged).toEqual(['error: unexpected failure']);
  });

  test('so does the tool', async () => {
    await connect({ guidelines: broken });
    const result = await client.callTool({ name: 'kafka_guidelines', arguments: {} });
    expect(result).toMatchObject({ isError: true });
    expect(JSON.stringify(result)).not.toContain('secret-place');
  });
});

test('a cancelled call breaks off, and is no failure to log', async () => {
  let stopped: unknown = null;
  const waiting = fakeCluster({
    describe: ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped = signal.reason;
          reject(new Error('broken off'));
        });
      }),
  });
  await connect({ cluster: async () => waiting });
  const abort = new AbortController();
  const call = client.callTool({ name: 'kafka_describe_cluster', arguments: {} }, undefined, { signal: abort.signal });
  setTimeout(() => abort.abort('enough'), 50);
  await expect(call).rejects.toThrow('enough');
  await expect.poll(() => stopped).toBe('enough');
  await client.ping();
  expect(logged).toEqual([]);
});

test('a prompt takes pages of the user and quotes all of them', async () => {
  await connect({});
  const description = 'We sell shoes. '.repeat(800);
  const { messages } = await client.getPrompt({ name: 'design-event-streaming', arguments: { description } });
  expect(messages[0]?.content).toMatchObject({ text: expect.stringContaining(description) });
});

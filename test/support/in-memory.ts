import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { createGuidelineLibrary } from '../../src/guidelines/library.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { Ports } from '../../src/ports.ts';
import { createServer } from '../../src/server.ts';
import { fakePorts } from './fake-ports.ts';

export const guidelines = createGuidelineLibrary(join(packageRoot(), 'resources', 'guidelines'));

/** A client of the whole server in this process. */
export async function connectInMemory(ports: Partial<Ports> = {}, notice: string | null = null): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = createServer(fakePorts({ guidelines, ...ports }), {
    log: { write: () => {} },
    redact: (text) => text,
    notice,
  });
  const client = new Client({ name: 'test', version: '0' });
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  return client;
}

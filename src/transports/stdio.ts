import { Writable } from 'node:stream';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

/**
 * Serves one client over standard input and output, and resolves when that client is gone: end of input, SIGTERM,
 * SIGINT or a broken pipe. The SDK's transport notices none of these by itself.
 */
export async function serveStdio(server: Server): Promise<void> {
  const protocol = reserveStandardOutput();
  const gone = new Promise<void>((resolve) => {
    process.stdin
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve());
    protocol.once('error', () => resolve());
    process.stdout.on('error', () => resolve());
    process.stderr.on('error', () => {});
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await server.connect(new StdioServerTransport(process.stdin, protocol));
  await gone;
}

/**
 * Keeps standard output for JSON-RPC: whoever else writes to it, console.log of a dependency included, is sent to
 * standard error from now on.
 */
function reserveStandardOutput(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _encoding, done) => {
      write(chunk, (error) => done(error ?? null));
    },
  });
}

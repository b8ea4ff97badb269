import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CancelledNotificationSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { standardOutput } from './standard-output.ts';

/** A client that pipes its requests in and closes gets the answers that come within this time. */
const DRAIN_MS = 2_000;

/**
 * Serves one client over standard input and output, and resolves when that client is gone: end of input, SIGTERM,
 * SIGINT or a broken pipe. The SDK's transport notices none of these by itself.
 */
export async function serveStdio(server: Server): Promise<void> {
  const transport = new CountingTransport(process.stdin, standardOutput);
  const gone = new Promise<void>((resolve) => {
    process.stdin.once('end', () => transport.drained(DRAIN_MS).then(resolve));
    process.stdin.once('error', () => resolve());
    standardOutput.once('error', () => resolve());
    process.stdout.on('error', () => resolve());
    process.stderr.on('error', () => {});
    // A host sends one signal after the other; the later ones are not to break off a tidy end.
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
    // The transport closes itself when a line grows beyond its buffer, and hears nothing from then on.
    server.onclose = resolve;
  });
  await server.connect(transport);
  await gone;
}

/** Knows which requests are not answered yet. */
class CountingTransport extends StdioServerTransport {
  private readonly unanswered = new Set<string | number>();
  private settled: (() => void) | null = null;

  override async start(): Promise<void> {
    const deliver = this.onmessage;
    this.onmessage = (message: JSONRPCMessage) => {
      if ('method' in message && 'id' in message) this.unanswered.add(message.id);
      // A cancelled request gets no answer.
      const cancelled = CancelledNotificationSchema.safeParse(message).data?.params.requestId;
      if (cancelled !== undefined) this.answered(cancelled);
      deliver?.(message);
    };
    await super.start();
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    await super.send(message);
    if ('method' in message || !('id' in message) || message.id === undefined) return;
    this.answered(message.id);
  }

  private answered(id: string | number): void {
    this.unanswered.delete(id);
    if (this.unanswered.size === 0) this.settled?.();
  }

  /** Resolves when every request is answered and the answers have left the process, or after `ms`. */
  async drained(ms: number): Promise<void> {
    // Lines that arrived with the end of input are delivered first.
    await new Promise((resolve) => setImmediate(resolve));
    const settled = new Promise<void>((resolve) => {
      if (this.unanswered.size === 0) resolve();
      else this.settled = resolve;
    });
    const flushed = settled.then(() => new Promise<void>((resolve) => standardOutput.write('', () => resolve())));
    await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, ms))]);
  }
}

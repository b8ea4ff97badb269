import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { type Addresses, serverEnvironment, serverFile } from './settings.ts';
import type { RunningShop } from './shop.ts';
import { waitUntil } from './wait.ts';

const question = 'Why does notifications-service lag, and what should I do?';
const call = { name: 'kafka_diagnose_lag', arguments: { group: 'notifications-service', sample_seconds: 5 } };

/** Enough to be seen as a lag by anybody. */
const visibleLag = 5_000;

export interface Answer {
  /** The question, the call and the answer as an assistant gets it. */
  readonly transcript: string;
  readonly failed: boolean;
}

/** Waits until the slow group lags and its lag grows, then asks the built server why, over stdio like any MCP client. */
export async function askWhyItLags(
  shop: Pick<RunningShop, 'lagOf'>,
  addresses: Addresses,
  server = serverFile,
): Promise<Answer> {
  const first = await shop.lagOf('notifications-service');
  await waitUntil(
    async () => {
      const lag = await shop.lagOf('notifications-service');
      return lag > visibleLag && lag > first;
    },
    { timeoutMs: 60_000, everyMs: 1_000, what: 'Waiting for notifications-service to lag' },
  );
  const client = new Client({ name: 'kafka-architect-sandbox', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [server],
    env: serverEnvironment(addresses),
    stderr: 'inherit',
  });
  await client.connect(transport);
  try {
    const result = CallToolResultSchema.parse(await client.callTool(call));
    const text = result.content.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('\n');
    return {
      transcript: `Question: ${question}\n\nTool call: ${call.name} ${JSON.stringify(call.arguments)}\n\n${text}\n`,
      failed: result.isError === true,
    };
  } finally {
    await client.close();
  }
}

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { type Environment, serverFile } from './built-server.ts';

/** An answer as an assistant gets it. */
export interface ToolAnswer {
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of all tools; each test knows the shape it asserts
  readonly content: any;
  readonly isError: boolean;
  readonly ms: number;
}

export interface McpClient {
  call(name: string, args?: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

/** The SDK's own client on the built server, over stdio. */
export async function connectClient(environment: Environment): Promise<McpClient> {
  const client = new Client({ name: 'live-test', version: '0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [serverFile],
      env: { ...environment },
      stderr: 'ignore',
    }),
  );
  return {
    async call(name, args = {}) {
      const before = Date.now();
      const result = CallToolResultSchema.parse(
        await client.callTool({ name, arguments: args }, undefined, { timeout: 180_000 }),
      );
      const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
      return { text, content: result.structuredContent, isError: result.isError === true, ms: Date.now() - before };
    },
    close: () => client.close(),
  };
}

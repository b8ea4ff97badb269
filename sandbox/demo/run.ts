import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Conversation } from './conversations.ts';
import type { Terminal } from './terminal.ts';

/**
 * Holds the conversations with the real server over stdio, as any MCP client would, against the simulated cluster that
 * `--demo` starts in it. Answers whether every call was answered.
 */
export async function runDemo(
  server: string,
  conversations: readonly Conversation[],
  terminal: Terminal,
): Promise<boolean> {
  const client = new Client({ name: 'kafka-architect-demo', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [server, '--demo'],
    stderr: 'inherit',
  });
  await client.connect(transport);
  let answered = true;
  try {
    for (const { question, steps } of conversations) {
      terminal.question(question);
      for (const step of steps) {
        terminal.call(step.because, step.tool, step.arguments);
        terminal.waiting('asking');
        const result = CallToolResultSchema.parse(
          await client.callTool({ name: step.tool, arguments: { ...step.arguments } }, undefined, {
            onprogress: ({ message }) => terminal.waiting(message ?? 'working'),
          }),
        );
        const text = result.content.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('\n');
        terminal.answer(text, result.isError === true);
        answered &&= result.isError !== true;
      }
    }
  } finally {
    await client.close();
  }
  return answered;
}

import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import { type AnswerContext, answer, failure } from './answers.ts';
import { parseInput } from './input.ts';
import { inputJsonSchema, outputJsonSchema } from './json-schema.ts';
import type { Tool } from './tool.ts';

/** Offers the tools. The handlers are our own, so that arguments, failures and sizes are treated in one place. */
export function offerTools(server: Server, tools: readonly Tool[], context: AnswerContext): void {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  server.registerCapabilities({ tools: {} });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(describe) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = byName.get(params.name);
    if (tool === undefined) throw new McpError(ErrorCode.InvalidParams, `Unknown tool: ${params.name.slice(0, 100)}`);
    const token = params._meta?.progressToken;
    let around = context;
    try {
      const input = parseInput(tool.input, tool.name, params.arguments);
      if (tool.isOffline?.(input) === true) around = { ...context, notice: null };
      const value = await tool.run(input, {
        signal: extra.signal,
        progress: async (progress, total, message) => {
          if (token === undefined) return;
          await extra.sendNotification({
            method: 'notifications/progress',
            params: { progressToken: token, progress, total, message },
          });
        },
      });
      return answer(tool, value, around);
    } catch (error) {
      // Nobody waits for the answer to a cancelled call, and that it broke off is no failure of ours to log.
      if (extra.signal.aborted) throw error;
      return failure(tool, error, around);
    }
  });
}

const describe = (tool: Tool) => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: { type: 'object' as const, ...inputJsonSchema(tool.input) },
  outputSchema: { type: 'object' as const, ...outputJsonSchema(tool.output) },
  annotations: { ...tool.annotations },
});

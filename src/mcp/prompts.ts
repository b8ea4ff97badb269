import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { clean } from './untrusted.ts';

/** A job that a user starts by name. Its text tells the assistant which tools to use, in which order. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  text(values: Readonly<Record<string, string>>): string;
}

/** A description of a business may take pages; it is the user's own text. */
const MAX_ARGUMENT_CHARS = 20_000;

export function offerPrompts(server: Server, prompts: readonly Prompt[]): void {
  server.registerCapabilities({ prompts: {} });
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: prompts.map(({ name, title, description, arguments: wanted }) => ({
      name,
      title,
      description,
      arguments: wanted.map((argument) => ({ ...argument })),
    })),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    const prompt = prompts.find(({ name }) => name === params.name);
    if (prompt === undefined)
      throw new McpError(ErrorCode.InvalidParams, `Unknown prompt: ${params.name.slice(0, 100)}`);
    const given = params.arguments ?? {};
    const unknown = Object.keys(given).find((name) => !prompt.arguments.some((argument) => argument.name === name));
    if (unknown !== undefined)
      throw new McpError(ErrorCode.InvalidParams, `Argument ${unknown.slice(0, 100)} is not known here`);
    const missing = prompt.arguments.find(({ name, required }) => required && (given[name] ?? '').trim() === '');
    if (missing !== undefined) throw new McpError(ErrorCode.InvalidParams, `Argument ${missing.name} is missing`);
    // Clients send an optional argument that was left out as an empty one.
    const values = Object.fromEntries(
      Object.entries(given)
        .filter(([, value]) => value.trim() !== '')
        .map(([name, value]) => [name, clean(value, MAX_ARGUMENT_CHARS)]),
    );
    return {
      description: prompt.description,
      messages: [{ role: 'user', content: { type: 'text', text: prompt.text(values) } }],
    };
  });
}

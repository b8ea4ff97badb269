import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTools } from '../src/tools/index.ts';
import { asShown, inventedIn, missingIn } from './support/facts.ts';
import { fakePorts } from './support/fake-ports.ts';
import { connectInMemory } from './support/in-memory.ts';

/** The final tool set and its budget. */
const FINAL_TOOLS = 22;
const FINAL_TOKENS = 8_000;
const TOKENS_OF_A_TOOL_TO_COME = 300;

const tools = createTools(fakePorts());
let client: Client;
beforeAll(async () => {
  client = await connectInMemory();
});
afterAll(() => client.close());

const listed = async (name: string) => {
  const { tools: all } = await client.listTools();
  const found = all.find((tool) => tool.name === name);
  if (found === undefined) throw new Error(`${name} is not listed`);
  return found;
};
const call = async (name: string, args: Record<string, unknown>) =>
  CallToolResultSchema.parse(await client.callTool({ name, arguments: args }));
const textOf = (result: { content: readonly { type: string }[] }) => JSON.stringify(result.content);

/** Paths of every schema keyword that makes a union. */
const unions = (value: unknown, path = ''): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, item]) => [
        ...(['anyOf', 'oneOf', 'allOf'].includes(key) ? [`${path}/${key}`] : []),
        ...unions(item, `${path}/${key}`),
      ]);

test('the list of tools keeps room for those to come', async () => {
  const { tools: all } = await client.listTools();
  const tokens = countTokens(JSON.stringify(all));
  expect(all.length).toBeLessThanOrEqual(FINAL_TOOLS);
  expect(tokens + (FINAL_TOOLS - all.length) * TOKENS_OF_A_TOOL_TO_COME).toBeLessThan(FINAL_TOKENS);
});

describe.each(tools.map(({ name }) => name))('%s', (name) => {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined) throw new Error(name);

  test('has a name, a description, four hints and plain schemas', async () => {
    const { description = '', annotations = {}, inputSchema, outputSchema, title } = await listed(name);
    expect(name).toMatch(/^kafka_[a-z0-9_]{1,40}$/);
    expect(title).toBeTruthy();
    expect(description.length).toBeLessThanOrEqual(1_024);
    expect(Object.keys(annotations).sort()).toEqual([
      'destructiveHint',
      'idempotentHint',
      'openWorldHint',
      'readOnlyHint',
    ]);
    expect(annotations.readOnlyHint).toBe(true);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(outputSchema).toMatchObject({ type: 'object' });
    expect(unions(inputSchema)).toEqual([]);
    expect(unions(outputSchema)).toEqual([]);
    for (const [argument, schema] of Object.entries(inputSchema.properties ?? {})) {
      expect([argument, Reflect.get(schema, 'description')]).toEqual([argument, expect.stringMatching(/\w{3}/)]);
    }
  });

  test('has not changed unseen', async () => {
    await expect(`${JSON.stringify(await listed(name), null, 2)}\n`).toMatchFileSnapshot(`surface/${name}.json`);
  });

  test('refuses an unknown argument by name', async () => {
    const result = await call(name, { ...tool.example, no_such_argument: 1 });
    expect(result).toMatchObject({ isError: true });
    expect(textOf(result)).toContain('no_such_argument');
    expect(result.structuredContent).toBeUndefined();
  });

  test('refuses numbers out of range by name', async () => {
    const { inputSchema } = await listed(name);
    for (const [argument, schema] of Object.entries(inputSchema.properties ?? {})) {
      const bound = (keyword: string): unknown => Reflect.get(schema, keyword);
      const wrong = [
        [bound('minimum'), -1],
        [bound('exclusiveMinimum'), 0],
        [bound('maximum'), 1],
      ] as const;
      for (const [edge, step] of wrong) {
        if (typeof edge !== 'number') continue;
        const result = await call(name, { ...tool.example, [argument]: edge + step });
        expect([argument, result.isError]).toEqual([argument, true]);
        expect(textOf(result)).toContain(argument);
      }
      const result = await call(name, { ...tool.example, [argument]: { not: 'this' } });
      expect(textOf(result)).toContain(argument);
    }
  });

  test('answers its example, or says which setting it needs', async () => {
    const result = await call(name, { ...tool.example });
    if (tool.needs === undefined) {
      expect(result.isError).not.toBe(true);
      expect(result.structuredContent).toHaveProperty('summary');
      const [part] = result.content;
      const text = part?.type === 'text' ? part.text : '';
      expect(missingIn(text, asShown(tool.output, result.structuredContent))).toEqual([]);
      expect(inventedIn(text, result.structuredContent)).toEqual([]);
      expect(() => tool.output.parse(result.structuredContent)).not.toThrow();
      return;
    }
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    expect(textOf(result)).toContain(tool.needs === 'kafka' ? 'KAFKA_BOOTSTRAP_SERVERS' : 'SCHEMA_REGISTRY_URL');
  });
});

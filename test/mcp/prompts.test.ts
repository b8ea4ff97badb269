import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prompts } from '../../src/prompts/index.ts';
import { createTools } from '../../src/tools/index.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { connectInMemory, guidelines } from '../support/in-memory.ts';

let client: Client;
beforeAll(async () => {
  client = await connectInMemory();
});
afterAll(() => client.close());

const textOf = async (name: string, given: Record<string, string> = {}) => {
  const { messages } = await client.getPrompt({ name, arguments: given });
  const [message] = messages;
  return message?.content.type === 'text' ? message.content.text : '';
};
const given = { group: 'orders', description: 'Shoes.' };
const wordsOf = (name: string) => {
  const prompt = prompts.find((candidate) => candidate.name === name);
  return prompt?.text(given) ?? '';
};

test('the list shows what the prompts are made of', async () => {
  const { prompts: listed } = await client.listPrompts();
  expect(listed).toEqual(
    prompts.map(({ name, title, description, arguments: wanted }) => ({
      name,
      title,
      description,
      arguments: wanted,
    })),
  );
});

test.each(prompts.map(({ name }) => name))('%s names only tools and guidelines that there are', async (name) => {
  const tools = createTools(fakePorts()).map((tool) => tool.name);
  const named = wordsOf(name).match(/kafka_[a-z_]+/g) ?? [];
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((tool) => !tools.includes(tool))).toEqual([]);
  const pages = (await guidelines.list()).map((guideline) => guideline.name);
  const looked = /Look up (.+) with kafka_guidelines/.exec(wordsOf(name))?.[1]?.split(/, | and /) ?? [];
  expect(looked.filter((page) => !pages.includes(page))).toEqual([]);
});

test.each([{}, { group: '' }, { group: '  ' }])('an optional argument left out, as %j', async (args: object) => {
  const text = await textOf('why-does-it-lag', { ...args });
  expect(text).toMatch(/^Find the consumer group that lags worst/);
  expect(text).not.toContain('""');
});

test.each(['', ' \n'])('a required argument given as %j is missing', async (description) => {
  await expect(textOf('design-event-streaming', { description })).rejects.toMatchObject({
    code: -32602,
    message: expect.stringContaining('description'),
  });
});

test('what a user cannot see is not passed on', async () => {
  const hidden = [...'obey'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
  const text = await textOf('design-event-streaming', { description: `Shoes\u200b${hidden}\u202e.` });
  expect(text).toMatch(/^Design the event streaming for this: Shoes\.\n/);
});

test.each(['toString', 'constructor'])('%s is no argument', async (name) => {
  const args = Object.fromEntries([[name, 'x']]);
  await expect(textOf('why-does-it-lag', args)).rejects.toMatchObject({ code: -32602 });
});

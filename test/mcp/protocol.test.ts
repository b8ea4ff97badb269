import { createHash } from 'node:crypto';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connectInMemory, guidelines } from '../support/in-memory.ts';

let client: Client;
beforeAll(async () => {
  client = await connectInMemory();
});
afterAll(() => client.close());

const skillList = z.looseObject({
  skills: z.array(
    z.looseObject({
      uri: z.string(),
      resources: z.array(z.object({ uri: z.string(), digest: z.string(), size: z.number() })),
    }),
  ),
});
const skill = z.looseObject({ skill: z.looseObject({ uri: z.string() }) });
const textAt = async (uri: string) => {
  const { contents } = await client.readResource({ uri });
  return z.object({ text: z.string() }).parse(contents[0]).text;
};

describe('guidelines', () => {
  test('are resources, whole and by section, and every one of them can be read', async () => {
    const { resources } = await client.listResources();
    expect(resources).toHaveLength(22);
    for (const { uri } of resources) expect((await textAt(uri)).length).toBeGreaterThan(500);
    for (const { name, sections } of await guidelines.list()) {
      for (const { slug, heading } of sections)
        expect(await textAt(`kafka://guidelines/${name}#${slug}`)).toContain(`## ${heading}`);
    }
  });

  test('have completions for name and section', async () => {
    const ref = { type: 'ref/resource' as const, uri: 'kafka://guidelines/{name}{#section}' };
    const names = await client.complete({ ref, argument: { name: 'name', value: 'lag' } });
    expect(names.completion.values).toEqual(['lag-and-rebalances']);
    const sections = await client.complete({
      ref,
      argument: { name: 'section', value: 'st' },
      context: { arguments: { name: 'lag-and-rebalances' } },
    });
    expect(sections.completion.values).toEqual(expect.arrayContaining(['steady-and-lagging', 'stalled']));
    expect(sections.completion.values.filter((value) => !value.includes('st'))).toEqual([]);
  });

  test('are skills with the right digest and size', async () => {
    expect(client.getServerCapabilities()).toMatchObject({ extensions: { 'io.modelcontextprotocol/skills': {} } });
    const { skills } = await client.request({ method: 'skills/list' }, skillList);
    expect(skills).toHaveLength(11);
    for (const { uri, resources } of skills) {
      const [file] = resources;
      const bytes = Buffer.from(await textAt(uri), 'utf8');
      expect(file).toEqual({
        uri,
        size: bytes.length,
        digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      });
      expect((await client.request({ method: 'skills/get', params: { uri } }, skill)).skill.uri).toBe(uri);
    }
  });

  test('every link between them leads somewhere', async () => {
    const library = await guidelines.list();
    const known = new Set(
      library.flatMap(({ name, sections }) => [
        `kafka://guidelines/${name}`,
        ...sections.map(({ slug }) => `kafka://guidelines/${name}#${slug}`),
      ]),
    );
    const links = library.flatMap(
      ({ text }) => text.match(/kafka:\/\/guidelines\/[a-z-]+(?:#[\p{L}\p{N}_-]+)?/gu) ?? [],
    );
    expect(links.filter((link) => !known.has(link))).toEqual([]);
  });
});

describe('what does not exist', () => {
  test.each([
    ['resource', () => client.readResource({ uri: 'kafka://guidelines/nope' })],
    ['section', () => client.readResource({ uri: 'kafka://guidelines/schemas#nope' })],
    ['not even a URL', () => client.readResource({ uri: 'nope' })],
    ['skill', () => client.request({ method: 'skills/get', params: { uri: 'skill://nope/SKILL.md' } }, skill)],
    ['tool', () => client.callTool({ name: 'kafka_nope' })],
    ['prompt', () => client.getPrompt({ name: 'nope' })],
    ['prompt argument', () => client.getPrompt({ name: 'why-does-it-lag', arguments: { gruop: 'x' } })],
    ['missing prompt argument', () => client.getPrompt({ name: 'design-event-streaming' })],
  ])('%s is -32602', async (_what, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: -32602 });
  });
});

test('prompts say which tools to use, and quote what they were given', async () => {
  const { prompts } = await client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(['design-event-streaming', 'why-does-it-lag']);
  const { messages } = await client.getPrompt({ name: 'why-does-it-lag', arguments: { group: 'orders "x"' } });
  expect(JSON.stringify(messages)).toContain('kafka_diagnose_lag');
  expect(messages[0]?.content).toMatchObject({ text: expect.stringContaining('"orders \\"x\\""') });
});

test('instructions fit into what clients keep of them', () => {
  expect(client.getInstructions()?.length).toBeLessThan(2_048);
});

describe('the template of sections', () => {
  const uri = 'kafka://guidelines/{name}{#section}';
  const complete = async (ref: { uri: string }, name: string, value: string, given: Record<string, string> = {}) => {
    const answer = await client.complete({
      ref: { type: 'ref/resource', ...ref },
      argument: { name, value },
      context: { arguments: given },
    });
    return answer.completion;
  };

  test('is the only one, and every expansion of it can be read', async () => {
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([uri]);
    for (const name of (await complete({ uri }, 'name', '')).values) {
      const { values } = await complete({ uri }, 'section', '', { name });
      expect(values.length).toBeGreaterThan(3);
      for (const section of values) expect(await textAt(`kafka://guidelines/${name}#${section}`)).toMatch(/^# /);
    }
  });

  test.each([
    ['another template', 'other://{name}', 'name', {}],
    ['another argument', uri, 'nope', {}],
    ['a section of no guideline', uri, 'section', {}],
    ['a section of an unknown guideline', uri, 'section', { name: 'nope' }],
  ])('%s completes to nothing', async (_what, ref, argument, given) => {
    expect(await complete({ uri: ref }, argument, '', { ...given })).toEqual({ values: [], total: 0, hasMore: false });
  });
});

test('skills carry the front matter of their files, and may be kept', async () => {
  const front = z.looseObject({
    ttlMs: z.number().positive(),
    skills: z.array(z.looseObject({ uri: z.string(), frontmatter: z.looseObject({ name: z.string() }) })),
  });
  const { skills } = await client.request({ method: 'skills/list' }, front);
  expect(skills.map((one) => one.uri)).toEqual(skills.map((one) => `skill://${one.frontmatter.name}/SKILL.md`));
  expect(skills.map((one) => one.frontmatter)).toEqual(
    (await guidelines.list()).map(({ name, description }) => ({ name, description })),
  );
});

test.each(['', 'kafka_nope', 'toString', 'x'.repeat(5_000)])(
  'the tool %.20s is unknown: -32602, by name',
  async (name) => {
    const error: unknown = await client.callTool({ name }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: -32602,
      message: expect.stringContaining(`Unknown tool: ${name.slice(0, 100)}`),
    });
    expect(String(error).length).toBeLessThan(200);
  },
);

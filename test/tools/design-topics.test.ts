import { describe, expect, it } from 'vitest';
import { answer } from '../../src/mcp/answers.ts';
import { parseInput } from '../../src/mcp/input.ts';
import { MAX_ANSWER_CHARS } from '../../src/mcp/limits.ts';
import { render } from '../../src/mcp/render.ts';
import type { ToolContext } from '../../src/mcp/tool.ts';
import { designTopicsTool } from '../../src/tools/design-topics.ts';
import { shop } from '../domain/topics/shop.ts';
import { randomDesigns } from '../support/designs.ts';
import { asShown, inventedIn, missingIn } from '../support/facts.ts';
import { configs } from '../support/fake-ports.ts';
import { formattedJson } from '../support/formatted-json.ts';

const tool = designTopicsTool({ configs });
const context: ToolContext = { signal: new AbortController().signal, progress: async () => {} };
const call = async (input: unknown) =>
  tool.output.parse(await tool.run(parseInput(tool.input, tool.name, input), context));
const sent = (value: unknown) =>
  answer(tool, value, { log: { write: () => {} }, redact: (text) => text, notice: null });

/** Ten services that each publish the two events of an entity and read those of the next three. */
const tenServices = {
  services: Array.from({ length: 10 }, (_, index) => ({
    name: `area${index}-service`,
    client: ['java', 'librdkafka', 'kafkajs'][index % 3],
    instances: 2 + (index % 3),
    database: index % 2 === 0,
    processing_ms_per_event: 2 + index,
  })),
  events: Array.from({ length: 20 }, (_, index) => ({
    name: `Thing${Math.floor(index / 2)}${index % 2 === 0 ? 'Opened' : 'Closed'}`,
    producer: `area${Math.floor(index / 2)}-service`,
    consumers: [1, 2, 3].map((step) => `area${(Math.floor(index / 2) + step) % 10}-service`),
    peak_per_s: 10 + 7 * index,
    bytes: 800,
    personal_data: index % 7 === 0,
  })),
  environment: { brokers: 6, kafka_version: '4.3' },
  preferences: { domain: 'shop' },
};

describe('kafka_design_topics', () => {
  it('gives the shop of the README the design that was reviewed by reading', async () => {
    const design = await call(shop);
    await expect(formattedJson(design)).toMatchFileSnapshot('../domain/topics/golden/e-commerce.json');
    await expect(`${render(tool.output, design)}\n`).toMatchFileSnapshot('../domain/topics/golden/e-commerce.md');
  });

  it('says in text what it says in structure, of its example and of designs of every kind', async () => {
    for (const input of [tool.example, shop, ...randomDesigns(20, 3)]) {
      const { structuredContent, content } = sent(await call(input));
      const [part] = content;
      const text = part?.type === 'text' ? part.text : '';
      expect(missingIn(text, asShown(tool.output, structuredContent))).toEqual([]);
      expect(inventedIn(text, structuredContent)).toEqual([]);
      expect(text).not.toContain('unknown');
    }
  });

  it('keeps ten services with twenty events within one answer: what is decided whole, artifacts cut', async () => {
    const design = await call(tenServices);
    const { structuredContent, content } = sent(design);
    const [part] = content;
    expect(part?.type === 'text' ? part.text.length : 0).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
    expect(JSON.stringify(structuredContent).length).toBeLessThanOrEqual(MAX_ANSWER_CHARS);
    expect(structuredContent).toMatchObject({
      topics: design.topics,
      groups: design.groups,
      findings: design.findings,
    });
    expect(design.topics.length).toBe(10);
    expect(design.settings[0]?.applies_to).toEqual(['every topic', 'retry and dead-letter topics']);
    expect(design.cut).not.toEqual([]);
    for (const { field, of, narrow } of design.cut) {
      expect(['figures', 'acls', 'settings', 'failure_topics']).toContain(field);
      expect([of > 0, narrow]).toEqual([true, tool.narrow]);
    }
  });

  const order = { name: 'OrderPlaced', producer: 'a', consumers: ['b'] };
  const two = [{ name: 'a' }, { name: 'b' }];
  it.each([
    ['services', { events: [order] }],
    ['events', { services: two }],
    ['events.0.producer', { services: two, events: [{ name: 'OrderPlaced', consumers: [] }] }],
    ['events.0.peak', { services: two, events: [{ ...order, peak: 5 }] }],
    ['events.0.kind', { services: two, events: [{ ...order, kind: 'query' }] }],
    ['events.0.peak_per_s', { services: two, events: [{ ...order, peak_per_s: '5' }] }],
    ['services.0.client', { services: [{ name: 'a', client: 'ruby' }, two[1]], events: [order] }],
    ['preferences.granularity', { services: two, events: [order], preferences: { granularity: 'per_table' } }],
  ])('names %s when it is wrong or not known', (field, input) => {
    expect(() => parseInput(tool.input, tool.name, input)).toThrow(`\`${field}\``);
  });

  it.each([
    ['events[0].peak_per_s', { services: two, events: [{ ...order, peak_per_s: -1 }] }],
    ['events[0].consumers', { services: two, events: [{ ...order, consumers: ['c'] }] }],
    [
      'events',
      { services: two, events: Array.from({ length: 500 }, (_, index) => ({ ...order, name: `Fact${index}Done` })) },
    ],
  ])('refuses %s that cannot be', async (field, input) => {
    await expect(call(input)).rejects.toThrow(`\`${field}\``);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseMessages } from '../../../src/domain/schemas/messages.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { type SimulatedRegistry, startSimulatedRegistry } from '../../../src/simulator/registry/server.ts';
import type { ScenarioRegistry } from '../../../src/simulator/scenario/schema.ts';
import { count, id, note, object, proto, record, subject } from './shop.ts';

const started: SimulatedRegistry[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((registry) => registry.close()));
});

const verdict = z.object({ is_compatible: z.boolean(), messages: z.array(z.string()) });

async function registryOf(subjects: ScenarioRegistry['subjects']) {
  const registry = await startSimulatedRegistry({ level: 'NONE', subjects });
  started.push(registry);
  return async (path: string, schema: string, schemaType: string) => {
    const answer = await fetch(`${registry.url}/compatibility/subjects/${path}?verbose=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ schema, schemaType }),
    });
    return verdict.parse(await answer.json());
  };
}

const cases = z.array(
  z.object({
    id: z.string(),
    mode: z.string(),
    old: z.string(),
    new: z.string(),
    history: z.array(z.string()).optional(),
    oldReferences: z.unknown().optional(),
    newReferences: z.unknown().optional(),
    expectedCompatible: z.boolean(),
    /** The simulated registry follows release 8.3.1, the cases its successor. */
    confluentByVersion: z.record(z.string(), z.boolean()).optional(),
  }),
);

/** Every so many of the reference cases: the checkers have tests of their own for all of them. */
const STRIDE = 7;

it.each(['AVRO', 'PROTOBUF', 'JSON'] as const)('judges %s as the reference does under every level', async (type) => {
  const file = join(packageRoot(), 'test/domain/schemas', type.toLowerCase(), 'cases.json');
  const chosen = cases
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .filter((each) => each.oldReferences === undefined && each.newReferences === undefined)
    .filter((each, index) => index % STRIDE === 0 || each.mode.endsWith('_TRANSITIVE'));
  const check = await registryOf(
    chosen.map((each) => subject(each.id, type, each.history ?? [each.old], { level: each.mode })),
  );
  const differing: string[] = [];
  for (const each of chosen) {
    const answer = await check(`${each.id}/versions`, each.new, type);
    const expected = each.confluentByVersion?.['v8.3.1'] ?? each.expectedCompatible;
    if (answer.is_compatible !== expected) differing.push(each.id);
    expect(answer.messages.length > 0, each.id).toBe(!answer.is_compatible);
  }
  expect(differing).toEqual([]);
  expect(new Set(chosen.map(({ mode }) => mode)).size).toBeGreaterThanOrEqual(6);
});

describe('which versions are compared', () => {
  // The first version has no default for what the second one no longer has, so only the first breaks a new reader.
  const texts = [record('Order', count), record('Order', note)] as const;
  const candidate = record('Order', '{"name":"count","type":"string","default":""}');
  const subjects = ['BACKWARD', 'BACKWARD_TRANSITIVE', 'NONE'].map((level) => subject(level, 'AVRO', texts, { level }));

  it.each([
    ['BACKWARD/versions', true, null],
    ['BACKWARD/versions/2', true, null],
    ['BACKWARD/versions/1', false, 1],
    ['BACKWARD_TRANSITIVE/versions', false, 1],
    ['BACKWARD_TRANSITIVE/versions/latest', true, null],
    ['NONE/versions', true, null],
    ['NONE/versions/1', true, null],
  ])('%s: %s', async (path, compatible, version) => {
    const check = await registryOf(subjects);
    const answer = await check(path, candidate, 'AVRO');
    expect(answer.is_compatible).toBe(compatible);
    expect(parseMessages(answer.messages).map((each) => each.version)).toEqual(version === null ? [] : [version]);
  });

  it('tells of the newest version that does not fit, and of no other', async () => {
    const check = await registryOf([subject('o', 'AVRO', ['"int"', '"string"'], { level: 'FULL_TRANSITIVE' })]);
    const { messages } = await check('o/versions', '"boolean"', 'AVRO');
    expect(messages.filter((message) => message.startsWith('{oldSchemaVersion'))).toEqual(['{oldSchemaVersion: 2}']);
  });

  it('follows a change of type in no format', async () => {
    const check = await registryOf([subject('o', 'AVRO', ['"int"'], { level: 'FULL' })]);
    expect((await check('o/versions', proto('string id = 1;'), 'PROTOBUF')).messages).toEqual([
      'Incompatible because of different schema type',
      'Incompatible because of different schema type',
      '{oldSchemaVersion: 1}',
      `{oldSchema: '"int"'}`,
      "{validateFields: 'false', compatibility: 'FULL'}",
    ]);
  });
});

describe('what the messages say', () => {
  const trailers = (text: string, level: string) => [
    '{oldSchemaVersion: 1}',
    `{oldSchema: '${text}'}`,
    `{validateFields: 'false', compatibility: '${level}'}`,
  ];

  it.each([
    [
      'AVRO' as const,
      'BACKWARD',
      record('Order', id),
      record('Order', id, count),
      /^\{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'At path '\/fields\/1' of the new schema, .*', additionalInfo:'new schema .*'\}$/,
      { rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/1' },
    ],
    [
      'AVRO' as const,
      'FORWARD',
      record('Order', id, count),
      record('Order', id),
      /^\{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'At path '\/fields\/1' of the old schema, .*', additionalInfo:'old schema .*'\}$/,
      { rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/1' },
    ],
    [
      'PROTOBUF' as const,
      'BACKWARD',
      proto('string id = 1;'),
      proto('int64 id = 1;'),
      /^\{errorType:"FIELD_SCALAR_KIND_CHANGED", description:"At path '#\/Order\/1' of the new schema, .*"\}$/,
      { rule: 'FIELD_SCALAR_KIND_CHANGED', path: '#/Order/1' },
    ],
    [
      'JSON' as const,
      'BACKWARD',
      object('"id":{"type":"string"}'),
      object('"id":{"type":"integer"}'),
      /^\{errorType:"TYPE_CHANGED", description:"At path '#\/properties\/id' of the new schema, .*"\}$/,
      { rule: 'TYPE_CHANGED', path: '#/properties/id' },
    ],
  ])('%s under %s', async (type, level, old, candidate, message, read) => {
    const check = await registryOf([subject('o', type, [old], { level })]);
    const { messages } = await check('o/versions', candidate, type);
    expect(messages).toEqual([expect.stringMatching(message), ...trailers(old, level)]);
    expect(parseMessages(messages)).toMatchObject([{ version: 1, ...read }]);
  });

  it('FULL: first what the old schema cannot read, and the version only after what the new one cannot', async () => {
    const check = await registryOf([
      subject('o', 'AVRO', [record('Order', id, count)], { level: 'FULL' }),
      subject('p', 'AVRO', ['"int"'], { level: 'FULL' }),
    ]);
    expect((await check('o/versions', record('Order', id), 'AVRO')).messages).toEqual([
      expect.stringContaining('of the old schema'),
      "{validateFields: 'false', compatibility: 'FULL'}",
    ]);
    expect((await check('p/versions', '"string"', 'AVRO')).messages).toEqual([
      expect.stringContaining('of the old schema'),
      expect.stringContaining('of the new schema'),
      ...trailers('"int"', 'FULL'),
    ]);
  });

  it('cuts a long old schema', async () => {
    const doc = 'x'.repeat(20_000);
    const old = `{"type":"record","name":"Order","doc":"${doc}","fields":[]}`;
    const check = await registryOf([subject('o', 'AVRO', [old], { level: 'BACKWARD' })]);
    const { messages } = await check('o/versions', '"int"', 'AVRO');
    const trailer = messages.find((message) => message.startsWith('{oldSchema:')) ?? '';
    expect(trailer).toMatch(/^\{oldSchema: <truncated to 10240 characters> '\{"type":"record".*x'\}$/);
    expect(trailer.length).toBeLessThan(10_400);
  });
});

describe('a history that the registry would not have taken', () => {
  it('a stored text that is no schema fails the check as a new one does', async () => {
    const check = await registryOf([subject('o', 'AVRO', ['{"type":"rekord"}'], { level: 'BACKWARD' })]);
    expect(await check('o/versions', '"int"', 'AVRO')).toEqual({
      is_compatible: false,
      messages: [expect.stringMatching(/^Invalid schema \{.*schema=\{"type":"rekord"\}.*, details: /)],
    });
  });

  it('a circle of references comes to an end', async () => {
    const circle = (name: string, other: string): ScenarioRegistry['subjects'][number] => ({
      name,
      type: 'AVRO',
      level: 'BACKWARD',
      versions: [
        {
          schema: record(name, `{"name":"other","type":["null","${other}"]}`),
          references: [{ name: other, subject: other, version: 1 }],
        },
      ],
    });
    const check = await registryOf([circle('A', 'B'), circle('B', 'A')]);
    expect((await check('A/versions', '"int"', 'AVRO')).is_compatible).toBe(false);
  });

  it.each([
    [
      'a level that does not exist',
      { level: 'SIDEWAYS', subjects: [] },
      /registry: there is no compatibility level SIDEWAYS/,
    ],
    [
      'a level of a subject that does not exist',
      { level: 'NONE', subjects: [subject('o', 'AVRO', ['"int"'], { level: 'UP' })] },
      /subject o: there is no compatibility level UP/,
    ],
    [
      'a subject that is there twice',
      { level: 'NONE', subjects: [subject('o', 'AVRO', ['"int"']), subject('o', 'AVRO', ['"int"'])] },
      /subject o: it is there twice/,
    ],
    [
      'a reference that leads nowhere',
      {
        level: 'NONE',
        subjects: [
          {
            name: 'o',
            type: 'AVRO' as const,
            versions: [{ schema: '"A"', references: [{ name: 'A', subject: 'a', version: 3 }] }],
          },
        ],
      },
      /o version 1: there is no version 3 of a/,
    ],
  ])('%s is refused at the start', async (_case, registry, words) => {
    await expect(startSimulatedRegistry(registry)).rejects.toThrow(words);
  });
});

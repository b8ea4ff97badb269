import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningRegistry, startRegistry } from '../../sandbox/registry.ts';
import type { Log } from '../../src/log.ts';
import { createSchemaCatalog } from '../../src/registry/catalog.ts';
import { checkSchemaCompatibilityTool } from '../../src/tools/check-schema-compatibility.ts';
import { findSchemasTool } from '../../src/tools/find-schemas.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { describeLive } from '../support/live.ts';

const log: Log = { write: () => {} };
/** A cold registry on a busy machine may need more than the 4 s that the product gives it. */
const SLOW = { deadlineMs: 15_000, maxAnswerBytes: 5 * 1024 * 1024 };
const context = { signal: new AbortController().signal, progress: async () => {} };

const avro = (...fields: string[]) => `{"type":"record","name":"O","fields":[${fields.join(',')}]}`;
const id = '{"name":"id","type":"string"}';
const proto = (body: string) => `syntax = "proto3";\nmessage O {\n${body}\n}\n`;
const json = (properties: string, required = '[]') =>
  `{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{${properties}},"required":${required},"additionalProperties":false}`;

/** Apicurio stands in for Confluent's registry, which cannot be had here; its verdicts are its own. */
describeLive('a real schema registry', ['java', 'maven'], () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry?.stop());

  const write = async (method: string, path: string, body: unknown) => {
    const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
    const answer = await fetch(`${registry.url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${await answer.text()}`);
  };
  const register = async (subject: string, schemas: readonly string[], more: object = {}) => {
    for (const schema of schemas) await write('POST', `/subjects/${subject}/versions`, { schema, ...more });
  };
  const setLevel = (subject: string, compatibility: string) => write('PUT', `/config/${subject}`, { compatibility });
  const catalog = () => createSchemaCatalog({ url: registry.url, auth: null, tls: null }, log, SLOW);
  const check = async (input: Readonly<Record<string, unknown>>) =>
    tool.output.parse(await tool.run(tool.input.parse(input), context));
  const tool = checkSchemaCompatibilityTool({ schemas: async () => catalog(), clock: fakePorts().clock });
  /** What the registry says and what the rules say. */
  const agreed = (verdict: string) => ({ verdict, said_by: 'registry', rules_say: verdict });

  it('answers the connection test', async () => {
    const { reachable, found } = await catalog().check(context);
    expect(reachable).toBe(true);
    expect(found).toMatch(/subjects?, global level BACKWARD$/);
  });

  it.each([
    ['AVRO', avro(id), avro(id, '{"name":"x","type":"int","default":1}'), avro(id, '{"name":"x","type":"int"}')],
    ['PROTOBUF', proto('string id = 1;'), proto('string id = 1;\nint32 x = 2;'), proto('int32 id = 1;')],
    [
      'JSON',
      json('"id":{"type":"string"}'),
      json('"id":{"type":"string"},"x":{"type":"integer"}'),
      json('"id":{"type":"integer"}'),
    ],
  ])('judges %s under BACKWARD', async (schemaType, registered, fits, breaks) => {
    const subject = `${schemaType.toLowerCase()}-value`;
    await register(subject, [registered], { schemaType });
    expect(await check({ subject, schema: fits })).toMatchObject({
      registry_verdict: {
        ...agreed('compatible'),
        schema_type: schemaType,
        level: 'BACKWARD',
        compared_versions: [{ version: 1, rules: true, registry: true }],
      },
      gaps: [],
    });
    expect(await check({ subject, schema: breaks })).toMatchObject({
      registry_verdict: {
        ...agreed('incompatible'),
        compared_versions: [{ version: 1, rules: false, registry: false }],
      },
      incompatibilities: [{ versions: [1], who_breaks: expect.any(String), fix: expect.any(String) }],
      findings: [],
    });
  });

  it('compares with three versions under a transitive level, and with the last under the other', async () => {
    const subject = 'history-value';
    const b = '{"name":"b","type":"int","default":1}';
    await register(subject, [
      avro('{"name":"a","type":"string"}'),
      avro(b),
      avro(b, '{"name":"c","type":"int","default":1}'),
    ]);
    const schema = avro('{"name":"a","type":"int","default":1}');
    expect(await check({ subject, schema })).toMatchObject({
      registry_verdict: { ...agreed('compatible'), compared_versions: [{ version: 3, registry: true }] },
      risks: [{ id: 'TYPE_MISMATCH', versions: [1] }],
      findings: [{ rule: 'SCHEMA-REGISTRATION-CHECKS-LESS' }],
    });
    expect(await check({ subject, schema, level: 'BACKWARD_TRANSITIVE' })).toMatchObject({
      registry_verdict: agreed('incompatible'),
      findings: [{ rule: 'SCHEMA-LEVEL-NOT-IN-FORCE' }],
    });
    await setLevel(subject, 'BACKWARD_TRANSITIVE');
    expect(await check({ subject, schema })).toMatchObject({
      registry_verdict: {
        ...agreed('incompatible'),
        level: 'BACKWARD_TRANSITIVE',
        level_set_for: 'subject',
        compared_versions: [
          { version: 3, rules: true, registry: true },
          { version: 2, rules: true, registry: true },
          { version: 1, rules: false, registry: false },
        ],
      },
      incompatibilities: [{ versions: [1] }],
    });
    const other = avro(b, '{"name":"d","type":"int","default":1}');
    expect(await check({ subject, schema: other })).toMatchObject({ registry_verdict: agreed('compatible') });
  });

  it('compares nothing under NONE, and says what would break', async () => {
    await register('none-value', [avro(id)]);
    await setLevel('none-value', 'NONE');
    expect(await check({ subject: 'none-value', schema: '"int"' })).toMatchObject({
      registry_verdict: {
        verdict: 'nothing_compared',
        said_by: 'nobody',
        level: 'NONE',
        level_set_for: 'subject',
        compared_versions: [],
      },
      risks: [{ id: 'TYPE_MISMATCH' }, { id: 'TYPE_MISMATCH' }],
      findings: [{ rule: 'SCHEMA-LEVEL-NONE' }],
    });
  });

  it('compares nothing for an unknown subject and knows its neighbours', async () => {
    await register('customers-value', [avro(id)]);
    expect(await check({ subject: 'customer-value', schema: avro(id) })).toMatchObject({
      registry_verdict: { verdict: 'nothing_compared' },
      nearest_subjects: ['customers-value'],
    });
  });

  it('sees a schema of another type as incompatible', async () => {
    await register('typed-value', [avro(id)]);
    expect(await check({ subject: 'typed-value', schema: proto('string id = 1;') })).toMatchObject({
      registry_verdict: agreed('incompatible'),
      incompatibilities: [{ rule: 'SCHEMA_TYPE_CHANGED' }],
    });
  });

  /** Apicurio registers schemas with references and leaves the references out of its check; the rules resolve them. */
  it('resolves references where the registry does not, and names those that are missing', async () => {
    const address = { name: 'Address', subject: 'address', version: 1 };
    await register('address', ['{"type":"record","name":"Address","fields":[{"name":"city","type":"string"}]}']);
    await register('parcels-value', [avro(id, '{"name":"to","type":"Address"}')], { references: [address] });
    const schema = avro(id, '{"name":"to","type":"Address"}', '{"name":"kg","type":"int","default":1}');
    const input = { subject: 'parcels-value', schema, references: [address] };
    expect(await check(input)).toMatchObject({
      registry_verdict: {
        verdict: 'compatible',
        said_by: 'rules',
        compared_versions: [{ rules: true, registry: null }],
      },
      gaps: [{ what: 'the comparison of schemas with references' }],
    });
    const missing = [{ ...address, version: 9 }];
    await expect(check({ ...input, references: missing })).rejects.toThrow('version 9 of address');
    expect(await catalog().dependents('address', [1], context)).toEqual({
      dependents: [{ subject: 'parcels-value', version: 1, uses: 1 }],
      gaps: [],
    });
    expect(await check({ subject: 'address', schema: avro(id).replace('"O"', '"Address"') })).toMatchObject({
      findings: [{ rule: 'SCHEMA-HAS-DEPENDENTS' }],
    });
  });

  it('finds subjects, and tells two versions apart', async () => {
    const find = findSchemasTool({ ...fakePorts(), schemas: async () => catalog() });
    const found = find.output.parse(await find.run(find.input.parse({ topic: 'history', from_version: 1 }), context));
    expect(found).toMatchObject({
      subjects: [{ subject: 'history-value', versions: 3, level: 'BACKWARD_TRANSITIVE', level_set_for: 'subject' }],
      diff: { from_version: 1, to_version: 3, backward: true, forward: false },
      gaps: [],
    });
    expect(found.diff?.pieces.join('\n')).toMatch(/\+ .*"c"/);
  });

  it('takes subjects with odd names, and reports a schema that it cannot parse', async () => {
    const subject = 'team/orders value';
    await register(encodeURIComponent(subject), [avro(id)]);
    expect(await check({ subject, schema: avro(id) })).toMatchObject({ registry_verdict: agreed('compatible') });
    await expect(check({ subject, schema: '{"type":"rekord","name":"O"}', schema_type: 'AVRO' })).rejects.toThrow(
      /not an Avro schema at line 1, column 9/,
    );
  });

  it('wrote nothing: as many subjects as the test registered', async () => {
    expect(await catalog().subjects(context)).toHaveLength(10);
  });
});

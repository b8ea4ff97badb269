import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CompatibilityQuestion } from '../../../src/domain/schemas/compatibility-observation.ts';
import { BACKWARD_TRANSITIVE, levelOf } from '../../../src/domain/schemas/levels.ts';
import { registryWord } from '../../../src/domain/schemas/registry-word.ts';
import type { Log } from '../../../src/log.ts';
import type { SchemaCatalog } from '../../../src/ports.ts';
import { createSchemaCatalog } from '../../../src/registry/catalog.ts';
import { type SimulatedRegistry, startSimulatedRegistry } from '../../../src/simulator/registry/server.ts';
import { count, id, note, object, proto, record, shop } from './shop.ts';

/** The registry as the product sees it: through the adapter for real ones. */
const log: Log = { write: () => {} };
const options = { signal: new AbortController().signal };

let registry: SimulatedRegistry;
let catalog: SchemaCatalog;
beforeAll(async () => {
  registry = await startSimulatedRegistry(shop);
  catalog = createSchemaCatalog({ url: registry.url, auth: null, tls: null }, log);
});
afterAll(() => registry.close());

it('passes the connection test', async () => {
  expect(await catalog.check(options)).toEqual({
    reachable: true,
    found: `schema registry at ${registry.url}, release 8.3.1-simulated, 7 subjects, global level BACKWARD`,
    problems: [],
  });
});

it('lists its subjects', async () => {
  expect(await catalog.subjects(options)).toEqual(shop.subjects.map(({ name }) => name).sort());
});

it('tells the history of a subject', async () => {
  expect(await catalog.texts('orders-value', [2, 1], options)).toEqual({
    versions: [
      { version: 2, type: 'AVRO', source: { text: record('Order', id, note), references: [] } },
      { version: 1, type: 'AVRO', source: { text: record('Order', id), references: [] } },
    ],
    gaps: [],
  });
  const { subjects } = await catalog.describe(['deliveries-value', 'parcels-value'], options);
  expect(subjects).toMatchObject([
    { versions: [1], latest: { references: [{ name: 'Address', subject: 'address', version: 1 }] } },
    { versions: [1], latest: { type: 'PROTOBUF' } },
  ]);
});

it('resolves what a version refers to, and knows who refers to a subject', async () => {
  const { versions } = await catalog.texts('deliveries-value', [1], options);
  expect(versions[0]?.source.references).toMatchObject([
    { name: 'Address', registered: { subject: 'address', version: 1 } },
  ]);
  expect(await catalog.dependents('address', [1], options)).toEqual({
    dependents: [{ subject: 'deliveries-value', version: 1, uses: 1 }],
    gaps: [],
  });
});

it.each(['nobody', '..', 'a/b c'])('has nothing of %s', async (name) => {
  expect(await catalog.describe([name], options)).toEqual({ subjects: [], gaps: [] });
});

const question = (more: Partial<CompatibilityQuestion>): CompatibilityQuestion => ({
  subject: 'orders-value',
  schema: record('Order', id),
  type: 'AVRO',
  references: [],
  texts: [],
  level: null,
  ...more,
});
const address = { name: 'Address', subject: 'address', version: 1 };
const delivery = record('Delivery', id, '{"name":"to","type":"Address"}');

it.each([
  ['an Avro schema that fits', {}, 'compatible', []],
  [
    'one that does not',
    { schema: record('Order', id, count) },
    'incompatible',
    [{ version: 2, rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/1' }],
  ],
  [
    'one that fits no version, asked about all',
    { schema: record('Order', count), level: BACKWARD_TRANSITIVE },
    'incompatible',
    [
      { version: 2, rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/0' },
      { version: 1, rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/0' },
    ],
  ],
  [
    'Protobuf that fits',
    { subject: 'parcels-value', schema: proto('string id = 1; int32 n = 2;'), type: 'PROTOBUF' as const },
    'compatible',
    [],
  ],
  [
    'Protobuf that does not',
    { subject: 'parcels-value', schema: proto('int64 id = 1;'), type: 'PROTOBUF' as const },
    'incompatible',
    [
      { version: 1, rule: 'FIELD_SCALAR_KIND_CHANGED', path: '#/Order/1' },
      { version: 1, rule: 'FIELD_SCALAR_KIND_CHANGED', path: '#/Order/1' },
    ],
  ],
  [
    'JSON Schema that fits',
    { subject: 'customers-value', schema: object('"id":{"type":"string"},"n":{}'), type: 'JSON' as const },
    'compatible',
    [],
  ],
  [
    'JSON Schema that does not',
    { subject: 'customers-value', schema: object('"id":{"type":"integer"}'), type: 'JSON' as const },
    'incompatible',
    [{ version: 1, rule: 'TYPE_CHANGED', path: '#/properties/id' }],
  ],
  [
    'a schema with references',
    { subject: 'deliveries-value', schema: delivery, references: [address] },
    'compatible',
    [],
  ],
  [
    'another type',
    { schema: '{}', type: 'JSON' as const },
    'incompatible',
    [{ version: 2, rule: null, message: 'Incompatible because of different schema type' }],
  ],
  ['a subject without a check', { subject: 'copies-value', schema: '"int"' }, 'nothing', []],
  ['an unknown subject', { subject: 'order-value' }, 'nothing', []],
])('%s', async (_case, more, verdict, reasons) => {
  const asked = question(more);
  const seen = await catalog.observeCompatibility(asked, options);
  const word = registryWord(seen, asked.level ?? levelOf(seen.level.name));
  const said = word.compatible === null ? 'nothing' : word.compatible ? 'compatible' : 'incompatible';
  expect([said, seen.gaps]).toEqual([verdict, []]);
  expect(word.reasons).toMatchObject(reasons);
  expect(word.reasons).toHaveLength(reasons.length);
});

it('tells the level and where it is set', async () => {
  const level = async (subject: string) => (await catalog.observeCompatibility(question({ subject }), options)).level;
  expect(await level('orders-value')).toEqual({ name: 'BACKWARD', source: 'global', group: null, lenient: false });
  expect(await level('parcels-value')).toMatchObject({ name: 'FULL_TRANSITIVE', source: 'subject' });
});

it('names the other subjects when one is unknown', async () => {
  const { subject } = await catalog.observeCompatibility(question({ subject: 'order-value' }), options);
  expect(subject).toMatchObject({ known: false, knownSubjects: shop.subjects.map(({ name }) => name).sort() });
});

it('refuses a schema that it cannot parse, with the parser’s words alone', async () => {
  const { refusal, checks } = await catalog.observeCompatibility(question({ schema: '{"type":"rekord"}' }), options);
  expect(checks).toEqual([{ version: 2, answer: null }]);
  expect(refusal?.message).toMatch(/rekord/i);
  expect(refusal?.message).not.toMatch(/^Invalid schema|details: /);
});

it('misses a reference that is not there', async () => {
  const references = [{ ...address, version: 9 }];
  const seen = await catalog.observeCompatibility(
    question({ subject: 'deliveries-value', schema: delivery, references }),
    options,
  );
  expect(seen.missingReferences).toEqual(references);
});

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type SimulatedRegistry, startSimulatedRegistry } from '../../src/simulator/registry/server.ts';
import { count, id, note, object, proto, record, shop } from '../simulator/registry/shop.ts';
import { describeLive } from '../support/live.ts';
import { withRegistry } from '../support/sandbox.ts';

interface Answer {
  readonly status: number;
  /** Names and kinds of what the body holds, and the code of an error; a list has the shapes of its items. */
  readonly shape: unknown;
}

interface Call {
  readonly ask: string;
  readonly body?: unknown;
  /** What Apicurio 3.3.3 answers where it does not answer as Confluent's registry does, which the simulated one follows. */
  readonly apicurio?: Answer;
}

const error = (code: number) => ({ error_code: code, message: 'string' });
const verdict = { is_compatible: 'boolean' };
const address = { name: 'Address', subject: 'address', version: 1 };
const delivery = record('Delivery', id, '{"name":"to","type":"Address"}');
const fits = { schema: record('Order', id, note) };
const breaks = { schema: record('Order', id, count) };
const unparsable = { schema: '{"type":"rekord"}' };
const parcel = (body: string) => ({ schema: proto(body), schemaType: 'PROTOBUF' });
const customer = (properties: string) => ({ schema: object(properties), schemaType: 'JSON' });

const reads: readonly Call[] = [
  { ask: 'GET /subjects' },
  { ask: 'GET /subjects?deleted=true' },
  { ask: 'GET /subjects?offset=1&limit=2' },
  { ask: 'GET /subjects/orders-value/versions' },
  { ask: 'GET /subjects/nobody/versions' },
  { ask: 'GET /subjects/orders-value/versions/1' },
  { ask: 'GET /subjects/orders-value/versions/latest' },
  { ask: 'GET /subjects/orders-value/versions/-1' },
  { ask: 'GET /subjects/parcels-value/versions/1' },
  { ask: 'GET /subjects/customers-value/versions/1' },
  { ask: 'GET /subjects/deliveries-value/versions/1' },
  { ask: 'GET /subjects/:.west:orders-value/versions/1' },
  { ask: 'GET /subjects/orders-value/versions/9' },
  { ask: 'GET /subjects/nobody/versions/1' },
  { ask: 'GET /subjects/nobody/versions/latest' },
  { ask: 'GET /subjects/orders-value/versions/0', apicurio: { status: 404, shape: error(40_402) } },
  { ask: 'GET /subjects/orders-value/versions/abc', apicurio: { status: 404, shape: error(40_402) } },
  { ask: 'GET /subjects/orders-value/versions/1/schema' },
  { ask: 'GET /subjects/nobody/versions/1/schema' },
  { ask: 'GET /subjects/address/versions/1/referencedby' },
  { ask: 'GET /subjects/orders-value/versions/1/referencedby' },
  { ask: 'GET /subjects/nobody/versions/1/referencedby' },
  // The first schema that is registered has the first id in both.
  { ask: 'GET /schemas/ids/1' },
  { ask: 'GET /schemas/ids/1/versions' },
  { ask: 'GET /schemas/ids/1/subjects' },
  { ask: 'GET /schemas/ids/9999' },
  { ask: 'GET /schemas/ids/9999/versions' },
  { ask: 'GET /schemas/ids/9999/subjects' },
  { ask: 'GET /schemas/ids/one', apicurio: { status: 404, shape: 'nothing' } },
  { ask: 'GET /schemas/types' },
  {
    ask: 'GET /schemas',
    apicurio: {
      status: 200,
      shape: [
        { references: [{ name: 'string', subject: 'string', version: 'number' }], schema: 'string' },
        { schema: 'string', schemaType: 'string' },
        { schema: 'string' },
      ],
    },
  },
  { ask: 'GET /config' },
  { ask: 'GET /config/parcels-value' },
  { ask: 'GET /config/orders-value?defaultToGlobal=true' },
  { ask: 'GET /config/parcels-value?defaultToGlobal=true' },
  { ask: 'GET /config/orders-value', apicurio: { status: 200, shape: { compatibilityLevel: 'string' } } },
  { ask: 'GET /config/nobody', apicurio: { status: 404, shape: error(40_401) } },
  { ask: 'GET /mode' },
  { ask: 'GET /mode/orders-value?defaultToGlobal=true' },
  { ask: 'GET /mode/orders-value', apicurio: { status: 200, shape: { mode: 'string' } } },
  { ask: 'GET /v1/metadata/version', apicurio: { status: 404, shape: 'nothing' } },
  { ask: 'GET /nowhere', apicurio: { status: 404, shape: 'nothing' } },
  { ask: 'GET /subjects/orders-value', apicurio: { status: 405, shape: 'nothing' } },
  { ask: 'PUT /subjects/orders-value/versions', body: {}, apicurio: { status: 405, shape: 'nothing' } },
];

const lookups: readonly Call[] = [
  { ask: 'POST /subjects/orders-value', body: { schema: record('Order', id) } },
  { ask: 'POST /subjects/deliveries-value', body: { schema: delivery, references: [address] } },
  { ask: 'POST /subjects/orders-value', body: { schema: '"int"' } },
  { ask: 'POST /subjects/nobody', body: { schema: '"int"' } },
  {
    ask: 'POST /subjects/parcels-value',
    body: parcel('string id = 1;'),
    apicurio: { status: 200, shape: { id: 'number', schema: 'string', subject: 'string', version: 'number' } },
  },
  { ask: 'POST /subjects/orders-value', body: unparsable, apicurio: { status: 404, shape: error(40_403) } },
];

const registrations: readonly Call[] = [
  { ask: 'POST /subjects/orders-value/versions', body: { schema: record('Order', id) } },
  { ask: 'POST /subjects/fresh-value/versions', body: { schema: record('Order', id) } },
  { ask: 'POST /subjects/orders-value/versions', body: breaks },
  { ask: 'POST /subjects/orders-value/versions', body: unparsable },
  {
    ask: 'POST /subjects/deliveries-value/versions',
    body: { schema: delivery, references: [{ ...address, version: 9 }] },
  },
  { ask: 'POST /subjects/orders-value/versions', body: { schema: 'x', schemaType: 'XML' } },
  {
    ask: 'POST /subjects/orders-value/versions',
    body: { schema: 'x', schemaType: 'CSV' },
    apicurio: { status: 500, shape: error(0) },
  },
  { ask: 'POST /subjects/orders-value/versions', body: '', apicurio: { status: 422, shape: error(42_201) } },
  { ask: 'POST /subjects/orders-value/versions', body: '{', apicurio: { status: 400, shape: 'text' } },
  { ask: 'POST /subjects/orders-value/versions', body: {}, apicurio: { status: 500, shape: error(0) } },
  { ask: 'POST /subjects/orders-value/versions', body: { schema: '' }, apicurio: { status: 500, shape: error(0) } },
  {
    ask: 'POST /subjects/orders-value/versions',
    body: JSON.parse(record('Order', id)),
    apicurio: { status: 500, shape: error(0) },
  },
];

const checks: readonly Call[] = [
  ...['versions', 'versions/latest', 'versions/1'].flatMap((path) => {
    const ask = `POST /compatibility/subjects/orders-value/${path}`;
    return [
      { ask, body: fits },
      { ask, body: breaks },
      { ask, body: unparsable },
      { ask: `${ask}?verbose=true`, body: fits, apicurio: { status: 200, shape: verdict } },
      { ask: `${ask}?verbose=true`, body: breaks, apicurio: { status: 200, shape: verdict } },
      { ask: `${ask}?verbose=true`, body: unparsable, apicurio: { status: 422, shape: error(42_201) } },
    ];
  }),
  ...['versions', 'versions/latest'].flatMap((path) => [
    { ask: `POST /compatibility/subjects/parcels-value/${path}`, body: parcel('int64 id = 1;') },
    { ask: `POST /compatibility/subjects/customers-value/${path}`, body: customer('"id":{"type":"string"},"n":{}') },
    { ask: `POST /compatibility/subjects/customers-value/${path}`, body: customer('"id":{"type":"integer"}') },
  ]),
  { ask: 'POST /compatibility/subjects/copies-value/versions', body: { schema: '"int"' } },
  { ask: 'POST /compatibility/subjects/nobody/versions/latest', body: { schema: '"int"' } },
  { ask: 'POST /compatibility/subjects/nobody/versions/1', body: { schema: '"int"' } },
  { ask: 'POST /compatibility/subjects/orders-value/versions/9', body: { schema: '"int"' } },
  {
    ask: 'POST /compatibility/subjects/nobody/versions',
    body: { schema: '"int"' },
    apicurio: { status: 404, shape: error(40_401) },
  },
  {
    ask: 'POST /compatibility/subjects/orders-value/versions/abc',
    body: { schema: '"int"' },
    apicurio: { status: 404, shape: error(40_402) },
  },
  {
    ask: 'POST /compatibility/subjects/orders-value/versions',
    body: { schema: '{}', schemaType: 'JSON' },
    apicurio: { status: 422, shape: error(42_201) },
  },
];

/** Values that are equal in both, besides the shape. */
const same = [
  'GET /subjects/orders-value/versions',
  'GET /subjects/orders-value/versions/latest',
  'GET /subjects/parcels-value/versions/1',
  'GET /subjects/deliveries-value/versions/1',
  'GET /subjects/address/versions/1/referencedby',
  'GET /subjects/orders-value/versions/1/schema',
  'GET /schemas/ids/1/versions',
  'GET /schemas/ids/1/subjects',
  'GET /schemas/types',
  'GET /config',
  'GET /config/parcels-value',
  'GET /config/orders-value?defaultToGlobal=true',
  'GET /mode',
];

/** The same questions to a real registry and to the simulated one. */
describeLive('the simulated registry beside Apicurio', ['java', 'maven'], () => {
  const real = withRegistry();
  let simulated: SimulatedRegistry;

  beforeAll(async () => {
    if (!real().flavour.endsWith(' 3.3.3'))
      throw new Error(`The answers are known of 3.3.3, not of ${real().flavour}.`);
    simulated = await startSimulatedRegistry({ level: 'BACKWARD', subjects: [...shop.subjects] });
    for (const { name, type, level, versions } of shop.subjects) {
      const path = encodeURIComponent(name);
      for (const { schema, references } of versions)
        await write('POST', `/subjects/${path}/versions`, { schema, schemaType: type, references });
      if (level !== undefined) await write('PUT', `/config/${path}`, { compatibility: level });
    }
  });
  afterAll(() => simulated?.close());
  // On a machine with an older Java the sandbox starts an older one.
  beforeEach(({ skip }) => skip(!real().flavour.endsWith(' 3.3.3'), 'the deviations are those of Apicurio 3.3.3'));

  const write = async (method: string, path: string, body: unknown) => {
    const { status, text } = await send(real().url, `${method} ${path}`, body);
    if (status !== 200) throw new Error(`${method} ${path}: HTTP ${status} ${text}`);
  };

  it.each(reads)('$ask', answersAlike);
  it.each(lookups)('$ask $body', answersAlike);
  it.each(checks)('$ask $body', answersAlike);
  it.each(registrations)('$ask $body', answersAlike);

  async function answersAlike({ ask, body, apicurio }: Call): Promise<void> {
    const ours = answerOf(await send(simulated.url, ask, body));
    const theirs = answerOf(await send(real().url, ask, body));
    expect(theirs).toEqual(apicurio ?? ours);
    // An entry that is no deviation any more belongs out of the table.
    if (apicurio !== undefined) expect(ours).not.toEqual(apicurio);
  }

  it.each(same)('%s has the same value', async (ask) => {
    const [ours, theirs] = await Promise.all([simulated.url, real().url].map((url) => send(url, ask, undefined)));
    expect(JSON.parse(ours?.text ?? '')).toEqual(JSON.parse(theirs?.text ?? 'null'));
  });

  it.each([
    ['orders-value', fits],
    ['orders-value', breaks],
    ['parcels-value', parcel('string id = 1;')],
    ['parcels-value', parcel('int64 id = 1;')],
    ['customers-value', customer('"id":{"type":"string"},"n":{}')],
    ['customers-value', customer('"id":{"type":"integer"}')],
    ['copies-value', { schema: '"int"' }],
  ])('the same verdict for %s and %j', async (subject, body) => {
    const ask = `POST /compatibility/subjects/${subject}/versions/latest`;
    const [ours, theirs] = await Promise.all([simulated.url, real().url].map((url) => send(url, ask, body)));
    expect(JSON.parse(ours?.text ?? '')).toEqual(JSON.parse(theirs?.text ?? 'null'));
  });
});

async function send(base: string, ask: string, body: unknown) {
  const [method = '', path = ''] = ask.split(' ');
  const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${base}${path}`, body === undefined ? { method } : { method, headers, body: text });
  return { status: answer.status, text: await answer.text() };
}

function answerOf({ status, text }: { readonly status: number; readonly text: string }): Answer {
  if (text === '') return { status, shape: 'nothing' };
  try {
    return { status, shape: shapeOf(JSON.parse(text)) };
  } catch {
    return { status, shape: 'text' };
  }
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = new Map(value.map((item) => [JSON.stringify(shapeOf(item)), shapeOf(item)]));
    return [...shapes.keys()].sort().map((key) => shapes.get(key));
  }
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, key === 'error_code' ? item : shapeOf(item)]));
}

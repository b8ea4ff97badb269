import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedRegistry, startSimulatedRegistry } from '../../../src/simulator/registry/server.ts';
import { count, id, note, object, proto, record, shop } from './shop.ts';

let registry: SimulatedRegistry;
beforeAll(async () => {
  registry = await startSimulatedRegistry(shop);
});
afterAll(() => registry.close());

async function call(method: string, path: string, body?: unknown, type = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = body === undefined ? { method } : { method, body: text, headers: { 'content-type': type } };
  const answer = await fetch(`${registry.url}${path}`, init);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const answerOf = async (method: string, path: string, body?: unknown) => {
  const { status, text } = await call(method, path, body);
  return [status, JSON.parse(text)];
};

const v1 = { subject: 'orders-value', version: 1, id: 1, schema: record('Order', id) };
const v2 = { ...v1, version: 2, id: 2, schema: record('Order', id, note) };
const parcel = { subject: 'parcels-value', version: 1, id: 3, schemaType: 'PROTOBUF', schema: proto('string id = 1;') };
const toAddress = { name: 'Address', subject: 'address', version: 1 };
const delivery = {
  subject: 'deliveries-value',
  version: 1,
  id: 6,
  references: [toAddress],
  schema: record('Delivery', id, '{"name":"to","type":"Address"}'),
};

describe('GET', () => {
  const names = [
    ':.west:orders-value',
    'address',
    'copies-value',
    'customers-value',
    'deliveries-value',
    'orders-value',
    'parcels-value',
  ];

  it.each([
    ['/', {}],
    ['/subjects', names],
    ['/subjects/', names],
    ['/subjects?deleted=true', names],
    ['/subjects?deletedOnly=true', []],
    ['/subjects?subjectPrefix=c', ['copies-value', 'customers-value']],
    ['/subjects?subjectPrefix=:.west:', [':.west:orders-value']],
    ['/subjects?subjectPrefix=:*:orders', [':.west:orders-value', 'orders-value']],
    ['/subjects?subjectPrefix=:*:', names],
    ['/subjects?offset=1&limit=2', ['address', 'copies-value']],
    ['/subjects?offset=5&limit=-1', ['orders-value', 'parcels-value']],
    ['/subjects?limit=0', []],
    ['/subjects/orders-value/versions', [1, 2]],
    ['/subjects/orders%2Dvalue/versions', [1, 2]],
    ['/subjects/:.west:orders-value/versions', [1]],
    ['/subjects/orders-value/versions?deletedOnly=true', []],
    ['/subjects/orders-value/versions/1', v1],
    ['/subjects/orders-value/versions/latest', v2],
    ['/subjects/orders-value/versions/LATEST', v2],
    ['/subjects/orders-value/versions/-1', v2],
    ['/subjects/parcels-value/versions/1', parcel],
    ['/subjects/deliveries-value/versions/1', delivery],
    ['/subjects/address/versions/1/referencedby', [6]],
    ['/subjects/orders-value/versions/1/referencedby', []],
    [
      '/subjects/orders-value/versions/1/schema',
      { type: 'record', name: 'Order', fields: [{ name: 'id', type: 'string' }] },
    ],
    ['/schemas/ids/1', { schema: v1.schema }],
    ['/schemas/ids/3', { schemaType: 'PROTOBUF', schema: parcel.schema }],
    ['/schemas/ids/6', { references: [toAddress], schema: delivery.schema }],
    ['/schemas/ids/1/subjects', ['copies-value', 'orders-value']],
    [
      '/schemas/ids/1/versions',
      [
        { subject: 'copies-value', version: 1 },
        { subject: 'orders-value', version: 1 },
      ],
    ],
    ['/schemas/types', ['JSON', 'PROTOBUF', 'AVRO']],
    ['/schemas?subjectPrefix=orders', [v1, v2]],
    ['/schemas?subjectPrefix=orders&latestOnly=true', [v2]],
    ['/schemas?subjectPrefix=orders&limit=1', [v1]],
    ['/config', { compatibilityLevel: 'BACKWARD' }],
    ['/config/parcels-value', { compatibilityLevel: 'FULL_TRANSITIVE' }],
    ['/config/orders-value?defaultToGlobal=true', { compatibilityLevel: 'BACKWARD' }],
    ['/config/parcels-value?defaultToGlobal=true', { compatibilityLevel: 'FULL_TRANSITIVE' }],
    ['/mode', { mode: 'READWRITE' }],
    ['/mode/orders-value?defaultToGlobal=true', { mode: 'READWRITE' }],
    ['/v1/metadata/version', { version: expect.stringMatching(/^8\.\d+\.\d+-simulated$/), commitId: 'simulated' }],
  ])('%s', async (path, value) => {
    expect(await answerOf('GET', path)).toEqual([200, value]);
  });

  it.each([
    ['/subjects/nobody/versions', 404, 40_401, "Subject 'nobody' not found."],
    ['/subjects/nobody/versions/1', 404, 40_401, "Subject 'nobody' not found."],
    ['/subjects/nobody/versions/latest', 404, 40_401, "Subject 'nobody' not found."],
    ['/subjects/a%2Fb/versions', 404, 40_401, "Subject 'a/b' not found."],
    ['/subjects/orders-value/versions/9', 404, 40_402, 'Version 9 not found.'],
    ['/subjects/orders-value/versions/9/schema', 404, 40_402, 'Version 9 not found.'],
    ['/subjects/orders-value/versions/9/referencedby', 404, 40_402, 'Version 9 not found.'],
    ['/subjects/orders-value/versions/0', 422, 42_202, /^The specified version '0' is not a valid version id\./],
    ['/subjects/orders-value/versions/abc', 422, 42_202, /'abc' is not a valid version id/],
    ['/subjects/orders-value/versions/2147483648', 422, 42_202, /is not a valid version id/],
    ['/subjects/nobody/versions/abc', 422, 42_202, /is not a valid version id/],
    ['/schemas/ids/99', 404, 40_403, 'Schema 99 not found'],
    ['/schemas/ids/99/subjects', 404, 40_403, 'Schema 99 not found'],
    ['/schemas/ids/99/versions', 404, 40_403, 'Schema 99 not found'],
    [
      '/config/orders-value',
      404,
      40_408,
      "Subject 'orders-value' does not have subject-level compatibility configured",
    ],
    ['/config/nobody', 404, 40_408, "Subject 'nobody' does not have subject-level compatibility configured"],
    ['/mode/orders-value', 404, 40_409, "Subject 'orders-value' does not have subject-level mode configured"],
    ['/schemas/ids/one', 404, 404, 'HTTP 404 Not Found'],
    ['/subjects?limit=many', 404, 404, 'HTTP 404 Not Found'],
    ['/subjects//versions', 404, 404, 'HTTP 404 Not Found'],
    ['/connectors', 404, 404, 'HTTP 404 Not Found'],
    ['/subjects/orders-value/versions/1/tags', 404, 404, 'HTTP 404 Not Found'],
    ['/subjects/%E0%A4%A/versions', 400, 400, 'HTTP 400 Bad Request'],
    ['/subjects/orders-value', 405, 405, 'HTTP 405 Method Not Allowed'],
    ['/compatibility/subjects/orders-value/versions', 405, 405, 'HTTP 405 Method Not Allowed'],
  ])('%s: %i %i', async (path, status, code, message) => {
    const words = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(await answerOf('GET', path)).toEqual([status, { error_code: code, message: words }]);
  });

  it.each([
    ['*/*', 'application/vnd.schemaregistry.v1+json'],
    ['application/vnd.schemaregistry.v1+json, application/json', 'application/vnd.schemaregistry.v1+json'],
    ['application/json', 'application/json'],
  ])('answers Accept %s with %s', async (accept, type) => {
    for (const path of ['/subjects', '/subjects/nobody/versions']) {
      const { headers } = await fetch(`${registry.url}${path}`, { headers: { accept } });
      expect(headers.get('content-type')).toBe(type);
    }
  });

  it('answers HEAD without a body', async () => {
    expect(await call('HEAD', '/subjects')).toMatchObject({ status: 200, text: '' });
  });
});

it.each(['PUT', 'DELETE', 'PATCH'])('refuses %s and says what it takes', async (method) => {
  const { status, headers } = await call(method, '/subjects/orders-value/versions');
  expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
});

describe('bodies', () => {
  const paths = [
    '/subjects/orders-value',
    '/subjects/orders-value/versions',
    '/compatibility/subjects/orders-value/versions',
    '/compatibility/subjects/orders-value/versions/latest',
  ];
  const cases = [
    ['no body', '', 'application/json', 422, 422, /must not be null/],
    ['null', 'null', 'application/json', 422, 422, /must not be null/],
    ['a bare schema', record('Order', id), 'application/json', 422, 422, /^Unrecognized field: type$/],
    ['no JSON', '{', 'application/json', 400, 400, /400/],
    ['a list', '[]', 'application/json', 400, 400, /400/],
    ['a schema that is no text', '{"schema":{"type":"string"}}', 'application/json', 400, 400, /400/],
    ['another media type', '{"schema":"\\"int\\""}', 'text/plain', 415, 415, /415/],
    ['no schema', '{}', 'application/json', 422, 42_201, /^Empty schema$/],
    ['an empty schema', '{"schema":" "}', 'application/json', 422, 42_201, /^Empty schema$/],
    [
      'an unknown type',
      '{"schema":"x","schemaType":"XML"}',
      'application/json',
      422,
      42_201,
      /^Invalid schema type XML$/,
    ],
  ] as const;

  it.each(paths.flatMap((path) => cases.map((each) => [path, ...each] as const)))(
    '%s: %s',
    async (path, _case, body, type, status, code, words) => {
      const { status: seen, text } = await call('POST', path, body, type);
      expect([seen, JSON.parse(text)]).toEqual([status, { error_code: code, message: expect.stringMatching(words) }]);
    },
  );

  it.each([
    'application/vnd.schemaregistry.v1+json',
    'application/vnd.schemaregistry+json; qs=0.9',
    'APPLICATION/JSON; charset=utf-8',
    'application/octet-stream',
  ])('takes %s', async (type) => {
    const body = JSON.stringify({ schema: record('Order', id), references: [], metadata: null });
    expect((await call('POST', '/subjects/orders-value', body, type)).status).toBe(200);
  });
});

describe('look-up', () => {
  it.each([
    ['a version', 'orders-value', { schema: record('Order', id) }, v1],
    ['another layout', 'orders-value', { schema: JSON.stringify(JSON.parse(record('Order', id)), null, 2) }, v1],
    [
      'comments',
      'orders-value',
      { schema: `/* "ours" */ ${record('Order', id).replace('[', '[ // the fields\n')}` },
      v1,
    ],
    ['a type that is named', 'orders-value', { schema: record('Order', id), schemaType: 'AVRO' }, v1],
    [
      'Protobuf in another layout',
      'parcels-value',
      { schema: 'syntax="proto3"; // ours\nmessage Order{ string id=1; }', schemaType: 'PROTOBUF' },
      parcel,
    ],
    ['references', 'deliveries-value', { schema: delivery.schema, references: [toAddress] }, delivery],
  ])('finds %s', async (_case, name, body, found) => {
    expect(await answerOf('POST', `/subjects/${name}`, body)).toEqual([200, found]);
  });

  it.each([
    ['a subject that is not there', 'nobody', { schema: '"int"' }, 404, 40_401, "Subject 'nobody' not found."],
    ['a schema that is not there', 'orders-value', { schema: '"int"' }, 404, 40_403, 'Schema not found'],
    ['another subject’s schema', 'address', { schema: record('Order', id) }, 404, 40_403, 'Schema not found'],
    ['the same text of another type', 'customers-value', { schema: '"int"' }, 404, 40_403, 'Schema not found'],
    ['no schema', 'orders-value', { schema: '"rekord"' }, 422, 42_201, /^Invalid schema .*, details: /],
    ['no schema, no subject', 'nobody', { schema: '{"type":' }, 422, 42_201, /^Invalid schema .*, details: /],
    [
      'a reference that is not there',
      'deliveries-value',
      { schema: delivery.schema, references: [{ ...toAddress, version: 7 }] },
      422,
      42_201,
      /details: No schema reference found for subject "address" and version 7$/,
    ],
    [
      'a reference that is not given',
      'deliveries-value',
      { schema: delivery.schema },
      422,
      42_201,
      /details: .*Address/,
    ],
  ])('refuses %s', async (_case, name, body, status, code, words) => {
    const message = typeof words === 'string' ? words : expect.stringMatching(words);
    expect(await answerOf('POST', `/subjects/${name}`, body)).toEqual([status, { error_code: code, message }]);
  });
});

describe('compatibility', () => {
  const check = (path: string, body: unknown) => answerOf('POST', `/compatibility/subjects/${path}`, body);

  it.each([
    ['orders-value/versions', { schema: record('Order', id, note) }, true],
    ['orders-value/versions', { schema: record('Order', id, count) }, false],
    ['orders-value/versions/1', { schema: record('Order', id, count) }, false],
    ['orders-value/versions/latest', { schema: record('Order', id) }, true],
    ['orders-value/versions', { schema: '{}', schemaType: 'JSON' }, false],
    ['copies-value/versions', { schema: '"int"' }, true],
    ['nobody/versions', { schema: '"int"' }, true],
    ['nobody/versions/latest', { schema: '"int"' }, true],
    ['parcels-value/versions', { schema: proto('string id = 1; int32 n = 2;'), schemaType: 'PROTOBUF' }, true],
    ['parcels-value/versions', { schema: proto('int64 id = 1;'), schemaType: 'PROTOBUF' }, false],
    ['customers-value/versions', { schema: object('"id":{"type":"string"},"n":{}'), schemaType: 'JSON' }, true],
    ['customers-value/versions', { schema: object('"id":{"type":"integer"}'), schemaType: 'JSON' }, false],
    ['deliveries-value/versions', { schema: record('Delivery', id), references: [] }, true],
    ['deliveries-value/versions', { schema: delivery.schema, references: [{ ...toAddress, version: -1 }] }, true],
  ])('%s %j: %s', async (path, body, compatible) => {
    expect(await check(path, body)).toEqual([200, { is_compatible: compatible }]);
    expect(await check(`${path}?verbose=true`, body)).toEqual([
      200,
      { is_compatible: compatible, messages: compatible ? [] : expect.arrayContaining([expect.any(String)]) },
    ]);
  });

  it.each([
    ['nobody/versions/1', { schema: '"int"' }, 404, 40_402],
    ['orders-value/versions/9', { schema: '"int"' }, 404, 40_402],
    ['orders-value/versions/first', { schema: '"int"' }, 422, 42_202],
    ['orders-value/versions', { schema: '"rekord"' }, 422, 42_201],
    ['copies-value/versions', { schema: '"rekord"' }, 422, 42_201],
    ['nobody/versions', { schema: '"rekord"' }, 422, 42_201],
    ['orders-value/versions/latest', { schema: 'message', schemaType: 'PROTOBUF' }, 422, 42_201],
    ['orders-value/versions/latest', { schema: '{"type":5}', schemaType: 'JSON' }, 422, 42_201],
  ])('%s %j: %i %i', async (path, body, status, code) => {
    expect(await check(path, body)).toEqual([status, { error_code: code, message: expect.any(String) }]);
  });

  it('tells of a text that is no schema in a message when it is to be verbose', async () => {
    expect(await check('orders-value/versions?verbose=true', { schema: '"rekord"' })).toEqual([
      200,
      { is_compatible: false, messages: [expect.stringMatching(/^Invalid schema \{subject=orders-value,.*details: /)] },
    ]);
  });
});

describe('registering', () => {
  const register = (name: string, body: unknown) => answerOf('POST', `/subjects/${name}/versions`, body);

  it('gives the same schema the same id, and no second version', async () => {
    const schema = record('New', id);
    const [status, { id: given }] = await register('new-value', { schema });
    expect(status).toBe(200);
    expect(await register('new-value', { schema: `${schema}\n` })).toEqual([200, { id: given }]);
    expect(await register('newer-value', { schema })).toEqual([200, { id: given }]);
    expect(await answerOf('GET', '/subjects/new-value/versions')).toEqual([200, [1]]);
    expect(await answerOf('GET', `/schemas/ids/${given}/subjects`)).toEqual([200, ['new-value', 'newer-value']]);
    expect(await register('new-value', { schema: record('New', id, note) })).toEqual([200, { id: given + 1 }]);
    expect(await answerOf('GET', '/subjects/new-value/versions')).toEqual([200, [1, 2]]);
    // Known already, so it is not compared with the version after it.
    expect(await register('new-value', { schema })).toEqual([200, { id: given }]);
  });

  it('takes another schema for another one when only its references differ', async () => {
    await register('address', { schema: record('Address', '{"name":"city","type":"string"}', note) });
    const body = { schema: delivery.schema, references: [{ ...toAddress, version: 2 }] };
    const [status, answer] = await register('deliveries-value', body);
    expect(status).toBe(200);
    expect(answer.id).not.toBe(delivery.id);
    expect(await answerOf('GET', '/subjects/address/versions/2/referencedby')).toEqual([200, [answer.id]]);
    expect(await answerOf('GET', '/subjects/deliveries-value/versions/2')).toMatchObject([200, body]);
  });

  it('refuses what does not fit, with the reasons, and keeps nothing of it', async () => {
    const body = { schema: record('Order', id, count) };
    expect(await register('orders-value', body)).toEqual([
      409,
      {
        error_code: 409,
        message: expect.stringMatching(
          /^Schema being registered is incompatible with an earlier schema for subject "orders-value", details: \[\{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', .*\{oldSchemaVersion: 2\}, .*compatibility: 'BACKWARD'\}\]$/,
        ),
      },
    ]);
    expect(await answerOf('GET', '/subjects/orders-value/versions')).toEqual([200, [1, 2]]);
    expect(await answerOf('POST', '/subjects/orders-value', body)).toMatchObject([404, { error_code: 40_403 }]);
  });

  it('refuses what is no schema', async () => {
    expect(await register('orders-value', { schema: '"rekord"' })).toMatchObject([422, { error_code: 42_201 }]);
    expect(await register('nobody', { schema: '"rekord"' })).toMatchObject([422, { error_code: 42_201 }]);
    expect(await answerOf('GET', '/subjects/nobody/versions')).toMatchObject([404, { error_code: 40_401 }]);
  });

  it('lets one of two win that do not fit each other', async () => {
    const bodies = ['int', 'string'].map((type) => ({ schema: record('Race', `{"name":"n","type":"${type}"}`) }));
    const answers = await Promise.all(bodies.map((body) => register('race-value', body)));
    expect(answers.map(([status]) => status).sort()).toEqual([200, 409]);
  });
});

it('remembers what was asked', () => {
  expect(registry.requests).toEqual(
    expect.arrayContaining(['GET /subjects?offset=1&limit=2', 'POST /compatibility/subjects/nobody/versions/latest']),
  );
});

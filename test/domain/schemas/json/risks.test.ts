import { describe, expect, it } from 'vitest';
import { jsonSchemaRisks } from '../../../../src/domain/schemas/json/risks.ts';
import { DRAFT, schemaOf } from './schemas.ts';

const CONTENT_MODELS = ['JSON-OPEN-MODEL-CANNOT-GROW', 'JSON-CLOSED-MODEL-CANNOT-SHRINK'];

const risks = (older: unknown, newer: unknown) => jsonSchemaRisks(schemaOf(older), schemaOf(newer));

/** `ID path` without what is said of content models. */
const told = (older: unknown, newer: unknown) =>
  risks(older, newer)
    .filter(({ id }) => !CONTENT_MODELS.includes(id))
    .map(({ id, path }) => `${id} ${path}`);

const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const draft4 = (schema: object) => ({ $schema: DRAFT[4], ...schema });
const event = (name: string, rest: object = {}) => object({ kind: { const: name }, ...rest }, { required: ['kind'] });

describe.each<[string, [what: string, older: unknown, newer: unknown, told: string[]][]]>([
  [
    'keywords that are not compared',
    [
      [
        'format',
        object({ a: { type: 'string' } }),
        object({ a: { type: 'string', format: 'uuid' } }),
        ['JSON-FORMAT-NOT-COMPARED #/properties/a'],
      ],
      ['format taken away', { type: 'string', format: 'uuid' }, { type: 'string' }, ['JSON-FORMAT-NOT-COMPARED #/']],
      [
        'contentEncoding',
        { type: 'string', contentEncoding: 'base64' },
        { type: 'string', contentEncoding: 'base32' },
        ['JSON-CONTENT-NOT-COMPARED #/'],
      ],
      [
        'propertyNames',
        object({}),
        object({}, { propertyNames: { maxLength: 3 } }),
        ['JSON-PROPERTY-NAMES-NOT-COMPARED #/'],
      ],
      [
        'contains',
        { type: 'array', contains: {} },
        { type: 'array', contains: { type: 'string' } },
        ['JSON-CONTAINS-NOT-COMPARED #/'],
      ],
      [
        'patternProperties',
        object({}, { patternProperties: { '^x': { type: 'string' } } }),
        object({}, { patternProperties: { '^x': { type: 'integer' } } }),
        ['JSON-PATTERN-PROPERTIES-NOT-COMPARED #/'],
      ],
      [
        'a condition',
        object({}, { if: { required: ['a'] } }),
        object({}, { if: { required: ['b'] } }),
        ['JSON-CONDITION-NOT-COMPARED #/'],
      ],
      [
        'the order of keys',
        { type: 'array', contains: { minimum: 1, maximum: 2 } },
        { type: 'array', contains: { maximum: 2, minimum: 1 } },
        [],
      ],
    ],
  ],
  [
    'limits that are not seen',
    [
      [
        'exclusiveMaximum beside a maximum',
        { exclusiveMaximum: 9, maximum: 20 },
        { exclusiveMaximum: 5, maximum: 20 },
        ['JSON-EXCLUSIVE-MAXIMUM-UNSEEN #/'],
      ],
      [
        'raised, for readers of the old schema',
        { exclusiveMaximum: 5, maximum: 20 },
        { exclusiveMaximum: 9 },
        ['JSON-EXCLUSIVE-MAXIMUM-UNSEEN #/'],
      ],
      ['seen because of the maximum', { exclusiveMaximum: 9, maximum: 7 }, { exclusiveMaximum: 5, maximum: 7 }, []],
      ['without a maximum', { exclusiveMaximum: 9 }, { exclusiveMaximum: 5 }, ['JSON-EXCLUSIVE-MAXIMUM-FAILS #/']],
      [
        'the flag of draft 4',
        draft4({ maximum: 5 }),
        draft4({ maximum: 5, exclusiveMaximum: true }),
        ['JSON-EXCLUSIVE-FLAG-NOT-COMPARED #/'],
      ],
    ],
  ],
  [
    'demands that are not seen',
    [
      [
        'a name that is no property',
        object({}, { required: ['a'] }),
        object({}, { required: ['a', 'b'] }),
        ['JSON-REQUIRED-NOT-COMPARED #/'],
      ],
      [
        'a default for a value',
        object({ a: {} }),
        object({ a: { default: 1 } }, { required: ['a'] }),
        ['JSON-REQUIRED-WITH-DEFAULT #/'],
      ],
      ['a name that was required', object({}, { required: ['a'] }), object({}, { required: ['a'] }), []],
      [
        'a dependency of no property',
        object({}),
        object({}, { dependencies: { a: ['b'] } }),
        ['JSON-DEPENDENCY-NOT-COMPARED #/'],
      ],
      [
        'a dependency that was there',
        object({}, { dependencies: { a: ['b'] } }),
        object({}, { dependencies: { a: ['b'] } }),
        [],
      ],
      ['a dependency of a property', object({ a: {} }), object({ a: {} }, { dependencies: { a: ['b'] } }), []],
      [
        'beside $ref',
        object({ a: {} }),
        object({ a: { $ref: '#/definitions/A', maxLength: 3, title: 'a' } }, { definitions: { A: {} } }),
        ['JSON-BESIDE-REF-IGNORED #/properties/a'],
      ],
      [
        'notes beside $ref',
        object({ a: {} }),
        object({ a: { $ref: '#/definitions/A', title: 'a' } }, { definitions: { A: {} } }),
        [],
      ],
      [
        'beside $ref of 2020-12',
        { $schema: DRAFT[2020] },
        { $schema: DRAFT[2020], $ref: '#/$defs/A', maxLength: 3, $defs: { A: {} } },
        [],
      ],
    ],
  ],
  [
    'oneOf',
    [
      [
        'a branch that takes what another takes',
        { oneOf: [{ type: 'string' }] },
        { oneOf: [{ type: 'string' }, { type: 'string', maxLength: 3 }] },
        ['JSON-ONE-OF-MAY-OVERLAP #/'],
      ],
      [
        'a plain schema that becomes a branch',
        { type: 'string' },
        { oneOf: [{ type: 'string' }, {}] },
        ['JSON-ONE-OF-MAY-OVERLAP #/'],
      ],
      ['another type', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'string' }, { type: 'null' }] }, []],
      ['objects that a constant tells apart', { oneOf: [event('a')] }, { oneOf: [event('a'), event('b')] }, []],
      [
        'objects that nothing tells apart',
        { oneOf: [object({ a: {} })] },
        { oneOf: [object({ a: {} }), object({ b: {} })] },
        ['JSON-ONE-OF-MAY-OVERLAP #/'],
      ],
      ['anyOf', { anyOf: [{ type: 'string' }] }, { anyOf: [{ type: 'string' }, { type: 'string', maxLength: 3 }] }, []],
    ],
  ],
  [
    'what is refused without need',
    [
      ['const that becomes an enum', { const: 'A' }, { enum: ['A', 'B'] }, ['JSON-CONST-AGAINST-ENUM #/']],
      ['an enum of one that becomes const', { enum: ['A'] }, { const: 'A' }, ['JSON-CONST-AGAINST-ENUM #/']],
      ['an enum that loses values', { enum: ['A', 'B'] }, { const: 'A' }, []],
      [
        'a minimum of nothing',
        object({ a: { type: 'string' } }),
        object({ a: { type: 'string', minLength: 0 } }),
        ['JSON-ZERO-MINIMUM-REFUSED #/properties/a'],
      ],
    ],
  ],
  [
    'places',
    [
      ['another type', { type: 'array', items: { type: 'integer' } }, { type: 'array', items: { format: 'a' } }, []],
      [
        'items of the same kind',
        { type: 'array', items: { type: 'string' } },
        { type: 'array', items: { type: 'string', format: 'a' } },
        ['JSON-FORMAT-NOT-COMPARED #/items'],
      ],
      [
        'branches by their place',
        { anyOf: [{ type: 'string' }, { type: 'null' }] },
        { anyOf: [{ type: 'string', format: 'a' }, { type: 'null' }] },
        ['JSON-FORMAT-NOT-COMPARED #/anyOf/0'],
      ],
      [
        'branches by their kind',
        { anyOf: [{ type: 'string' }, { type: 'null' }] },
        { anyOf: [{ type: 'array' }, { type: 'null' }, { type: 'string', format: 'a' }] },
        ['JSON-FORMAT-NOT-COMPARED #/anyOf/2'],
      ],
      [
        'a schema that is referred to, once',
        object(
          { a: { $ref: '#/definitions/A' }, b: { $ref: '#/definitions/A' } },
          { definitions: { A: { type: 'string' } } },
        ),
        object(
          { a: { $ref: '#/definitions/A' }, b: { $ref: '#/definitions/A' } },
          { definitions: { A: { type: 'string', format: 'a' } } },
        ),
        ['JSON-FORMAT-NOT-COMPARED #/properties/a'],
      ],
      [
        'several kinds in one text',
        { type: 'string', enum: ['a'] },
        { type: 'string', enum: ['a'], format: 'a' },
        ['JSON-FORMAT-NOT-COMPARED #/'],
      ],
      [
        'a recursive schema',
        object({ a: { $ref: '#' }, b: { type: 'string' } }),
        object({ a: { $ref: '#' }, b: { type: 'string', format: 'a' } }),
        ['JSON-FORMAT-NOT-COMPARED #/properties/b'],
      ],
    ],
  ],
  [
    'drafts',
    [
      ['another draft', { $schema: DRAFT[7] }, { $schema: DRAFT[2020] }, ['JSON-DRAFT-CHANGED #/']],
      ['the default written out', {}, { $schema: DRAFT[7] }, []],
    ],
  ],
])('%s', (_, cases) => {
  it.each(cases)('%s', (_what, older, newer, expected) => {
    expect(told(older, newer)).toEqual(expected);
  });
});

describe('content models', () => {
  const models = (schema: unknown) =>
    risks(schema, schema)
      .filter(({ id }) => CONTENT_MODELS.includes(id))
      .map(({ id, path, message }) => `${id} ${path} ${message.split(':')[0]}`);

  it.each<[string, unknown, string[]]>([
    ['open', object({ a: object({ b: {} }) }), ['JSON-OPEN-MODEL-CANNOT-GROW #/ 2 objects, this one first, are open']],
    [
      'closed',
      object({ a: {} }, { additionalProperties: false }),
      ['JSON-CLOSED-MODEL-CANNOT-SHRINK #/ This object is closed'],
    ],
    [
      'both',
      object({ a: object({ b: {} }) }, { additionalProperties: false }),
      [
        'JSON-OPEN-MODEL-CANNOT-GROW #/properties/a This object is open',
        'JSON-CLOSED-MODEL-CANNOT-SHRINK #/ This object is closed',
      ],
    ],
    ['partially open', object({ a: {} }, { additionalProperties: { type: 'string' } }), []],
    [
      'partially open by a pattern',
      object({ a: {} }, { patternProperties: { '^x': {} }, additionalProperties: false }),
      [],
    ],
    ['without properties', object({}), []],
  ])('%s', (_, schema, expected) => {
    expect(models(schema)).toEqual(expected);
  });
});

it('a risk says who breaks and where that comes from', () => {
  const [risk] = risks({ type: 'string' }, { type: 'string', format: 'uuid' });
  expect(risk).toEqual({
    id: 'JSON-FORMAT-NOT-COMPARED',
    path: '#/',
    message: 'The registry does not compare it: format (none) → "uuid".',
    breaks: expect.stringContaining('Consumers that check data'),
    source: expect.stringContaining('json-schema.org'),
  });
});

import { describe, expect, it } from 'vitest';
import { jsonSchemaChecker } from '../../../../src/domain/schemas/json/checker.ts';
import { DRAFT, differences, schemaOf } from './schemas.ts';

const object = (keywords: object) => ({ type: 'object', ...keywords });
const array = (keywords: object) => ({ type: 'array', ...keywords });
const number = (keywords: object) => ({ type: 'number', ...keywords });

/** What the cases of the registry leave out; the rules are those of the reference. */
describe.each<[string, [what: string, writer: unknown, reader: unknown, told: string[]][]]>([
  [
    'numbers',
    [
      ['0.1 divides 0.3', number({ multipleOf: 0.3 }), number({ multipleOf: 0.1 }), []],
      [
        '0.3 after 0.1',
        number({ multipleOf: 0.1 }),
        number({ multipleOf: 0.3 }),
        ['MULTIPLE_OF_EXPANDED #/multipleOf'],
      ],
      [
        '0.25 after 0.1',
        number({ multipleOf: 0.1 }),
        number({ multipleOf: 0.25 }),
        ['MULTIPLE_OF_CHANGED #/multipleOf'],
      ],
      ['1e-300 divides 1e300', number({ multipleOf: 1e300 }), number({ multipleOf: 1e-300 }), []],
      [
        'exclusiveMaximum falls',
        number({ exclusiveMaximum: 9 }),
        number({ exclusiveMaximum: 5 }),
        ['EXCLUSIVE_MAXIMUM_DECREASED #/exclusiveMaximum'],
      ],
      [
        'it falls unseen beside a maximum',
        number({ exclusiveMaximum: 9, maximum: 20 }),
        number({ exclusiveMaximum: 5, maximum: 20 }),
        [],
      ],
      [
        'it is held against the maximum',
        number({ exclusiveMaximum: 9, maximum: 7 }),
        number({ exclusiveMaximum: 5, maximum: 7 }),
        ['EXCLUSIVE_MAXIMUM_DECREASED #/exclusiveMaximum'],
      ],
      [
        'the flag of draft 4',
        { $schema: DRAFT[4], ...number({ maximum: 5 }) },
        { $schema: DRAFT[4], ...number({ maximum: 5, exclusiveMaximum: true }) },
        [],
      ],
    ],
  ],
  [
    'dependencies',
    [
      [
        'of a property',
        object({ properties: { a: {} } }),
        object({ properties: { a: {} }, dependencies: { a: ['b'] } }),
        ['DEPENDENCY_ARRAY_ADDED #/dependencies/a'],
      ],
      ['of another name', object({}), object({ dependencies: { a: ['b'], b: { required: ['c'] } } }), []],
      [
        'with fewer names',
        object({ properties: { a: {} }, dependencies: { a: ['b', 'c'] } }),
        object({ properties: { a: {} }, dependencies: { a: ['c'] } }),
        [],
      ],
      [
        'of 2020-12',
        { $schema: DRAFT[2020], ...object({ properties: { a: {}, b: {} } }) },
        {
          $schema: DRAFT[2020],
          ...object({
            properties: { a: {}, b: {} },
            dependentRequired: { a: ['b'] },
            dependentSchemas: { b: { type: 'object' } },
          }),
        },
        ['DEPENDENCY_ARRAY_ADDED #/dependencies/a', 'DEPENDENCY_SCHEMA_ADDED #/dependencies/b'],
      ],
      [
        'of draft 7 in 2020-12',
        { $schema: DRAFT[2020], ...object({ properties: { a: {} } }) },
        { $schema: DRAFT[2020], ...object({ properties: { a: {} }, dependencies: { a: ['b'] } }) },
        [],
      ],
    ],
  ],
  [
    'content models',
    [
      [
        '{} is partially open',
        object({ additionalProperties: {} }),
        object({ additionalProperties: {}, properties: { a: { type: 'string' } } }),
        ['PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/a', 'TYPE_CHANGED #/properties/a'],
      ],
      [
        'true to {}',
        object({}),
        object({ additionalProperties: {} }),
        ['ADDITIONAL_PROPERTIES_NARROWED #/additionalProperties'],
      ],
      [
        'a name that no pattern takes',
        object({ properties: { a: {} }, patternProperties: { '^x': {} } }),
        object({ patternProperties: { '^x': {} } }),
        ['PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/a'],
      ],
      [
        'the first pattern decides',
        object({ patternProperties: { a: { type: 'string' }, b: { type: 'null' } }, additionalProperties: false }),
        object({
          patternProperties: { a: { type: 'string' }, b: { type: 'null' } },
          additionalProperties: false,
          properties: { ab: { type: 'string' } },
        }),
        [],
      ],
      [
        'unevaluatedProperties closes',
        { $schema: DRAFT[2020], ...object({}) },
        { $schema: DRAFT[2020], ...object({ unevaluatedProperties: false }) },
        ['UNEVALUATED_PROPERTIES_REMOVED #/unevaluatedProperties'],
      ],
      [
        'unevaluatedProperties narrows',
        { $schema: DRAFT[2019], ...object({}) },
        { $schema: DRAFT[2019], ...object({ unevaluatedProperties: { type: 'string' } }) },
        ['UNEVALUATED_PROPERTIES_NARROWED #/unevaluatedProperties'],
      ],
      [
        'unevaluatedProperties covers',
        { $schema: DRAFT[2020], ...object({ unevaluatedProperties: { type: 'string' } }) },
        {
          $schema: DRAFT[2020],
          ...object({ unevaluatedProperties: { type: 'string' }, properties: { a: { type: 'string' } } }),
        },
        [],
      ],
      ['unevaluatedProperties is no keyword of draft 7', object({}), object({ unevaluatedProperties: false }), []],
      [
        'a default beside $ref',
        object({ additionalProperties: false }),
        object({
          additionalProperties: false,
          required: ['a'],
          properties: { a: { $ref: '#/definitions/A', default: 1 } },
          definitions: { A: {} },
        }),
        ['REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/a'],
      ],
      [
        'a default of null',
        object({ additionalProperties: false }),
        object({ additionalProperties: false, required: ['a'], properties: { a: { default: null } } }),
        [],
      ],
    ],
  ],
  [
    'arrays',
    [
      [
        'prefixItems',
        { $schema: DRAFT[2020], ...array({ prefixItems: [{ type: 'number' }] }) },
        { $schema: DRAFT[2020], ...array({ prefixItems: [{ type: 'integer' }], items: false }) },
        ['ADDITIONAL_ITEMS_REMOVED #/additionalItems', 'TYPE_NARROWED #/items/0'],
      ],
      [
        'items of 2020-12',
        { $schema: DRAFT[2020], ...array({ items: { type: 'number' } }) },
        { $schema: DRAFT[2020], ...array({ items: { type: 'integer' } }) },
        ['TYPE_NARROWED #/items'],
      ],
      [
        'a tuple of 2019-09',
        { $schema: DRAFT[2019], ...array({ items: [{}] }) },
        { $schema: DRAFT[2019], ...array({ items: [{}], additionalItems: false }) },
        ['ADDITIONAL_ITEMS_REMOVED #/additionalItems'],
      ],
      [
        'unevaluatedItems',
        { $schema: DRAFT[2020], ...array({}) },
        { $schema: DRAFT[2020], ...array({ unevaluatedItems: false }) },
        ['UNEVALUATED_ITEMS_REMOVED #/unevaluatedItems'],
      ],
      [
        'minContains and maxContains',
        { $schema: DRAFT[2020], ...array({ contains: {}, minContains: 1, maxContains: 5 }) },
        { $schema: DRAFT[2020], ...array({ contains: {}, minContains: 2, maxContains: 4 }) },
        ['MAX_CONTAINS_DECREASED #/maxContains', 'MIN_CONTAINS_INCREASED #/minContains'],
      ],
      ['they are no keywords of draft 7', array({ contains: {} }), array({ contains: {}, minContains: 2 }), []],
      ['an item added to an open array that may be anything', array({}), array({ items: [true] }), []],
    ],
  ],
  [
    'combinations',
    [
      [
        'equal branches count once',
        { anyOf: [{ type: 'string' }, { type: 'string' }] },
        { anyOf: [{ type: 'string' }, { type: 'null' }] },
        [],
      ],
      [
        'a branch for each',
        { anyOf: [{ type: 'integer' }, { type: 'integer', maximum: 3 }] },
        { anyOf: [{ type: 'number' }, { type: 'string' }] },
        ['COMBINED_TYPE_SUBSCHEMAS_CHANGED #/'],
      ],
      [
        'the pairing that works is found',
        { anyOf: [{ type: 'integer' }, { type: 'number' }] },
        { anyOf: [{ type: 'number' }, { type: 'integer' }] },
        [],
      ],
      ['a single branch on either side', { allOf: [{ oneOf: [{ type: 'integer' }] }] }, { type: 'number' }, []],
      [
        'what a single branch narrows is told as if it stood alone',
        { type: 'string' },
        { oneOf: [{ type: 'string', maxLength: 3 }] },
        ['MAX_LENGTH_ADDED #/maxLength'],
      ],
      ['allOf to one of it', { allOf: [{ type: 'string' }, { maxLength: 3 }] }, { type: 'string' }, []],
      ['allOf to none of it', { allOf: [{ type: 'string' }, { maxLength: 3 }] }, { type: 'null' }, ['TYPE_CHANGED #/']],
      [
        'anyOf to what takes all of it',
        { anyOf: [{ type: 'integer' }, { type: 'number' }] },
        { type: 'number' },
        ['TYPE_CHANGED #/'],
      ],
      ['anything to oneOf', {}, { oneOf: [{ type: 'string' }, { type: 'null' }] }, ['TYPE_CHANGED #/']],
      ['nothing to oneOf', false, { oneOf: [{ type: 'string' }, { type: 'null' }] }, []],
      ['oneOf to anything', { oneOf: [{ type: 'string' }, { type: 'null' }] }, true, []],
      ['no branches', { type: 'string' }, { anyOf: [] }, ['TYPE_CHANGED #/']],
      [
        'oneOf to allOf',
        { oneOf: [{ type: 'string' }, { maxLength: 3 }] },
        { allOf: [{ type: 'string' }, { maxLength: 3 }] },
        ['COMBINED_TYPE_CHANGED #/'],
      ],
      ['one branch of any kind to another', { oneOf: [{ type: 'string' }] }, { allOf: [{ type: 'string' }] }, []],
      [
        'allOf that shrinks to anyOf',
        { allOf: [{ type: 'string' }, { maxLength: 3 }] },
        { anyOf: [{ type: 'string' }] },
        [],
      ],
    ],
  ],
  [
    'values',
    [
      ['not of other things', { not: { type: 'string' } }, { not: { type: 'null' } }, ['NOT_TYPE_EXTENDED #/not']],
      ['the order of keys in a value', { enum: [{ a: 1, b: 2 }] }, { enum: [{ b: 2, a: 1 }] }, []],
      ['null as a const', { const: null }, { const: 0 }, ['ENUM_ARRAY_CHANGED #/const']],
      [
        'bytes of Kafka Connect',
        { type: 'number', 'connect.type': 'bytes' },
        { type: 'string', 'connect.type': 'bytes' },
        [],
      ],
    ],
  ],
])('%s', (_, cases) => {
  it.each(cases)('%s', (_what, writer, reader, told) => {
    expect(differences(writer, reader)).toEqual(told);
  });
});

describe('an incompatibility', () => {
  const only = (writer: unknown, reader: unknown) =>
    jsonSchemaChecker.compare(schemaOf(reader), schemaOf(writer), 'confluent')[0];

  it.each<[unknown, unknown, object]>([
    [
      number({ exclusiveMaximum: 9 }),
      number({ exclusiveMaximum: 5 }),
      {
        message:
          'exclusiveMaximum goes from 9 to 5, which refuses data that was right before. Without a maximum the registry itself fails here with HTTP 500.',
        writer: '{"exclusiveMaximum":9}',
        reader: '{"exclusiveMaximum":5}',
      },
    ],
    [
      object({}),
      object({ properties: { 'a/b': { type: 'string' } } }),
      {
        path: '#/properties/a/b',
        message: '"a/b" is new with {"type":"string"}, and the writer\'s open model let data hold any "a/b".',
        writer: null,
        reader: '{"type":"string"}',
      },
    ],
    [
      object({ properties: { a: { enum: ['x'.repeat(500)] } } }),
      object({ properties: { a: { type: 'string' } } }),
      { writer: `{"enum":["${'x'.repeat(189)}…` },
    ],
  ])('of %j and %j', (writer, reader, incompatibility) => {
    expect(only(writer, reader)).toMatchObject(incompatibility);
  });
});

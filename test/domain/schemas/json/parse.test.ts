import { describe, expect, it } from 'vitest';
import { jsonSchemaChecker } from '../../../../src/domain/schemas/json/checker.ts';
import { DRAFT, differences, type References, sourceOf } from './schemas.ts';

const problemOf = (schema: unknown, stored = false, references: References = {}) =>
  jsonSchemaChecker.parse(sourceOf(schema, references), stored).problem;

describe('a new schema', () => {
  it.each([
    ['{', 'syntax', 1, 2, 'a name in double quotes or }'],
    ['', 'syntax', 1, 1, 'a value'],
    ['"string"', 'semantic', 1, 1, 'a schema (an object, true or false)'],
    ['[]', 'semantic', 1, 1, 'a schema (an object, true or false)'],
    ['{"type":"strin"}', 'semantic', 1, 9, 'one of string, integer, number, boolean, null, array, object'],
    ['{"type":["string",5]}', 'semantic', 1, 9, 'one of string, integer, number, boolean, null, array, object'],
    ['{\n  "properties": {\n    "a": 5\n  }\n}', 'semantic', 3, 10, 'a schema (an object, true or false)'],
    ['{"properties":[]}', 'semantic', 1, 15, 'an object of schemas'],
    ['{"items":[{},{"type":"array","items":5}]}', 'semantic', 1, 38, 'a schema (an object, true or false)'],
    ['{"required":"a"}', 'semantic', 1, 13, 'a list of names'],
    ['{"required":["a",5]}', 'semantic', 1, 18, 'text'],
    ['{"enum":"a"}', 'semantic', 1, 9, 'a list'],
    ['{"allOf":{}}', 'semantic', 1, 10, 'a list of schemas'],
    ['{"minLength":1.5}', 'semantic', 1, 14, 'a whole number'],
    ['{"maximum":"3"}', 'semantic', 1, 12, 'a number'],
    ['{"multipleOf":0}', 'semantic', 1, 15, 'a number other than 0'],
    ['{"exclusiveMaximum":true}', 'semantic', 1, 21, 'a number'],
    [`{"$schema":"${DRAFT[4]}","exclusiveMaximum":3}`, 'semantic', 1, 73, 'true or false'],
    [`{"$schema":"${DRAFT[4]}","items":true}`, 'semantic', 1, 62, 'a schema or a list of schemas'],
    ['{"uniqueItems":"yes"}', 'semantic', 1, 16, 'true or false'],
    ['{"title":5}', 'semantic', 1, 10, 'text'],
    ['{"$ref":5}', 'semantic', 1, 9, 'text'],
    ['{"contains":5}', 'semantic', 1, 13, 'a schema (an object, true or false)'],
    ['{"if":{"type":"x"}}', 'semantic', 1, 15, 'one of string, integer, number, boolean, null, array, object'],
    ['{"a\\"b":1,"properties":{"a/b":{"pattern":5}}}', 'semantic', 1, 42, 'text'],
  ])('%j is refused (%s) at line %i, column %i: %s', (text, kind, line, column, expected) => {
    expect(problemOf(text)).toMatchObject({ kind, line, column, expected });
  });

  it.each([
    ['{"definitions":{"A":{"type":"strin"}}}', 'what nothing refers to is not read'],
    ['{"minLength":"1","type":"string","$ref":"#/definitions/A","definitions":{"A":{}}}', 'nothing counts beside $ref'],
    [`{"$schema":"${DRAFT[4]}","exclusiveMaximum":true,"maximum":3}`, 'the flag of draft 4'],
    [`{"$schema":"${DRAFT[4]}","propertyNames":5}`, 'no keyword of draft 4'],
    ['{"unknown":{"type":"strin"}}', 'no keyword'],
    ['{"enum":[]}', 'a list without values'],
    ['true', 'true is a schema'],
  ])('%j is taken: %s', (text) => {
    expect(problemOf(text)).toBeNull();
  });
});

describe('a stored schema', () => {
  it.each(['{"type":"strin"}', '{"minLength":"1"}', '{"properties":[]}', '{"items":5}', '{"required":["a",5]}'])(
    'is read without what is wrong in it: %s',
    (text) => {
      expect(problemOf(text, true)).toBeNull();
      expect(problemOf(text, false)).not.toBeNull();
    },
  );

  it('has to be JSON and to lead somewhere all the same', () => {
    expect(problemOf('{', true)).toMatchObject({ kind: 'syntax' });
    expect(problemOf({ $ref: '#/definitions/A' }, true)).toMatchObject({ kind: 'unresolved-reference' });
  });
});

describe('what a text is', () => {
  /** Compatible both ways: the registry sees one and the same. */
  it.each<[string, unknown, unknown]>([
    ['a list of one type', { type: ['string'], maxLength: 3 }, { type: 'string', maxLength: 3 }],
    ['keywords without their type', { maxLength: 3 }, { type: 'string', maxLength: 3 }],
    ['two kinds at once', { type: 'string', enum: ['a'] }, { allOf: [{ enum: ['a'] }, { type: 'string' }] }],
    [
      'format makes a string',
      { type: 'integer', format: 'int64' },
      { allOf: [{ type: 'integer' }, { type: 'string' }] },
    ],
    [
      'a type list shares its keywords',
      { type: ['string', 'null'], maxLength: 3 },
      { anyOf: [{ type: 'null' }, { maxLength: 3 }] },
    ],
    ['true and {}', true, {}],
    [
      'beside $ref',
      { $ref: '#/definitions/A', maxLength: 3, definitions: { A: { type: 'string' } } },
      { type: 'string' },
    ],
    ['additionalItems beside items', { items: {}, additionalItems: false }, { items: {} }],
    ['const of draft 4', { $schema: DRAFT[4], const: 3 }, { $schema: DRAFT[4] }],
    ['if of draft 6', { $schema: DRAFT[6], if: { type: 'string' } }, {}],
    ['an unknown draft', { $schema: 'https://example.com/own', const: 3 }, { const: 3 }],
  ])('%s', (_, one, other) => {
    expect(differences(one, other)).toEqual([]);
    expect(differences(other, one)).toEqual([]);
  });

  it.each<[string, unknown, unknown]>([
    ['const since draft 6', { $schema: DRAFT[6] }, { $schema: DRAFT[6], const: 3 }],
    ['if since draft 7', {}, { if: { type: 'string' } }],
    [
      'format is nothing since 2019-09',
      { $schema: DRAFT[2019], type: 'integer', format: 'a' },
      { type: 'integer', format: 'a' },
    ],
    [
      'beside $ref since 2019-09',
      { type: 'string' },
      { $schema: DRAFT[2019], $ref: '#/$defs/A', maxLength: 3, $defs: { A: { type: 'string' } } },
    ],
  ])('%s counts', (_, writer, reader) => {
    expect(differences(writer, reader)).toEqual(['TYPE_CHANGED #/']);
  });
});

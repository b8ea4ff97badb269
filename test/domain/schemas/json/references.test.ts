import { describe, expect, it } from 'vitest';
import { jsonSchemaChecker } from '../../../../src/domain/schemas/json/checker.ts';
import { DRAFT, differences, type References, schemaOf, sourceOf } from './schemas.ts';

const problemOf = (schema: unknown, references: References = {}) =>
  jsonSchemaChecker.parse(sourceOf(schema, references), false).problem;

const STRING = { type: 'string' };

describe('a reference leads to', () => {
  it.each<[string, unknown, References]>([
    ['a pointer', { $ref: '#/definitions/A', definitions: { A: STRING } }, {}],
    ['an escaped pointer', { $ref: '#/definitions/a~1b%20~0c', definitions: { 'a/b ~c': STRING } }, {}],
    ['an item', { $ref: '#/x/1', x: [0, STRING] }, {}],
    ['a place with no meaning of its own', { $ref: '#/x', x: STRING }, {}],
    ['a name like that of a method', { $ref: '#/definitions/constructor', definitions: { constructor: STRING } }, {}],
    ['definitions for $defs', { $ref: '#/$defs/A', definitions: { A: STRING } }, {}],
    ['$defs for definitions', { $ref: '#/definitions/A', $defs: { A: STRING } }, {}],
    ['an anchor of draft 7', { $ref: '#a', definitions: { A: { $id: '#a', ...STRING } } }, {}],
    ['an anchor of draft 4', { $schema: DRAFT[4], $ref: '#a', definitions: { A: { id: '#a', ...STRING } } }, {}],
    ['an anchor of 2020-12', { $schema: DRAFT[2020], $ref: '#a', $defs: { A: { $anchor: 'a', ...STRING } } }, {}],
    ['a reference', { $ref: 'a.json' }, { 'a.json': STRING }],
    ['a reference written with ./', { $ref: './a.json' }, { 'a.json': STRING }],
    ['a reference named with ./', { $ref: 'a.json' }, { './a.json': STRING }],
    [
      'a reference by its full name',
      { $id: 'https://example.com/s/root.json', $ref: 'a.json' },
      { 'https://example.com/s/a.json': STRING },
    ],
    [
      'a reference by its short name',
      { $id: 'https://example.com/s/root.json', $ref: 'https://example.com/s/a.json' },
      { 'a.json': STRING },
    ],
    [
      'a reference by its $id',
      { $ref: 'https://example.com/a' },
      { 'a.json': { $id: 'https://example.com/a', ...STRING } },
    ],
    ['a pointer of a reference', { $ref: 'a.json#/definitions/A' }, { 'a.json': { definitions: { A: STRING } } }],
    ['an anchor of a reference', { $ref: 'a.json#a' }, { 'a.json': { definitions: { A: { $id: '#a', ...STRING } } } }],
    ['a reference of a reference', { $ref: 'a.json' }, { 'a.json': { $ref: 'b.json' }, 'b.json': STRING }],
    ['a reference beside a reference', { $ref: 's/a.json' }, { 's/a.json': { $ref: 'b.json' }, 's/b.json': STRING }],
    [
      'its own $id',
      { $id: 'https://example.com/r', $ref: 'https://example.com/r#/definitions/A', definitions: { A: STRING } },
      {},
    ],
    ['an $id inside', { $ref: 'item.json', definitions: { A: { $id: 'item.json', ...STRING } } }, {}],
    [
      'an $id inside an $id',
      {
        $id: 'https://example.com/r.json',
        $ref: 's/item.json',
        definitions: { A: { $id: 's/x.json', definitions: { B: { $id: 'item.json', ...STRING } } } },
      },
      {},
    ],
    [
      'a pointer from an $id',
      {
        $ref: '#/definitions/A/properties/x',
        definitions: { A: { $id: 'a', definitions: { B: STRING }, properties: { x: { $ref: '#/definitions/B' } } } },
      },
      {},
    ],
    [
      'a pointer of the whole from within an $id',
      { $ref: '#/definitions/A', definitions: { B: STRING, A: { $id: 'a', allOf: [{ $ref: '#/definitions/B' }] } } },
      {},
    ],
    [
      'a dynamic anchor',
      { $schema: DRAFT[2020], $dynamicRef: '#a', $defs: { A: { $dynamicAnchor: 'a', ...STRING } } },
      {},
    ],
    ['a reference by a relative $id', { $id: 's/root.json', allOf: [{ $ref: 'a.json' }] }, { 's/a.json': STRING }],
    ['a urn', { $ref: 'urn:example:a' }, { 'urn:example:a': STRING }],
  ])('%s', (_, schema, references) => {
    const reader = schemaOf(schema, references, false);
    expect(jsonSchemaChecker.compare(reader, schemaOf(STRING), 'confluent')).toEqual([]);
    expect(jsonSchemaChecker.compare(reader, schemaOf({ type: 'null' }), 'confluent')).toMatchObject([
      { rule: 'TYPE_CHANGED' },
    ]);
  });
});

describe('a reference that leads nowhere is named', () => {
  it.each<[string, unknown, References, string]>([
    [
      'a pointer',
      { properties: { a: { $ref: '#/definitions/A' } } },
      {},
      '"#/definitions/A" leads nowhere: a pointer or anchor of this schema is expected at #/properties/a/$ref.',
    ],
    [
      'a pointer into text',
      { $ref: '#/title/x', title: 'a' },
      {},
      '"#/title/x" leads nowhere: a pointer or anchor of this schema is expected at #/$ref.',
    ],
    [
      'a pointer to a method',
      { $ref: '#/toString' },
      {},
      '"#/toString" leads nowhere: a pointer or anchor of this schema is expected at #/$ref.',
    ],
    [
      'a dynamic anchor',
      { $schema: DRAFT[2020], not: { $dynamicRef: '#a' } },
      {},
      '"#a" leads nowhere: a pointer or anchor of this schema is expected at #/not/$dynamicRef.',
    ],
    ['an anchor', { $ref: '#a' }, {}, '"#a" leads nowhere: a pointer or anchor of this schema is expected at #/$ref.'],
    [
      'a reference',
      { $ref: 'a.json' },
      {},
      '"a.json" leads nowhere: a reference named "a.json" is expected at #/$ref.',
    ],
    [
      'a meta-schema, for nothing is fetched',
      { $ref: DRAFT[7] },
      {},
      `"${DRAFT[7]}" leads nowhere: a reference named "http://json-schema.org/draft-07/schema" is expected at #/$ref.`,
    ],
    [
      'a reference of a reference',
      { $ref: 'a.json' },
      { 'a.json': { not: { $ref: 'b.json' } } },
      '"b.json" leads nowhere: a reference named "b.json" is expected at #/not/$ref in the reference "a.json".',
    ],
    [
      'a pointer of a reference',
      { $ref: 'a.json#/x' },
      { 'a.json': {} },
      '"a.json#/x" leads nowhere: a pointer or anchor of "a.json" is expected at #/$ref.',
    ],
    [
      'where nothing is compared',
      { type: 'array', contains: { $ref: '#/x' } },
      {},
      '"#/x" leads nowhere: a pointer or anchor of this schema is expected at #/contains/$ref.',
    ],
  ])('%s', (_, schema, references, message) => {
    expect(problemOf(schema, references)).toMatchObject({ kind: 'unresolved-reference', message });
  });
});

describe('a circle with nothing in it is named', () => {
  it.each<[unknown, References, string]>([
    [{ $ref: '#' }, {}, 'The references # → # go in a circle at #/.'],
    [
      {
        properties: { a: { $ref: '#/definitions/A' } },
        definitions: { A: { $ref: '#/definitions/B' }, B: { $ref: '#/definitions/A' } },
      },
      {},
      '#/definitions/B → #/definitions/A',
    ],
    [{ $ref: 'a.json' }, { 'a.json': { $ref: 'b.json' }, 'b.json': { $ref: 'a.json' } }, 'b.json → a.json'],
  ])('%j', (schema, references, message) => {
    expect(problemOf(schema, references)).toMatchObject({
      kind: 'reference-cycle',
      message: expect.stringContaining(message),
    });
  });
});

it('a reference that is not JSON is told with its name', () => {
  expect(problemOf({ $ref: 'a.json' }, { 'a.json': '{"a":}' })).toMatchObject({
    kind: 'syntax',
    line: 1,
    column: 6,
    message: 'The reference "a.json" is not JSON: a value is expected at line 1, column 6.',
  });
});

it('the draft of a reference is its own, or that of the schema', () => {
  const references = { 'a.json': { $ref: '#/definitions/S', maxLength: 3, definitions: { S: STRING } } };
  const old = schemaOf({ $ref: 'a.json' }, references);
  const later = schemaOf({ $schema: DRAFT[2020], $ref: 'a.json' }, references);
  const writer = schemaOf(STRING);
  expect(jsonSchemaChecker.compare(old, writer, 'confluent')).toEqual([]);
  expect(jsonSchemaChecker.compare(later, writer, 'confluent')).toMatchObject([{ rule: 'TYPE_CHANGED' }]);
});

describe('recursive schemas', () => {
  const list = (value: unknown) => ({ type: 'object', properties: { v: value, next: { $ref: '#' } } });
  const mutual = (value: unknown) => ({
    $ref: '#/definitions/A',
    definitions: {
      A: { type: 'object', properties: { b: { $ref: '#/definitions/B' } } },
      B: { type: 'object', properties: { a: { $ref: '#/definitions/A' }, v: value } },
    },
  });

  const recursive = (value: unknown) => ({
    $schema: DRAFT[2019],
    type: 'object',
    properties: { v: value, next: { $recursiveRef: '#' } },
  });

  it.each([
    [recursive({ type: 'integer' }), recursive({ type: 'number' })],
    [list({ type: 'integer' }), list({ type: 'number' })],
    [mutual({ type: 'integer' }), mutual({ type: 'number' })],
  ])('widened is compatible', (writer, reader) => {
    expect(differences(writer, reader)).toEqual([]);
  });

  it('narrowed is told at each place that leads in', () => {
    expect(differences(mutual({ type: 'number' }), mutual({ type: 'integer' }))).toEqual([
      'TYPE_NARROWED #/properties/b/properties/v',
    ]);
    expect(differences(list({ type: 'number' }), list({ type: 'integer' }))).toEqual([
      'TYPE_NARROWED #/properties/next/properties/next/properties/v',
      'TYPE_NARROWED #/properties/next/properties/v',
      'TYPE_NARROWED #/properties/v',
    ]);
  });

  it('what was built on a wrong assumption is judged again', () => {
    // Whether the branches fit depends on the whole, which is met again inside itself before its `v` is looked at.
    const tree = (value: unknown) => ({
      type: 'object',
      properties: { child: { oneOf: [{ $ref: '#' }, { type: 'null' }] }, v: value },
    });
    expect(differences(tree({ type: 'number' }), tree({ type: 'integer' }))).toEqual([
      'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/properties/child',
      'TYPE_NARROWED #/properties/v',
    ]);
  });
});

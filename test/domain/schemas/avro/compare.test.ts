import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avroChecker } from '../../../../src/domain/schemas/avro/checker.ts';
import type { Incompatibility } from '../../../../src/domain/schemas/checker.ts';
import { randomSchema, seeded } from '../../../support/avro-judge/random-schemas.ts';

function compare(reader: string, writer: string): readonly Incompatibility[] {
  const [r, w] = [reader, writer].map((text) => avroChecker.parse({ text, references: [] }, true));
  if (r?.schema == null || w?.schema == null) throw new Error(r?.problem?.message ?? w?.problem?.message);
  return avroChecker.compare(r.schema, w.schema, 'confluent');
}

const rulesOf = (reader: string, writer: string) => compare(reader, writer).map(({ rule, path }) => `${rule} ${path}`);
const record = (...fields: string[]) => `{"type":"record","name":"x.R","fields":[${fields.join(',')}]}`;
const field = (name: string, type: string, more = '') => `{"name":"${name}","type":${type}${more}}`;

describe('what is told of an incompatibility', () => {
  it.each<[reader: string, writer: string, Incompatibility]>([
    [
      record(field('a', '"int"')),
      record(field('a', '{"type":"string","logicalType":"uuid"}')),
      {
        rule: 'TYPE_MISMATCH',
        path: '/fields/0/type',
        message: 'A reader cannot take string (uuid) for int (field a of x.R).',
        reader: '"int"',
        writer: '{"type":"string","logicalType":"uuid"}',
      },
    ],
    [
      record(field('a', '{"type":"array","items":{"type":"map","values":"int"}}')),
      record(field('a', '{"type":"array","items":{"type":"map","values":"long"}}')),
      {
        rule: 'TYPE_MISMATCH',
        path: '/fields/0/type/items/values',
        message: 'A reader cannot take long for int (values of items of field a of x.R).',
        reader: '"int"',
        writer: '"long"',
      },
    ],
    [
      record(field('b', '"int"', ',"aliases":["c","d"]')),
      record(field('a', '"int"')),
      {
        rule: 'READER_FIELD_MISSING_DEFAULT_VALUE',
        path: '/fields/0',
        message: 'Field b of x.R has no default, and x.R in the data has no field of that name and none named c, d.',
        reader: '{"name":"b","type":"int"}',
        writer: null,
      },
    ],
    [
      record(field('e', '{"type":"enum","name":"E","symbols":["A"],"default":"A"}')),
      record(),
      {
        rule: 'TYPE_MISMATCH',
        path: '/fields/0/type',
        message:
          'Field e of x.R has no default and is not in the data; the default of its enum is for unknown symbols only.',
        reader: '{"type":"enum","name":"x.E","symbols":["A"],"default":"A"}',
        writer: '{"type":"record","name":"x.R"}',
      },
    ],
    [
      '{"type":"enum","name":"E","symbols":["A"]}',
      '{"type":"enum","name":"E","symbols":["C","A","B"]}',
      {
        rule: 'MISSING_ENUM_SYMBOLS',
        path: '/symbols',
        message: 'The data may hold C, B in E, which the enum of the reader does not know, and it has no default.',
        reader: '{"type":"enum","name":"E","symbols":["A"]}',
        writer: '{"type":"enum","name":"E","symbols":["C","A","B"]}',
      },
    ],
    [
      '{"type":"fixed","name":"F","size":8}',
      '{"type":"fixed","name":"F","size":4,"logicalType":"decimal","precision":3}',
      {
        rule: 'FIXED_SIZE_MISMATCH',
        path: '/size',
        message: 'The fixed F has 8 bytes for the reader and 4 in the data.',
        reader: '{"type":"fixed","name":"F","size":8}',
        writer: '{"type":"fixed","name":"F","size":4,"logicalType":"decimal","precision":3,"scale":0}',
      },
    ],
    [
      '{"type":"record","name":"x.A","fields":[]}',
      '{"type":"record","name":"x.B","fields":[]}',
      {
        rule: 'NAME_MISMATCH',
        path: '/name',
        message: 'The record x.A of the reader is x.B in the data, and no alias says so.',
        reader: '{"type":"record","name":"x.A"}',
        writer: '{"type":"record","name":"x.B"}',
      },
    ],
    [
      '["null","int"]',
      '["null",{"type":"array","items":"int"}]',
      {
        rule: 'MISSING_UNION_BRANCH',
        path: '/1',
        message:
          "The data may hold array of int, which no branch of the reader's union of null, int can read (the schema).",
        reader: '["null","int"]',
        writer: '{"type":"array","items":"int"}',
      },
    ],
    [
      record(field('c', '"int"', ',"aliases":["a","b"]')),
      record(field('a', '"int"'), field('b', '"int"')),
      {
        rule: 'AMBIGUOUS_FIELD_ALIAS',
        path: '/fields/0',
        message: 'Field c of x.R goes by several fields in the data, a, b, so Avro refuses to compare.',
        reader: '{"name":"c","type":"int"}',
        writer: '{"type":"record","name":"x.R"}',
      },
    ],
  ])('%s reading %s', (reader, writer, incompatibility) => {
    expect(compare(reader, writer)).toEqual([incompatibility]);
  });

  it('names ten of many symbols, and cuts long pieces', () => {
    const symbols = Array.from({ length: 100 }, (_, index) => `"S${index}"`).join(',');
    const [found] = compare(
      '{"type":"enum","name":"E","symbols":[]}',
      `{"type":"enum","name":"E","symbols":[${symbols}]}`,
    );
    expect(found?.message).toMatch(/S0, S1, .* S9 and 90 more in E/);
    expect(found?.writer).toHaveLength(300);
    expect(found?.writer?.endsWith('…')).toBe(true);
  });
});

/** Habits of Avro 1.12.1 that nobody would guess; the live differential test shows that it has them. */
describe('as Avro does it', () => {
  const leaf = (type: string) => `{"type":"record","name":"L","fields":[${field('v', `"${type}"`)}]}`;

  it('a type that is met again keeps the place where it was first met', () => {
    const both = (type: string) => record(field('a', leaf(type)), field('b', '"L"'));
    expect(rulesOf(both('int'), both('string'))).toEqual(['TYPE_MISMATCH /fields/0/type/fields/0/type']);
  });

  it('places inside the branches of a union count from the branch, and only come out when the type is met again', () => {
    const inUnion = (type: string) => record(field('a', `["null",${leaf(type)}]`));
    expect(rulesOf(inUnion('int'), inUnion('string'))).toEqual(['MISSING_UNION_BRANCH /fields/0/type/1']);
    const andAgain = (type: string) => record(field('a', `["null",${leaf(type)}]`), field('b', '"L"'));
    expect(rulesOf(andAgain('int'), andAgain('string'))).toEqual([
      'MISSING_UNION_BRANCH /fields/0/type/1',
      'TYPE_MISMATCH /fields/0/type',
    ]);
  });

  it('a name counts without its namespace, an alias with it', () => {
    const fixed = (name: string, aliases = '') => `{"type":"fixed","name":"${name}","size":1${aliases}}`;
    expect(rulesOf(fixed('x.A'), fixed('y.A'))).toEqual([]);
    expect(rulesOf(fixed('x.B', ',"aliases":["A"]'), fixed('x.A'))).toEqual([]);
    expect(rulesOf(fixed('x.B', ',"aliases":["A"]'), fixed('y.A'))).toEqual(['NAME_MISMATCH /name']);
    expect(rulesOf(fixed('B', ',"aliases":[".A"]'), fixed('A'))).toEqual([]);
    expect(rulesOf(fixed('x.B', ',"aliases":[".A"]'), fixed('A'))).toEqual(['NAME_MISMATCH /name']);
  });

  it('one field that fits several others ends the comparison', () => {
    const reader = record(field('z', '"int"'), field('c', '"int"', ',"aliases":["a","b"]'), field('y', '"int"'));
    expect(rulesOf(reader, record(field('a', '"int"'), field('b', '"int"')))).toEqual([
      'AMBIGUOUS_FIELD_ALIAS /fields/1',
    ]);
  });
});

describe('properties of the comparison', () => {
  const schemas = fc.integer().map((seed) => JSON.stringify(randomSchema(seeded(seed))));
  const parsed = (text: string) => avroChecker.parse({ text, references: [] }, true).schema;

  it('a schema reads its own data, save where an alias names another of its fields', () => {
    fc.assert(
      fc.property(schemas, (text) => {
        const [one, other] = [parsed(text), parsed(text)];
        fc.pre(one !== null && other !== null);
        if (one === null || other === null) return;
        const found = avroChecker.compare(one, other, 'confluent');
        expect(found.filter(({ rule }) => rule !== 'AMBIGUOUS_FIELD_ALIAS')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('it does not depend on the release of the registry', () => {
    fc.assert(
      fc.property(schemas, schemas, (reader, writer) => {
        const [r, w] = [parsed(reader), parsed(writer)];
        fc.pre(r !== null && w !== null);
        if (r === null || w === null) return;
        expect(avroChecker.compare(r, w, 'confluent')).toEqual(avroChecker.compare(r, w, 'confluent-next'));
      }),
    );
  });

  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 8 });
  const primitive = fc.constantFrom(
    '"null"',
    '"boolean"',
    '"int"',
    '"long"',
    '"float"',
    '"double"',
    '"bytes"',
    '"string"',
  );

  it('a field with a default can come and go', () => {
    fc.assert(
      fc.property(names, primitive, fc.nat(), (all, type, at) => {
        const fields = all.map((name) => field(name, type));
        const added = fields.with(
          at % fields.length,
          field(all[at % all.length] ?? '', '["null","int"]', ',"default":null'),
        );
        const without = fields.filter((_, index) => index !== at % fields.length);
        expect(rulesOf(record(...added), record(...without))).toEqual([]);
        expect(rulesOf(record(...without), record(...added))).toEqual([]);
      }),
    );
  });

  it('a field without a default can only go', () => {
    fc.assert(
      fc.property(names, primitive, fc.nat(), (all, type, at) => {
        const gone = at % all.length;
        const fields = all.map((name) => field(name, type));
        const without = fields.filter((_, index) => index !== gone);
        expect(rulesOf(record(...without), record(...fields))).toEqual([]);
        expect(rulesOf(record(...fields), record(...without))).toEqual([
          `READER_FIELD_MISSING_DEFAULT_VALUE /fields/${gone}`,
        ]);
      }),
    );
  });

  it('a union can get branches, and lose none', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('"null"', '"boolean"', '"int"', '"string"'), { minLength: 2 }),
        (branches) => {
          const wider = `[${branches.join(',')}]`;
          const narrower = `[${branches.slice(1).join(',')}]`;
          expect(rulesOf(wider, narrower)).toEqual([]);
          expect(rulesOf(narrower, wider)).toEqual(['MISSING_UNION_BRANCH /0']);
        },
      ),
    );
  });

  it('an enum can get symbols, and lose some when it has a default', () => {
    fc.assert(
      fc.property(names, (symbols) => {
        const list = (all: readonly string[]) => all.map((symbol) => `"${symbol}"`).join(',');
        const [kept = '', ...more] = symbols;
        const wide = `{"type":"enum","name":"E","symbols":[${list([kept, ...more])}]}`;
        const narrow = (preset: string) => `{"type":"enum","name":"E","symbols":["${kept}"]${preset}}`;
        expect(rulesOf(wide, narrow(''))).toEqual([]);
        expect(rulesOf(narrow(''), wide)).toEqual(['MISSING_ENUM_SYMBOLS /symbols']);
        expect(rulesOf(narrow(`,"default":"${kept}"`), wide)).toEqual([]);
      }),
    );
  });
});

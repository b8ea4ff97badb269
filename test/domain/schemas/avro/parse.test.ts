import { describe, expect, it } from 'vitest';
import type { AvroSchema, AvroType } from '../../../../src/domain/schemas/avro/model.ts';
import { parseAvro } from '../../../../src/domain/schemas/avro/parse.ts';
import type { ReferencedSchema } from '../../../../src/domain/schemas/checker.ts';

const NEW = false;
const STORED = true;

const reference = (name: string, text: string, subject: string | null = null): ReferencedSchema => ({
  name,
  text,
  registered: subject === null ? null : { subject, version: 2 },
});
const record = (...fields: string[]) => `{"type":"record","name":"R","fields":[${fields.join(',')}]}`;

function schemaOf(text: string, references: readonly ReferencedSchema[] = []): AvroSchema {
  const { schema, problem } = parseAvro({ text, references }, NEW);
  if (schema === null) throw new Error(problem.message);
  return schema;
}

function fieldType(root: AvroType, name: string): AvroType {
  const field = root.kind === 'record' ? root.fieldsByName.get(name) : undefined;
  if (field === undefined) throw new Error(`no field ${name}`);
  return field.type;
}

describe('a text that is no Avro schema', () => {
  it.each([
    ['', 'syntax', 1, 1, /a value is expected/],
    ['string', 'syntax', 1, 1, /not JSON/],
    ['{"type":"record",\n "name":"A"\n "fields":[]}', 'syntax', 3, 2, /a comma or }/],
    ['"int" // why', 'syntax', 1, 7, /nothing after the end/],
    ['42', 'semantic', 1, 1, /42 is not a type/],
    ['{"name":"A"}', 'semantic', 1, 1, /no "type"/],
    ['{"type":{"type":"int"}}', 'semantic', 1, 1, /no "type", or one that is not a string/],
    ['{"type":"record","fields":[]}', 'semantic', 1, 1, /has no name/],
    ['{"type":"record","name":"A"}', 'semantic', 1, 1, /A has no "fields"/],
    ['{"type":"record","name":"int","fields":[]}', 'semantic', 1, 1, /name int is that of a primitive type/],
    [record('{"name":"a"}'), 'semantic', 1, 39, /no "type"/],
    [record('{"type":"int"}'), 'semantic', 1, 39, /field of R has no name/],
    [record('["a","int"]'), 'semantic', 1, 39, /not an object/],
    [record('{"name":"a","type":"int"}', '{"name":"a","type":"int"}'), 'semantic', 1, 65, /two fields named "a"/],
    [record('{"name":"a","type":"int","order":"up"}'), 'semantic', 1, 72, /order/],
    [record('{"name":"a","type":"int","aliases":"b"}'), 'semantic', 1, 74, /aliases are not an array/],
    [record('{"name":"a","type":"int","aliases":[1]}'), 'semantic', 1, 75, /alias is not a string/],
    ['{"type":"array"}', 'semantic', 1, 1, /no "items"/],
    ['{"type":"map"}', 'semantic', 1, 1, /no "values"/],
    ['{"type":"fixed","name":"F"}', 'semantic', 1, 1, /F has no valid "size"/],
    ['{"type":"fixed","name":"F","size":-1}', 'semantic', 1, 35, /size/],
    ['{"type":"fixed","name":"F","size":"4"}', 'semantic', 1, 35, /size/],
    ['{"type":"enum","name":"E"}', 'semantic', 1, 1, /E has no "symbols"/],
    ['{"type":"enum","name":"E","symbols":["A","A"]}', 'semantic', 1, 37, /symbol twice/],
    ['{"type":"enum","name":"E","symbols":[1]}', 'semantic', 1, 38, /not a string/],
    ['{"type":"enum","name":"E","symbols":["A"],"default":"B"}', 'semantic', 1, 53, /default B of the enum E/],
    ['["int",["null"]]', 'semantic', 1, 8, /union holds another union/],
    ['["int","string","int"]', 'semantic', 1, 1, /union holds int twice/],
    ['{"type":"integer"}', 'unresolved-reference', 1, 9, /type integer is neither .* Is int meant\?$/],
    ['"com.acme.Address"', 'unresolved-reference', 1, 1, /com\.acme\.Address is neither/],
    [record('{"name":"a","type":"Other"}'), 'unresolved-reference', 1, 58, /Other is neither/],
  ])('%s: %s at line %i, column %i', (text, kind, line, column, message) => {
    for (const stored of [NEW, STORED])
      expect(parseAvro({ text, references: [] }, stored)).toEqual({
        schema: null,
        problem: { kind, line, column, message: expect.stringMatching(message), expected: expect.stringMatching(/\w/) },
      });
  });

  it.each([
    ['['.repeat(1001) + ']'.repeat(1001), 1001, 'The schema nests deeper than 1000 levels.'],
    [`"${'x'.repeat(5_000_000)}"`, 1, 'The schema has more than 5000000 characters.'],
    [`{"type":"fixed","name":"${'n'.repeat(2001)}","size":1}`, 1, 'The name of a type has more than 2000 characters.'],
  ])('is told when it is too much for the registry', (text, column, message) => {
    const problem = { kind: 'limit', line: 1, column, expected: expect.stringMatching(/\w/), message };
    expect(parseAvro({ text, references: [] }, NEW)).toEqual({ schema: null, problem });
  });

  it('says so where a name is defined twice, unless both mean the same', () => {
    const two = (one: string, other: string) =>
      parseAvro(
        {
          text: `{"type":"record","name":"R","fields":[{"name":"a","type":${one}},{"name":"b","type":${other}}]}`,
          references: [],
        },
        NEW,
      );
    const fixed = (size: number, more = '') => `{"type":"fixed","name":"F","size":${size}${more}}`;
    const list = (items: string) => `{"type":"record","name":"L","fields":[{"name":"l","type":${items}}]}`;
    expect(two(fixed(4), fixed(4)).problem).toBeNull();
    expect(two(fixed(4), fixed(4, ',"doc":"d"')).problem).toBeNull();
    expect(
      two(list('["null",{"type":"array","items":"int"}]'), list('["null",{"type":"array","items":"int"}]')).problem,
    ).toBeNull();
    for (const other of [
      fixed(5),
      fixed(4, ',"p":1'),
      '{"type":"enum","name":"F","symbols":[]}',
      list('"int"').replace('"L"', '"F"'),
    ])
      expect(two(fixed(4), other).problem).toMatchObject({
        kind: 'semantic',
        message: 'The name F is defined twice, and differently.',
      });
    expect(two(list('["null","int"]'), list('["int","null"]')).problem?.kind).toBe('semantic');
    // A name that is used before its definition makes two definitions different. Source: Avro 1.12.1, seen to happen.
    expect(two(list('["null","L"]'), list('["null","L"]')).problem?.kind).toBe('semantic');
  });
});

describe('names and defaults', () => {
  it.each([
    record('{"name":"first-name","type":"int"}'),
    record('{"name":"é","type":"int"}'),
    record('{"name":"","type":"int"}'),
    '{"type":"record","name":"a-b","fields":[]}',
    '{"type":"record","name":"R","namespace":"com.1st","fields":[]}',
    '{"type":"record","name":"R","namespace":"com..acme","fields":[]}',
    '{"type":"record","name":"R","aliases":["x.a-b"],"fields":[]}',
    '{"type":"enum","name":"E","symbols":["a b"]}',
    record('{"name":"a","type":"int","default":"1"}'),
    record('{"name":"a","type":"int","default":2147483648}'),
    record('{"name":"a","type":"long","default":9223372036854775808}'),
    record('{"name":"a","type":"long","default":1.0}'),
    record('{"name":"a","type":"string","default":null}'),
    record('{"name":"a","type":["null","string"],"default":1}'),
    record('{"name":"a","type":{"type":"array","items":"int"},"default":["x"]}'),
    record('{"name":"a","type":{"type":"map","values":"int"},"default":{"x":"y"}}'),
    record('{"name":"a","type":{"type":"record","name":"S","fields":[{"name":"b","type":"int"}]},"default":{}}'),
    record('{"name":"a","type":["null","R"],"default":{"a":null}}'),
  ])('%s is refused when new and taken when stored', (text) => {
    expect(parseAvro({ text, references: [] }, NEW).problem?.kind).toBe('semantic');
    expect(parseAvro({ text, references: [] }, STORED).problem).toBeNull();
  });

  it.each([
    '{"type":"record","name":"com.acme.R","namespace":"not-used","fields":[]}',
    '{"type":"record","name":"R","namespace":"","fields":[]}',
    record('{"name":"a","type":"int","default":-2147483648}'),
    record('{"name":"a","type":"long","default":9223372036854775807}'),
    record('{"name":"a","type":"double","default":1}'),
    record('{"name":"a","type":"double","default":"NaN"}'),
    record('{"name":"a","type":"float","default":" -1.5e3f "}'),
    record('{"name":"a","type":["null","string"],"default":"x"}'),
    record('{"name":"a","type":["null","R"],"default":null}'),
    record('{"name":"a","type":"bytes","default":"\\u00ff"}'),
    record(
      '{"name":"a","type":{"type":"record","name":"S","fields":[{"name":"b","type":"int","default":0}]},"default":{}}',
    ),
    record('{"name":"a","type":{"type":"enum","name":"E","symbols":["A"]},"default":"Z"}'),
  ])('%s is taken', (text) => {
    expect(parseAvro({ text, references: [] }, NEW).problem).toBeNull();
  });

  it('a number in a string that is none is refused even when stored, for the registry fails to read it', () => {
    const text = record('{"name":"a","type":"double","default":"high"}');
    expect(parseAvro({ text, references: [] }, STORED).problem?.message).toMatch(
      /default of field a of R is not a number/,
    );
  });

  it('defaults that double with every record are given up', () => {
    const level = (index: number) =>
      `{"type":"record","name":"R${index}","fields":[${['a', 'b'].map((name) => `{"name":"${name}","type":"${index === 0 ? 'int' : `R${index - 1}`}","default":${index === 0 ? 1 : '{}'}}`).join(',')}]}`;
    const text = `[${Array.from({ length: 40 }, (_, index) => level(index)).join(',')}]`;
    expect(parseAvro({ text, references: [] }, NEW).problem).toMatchObject({ kind: 'limit' });
  });
});

describe('names of types', () => {
  it('come from the enclosing type, and lead to the one definition', () => {
    const { root } = schemaOf(
      '{"type":"record","name":"com.acme.R","fields":[{"name":"a","type":{"type":"enum","name":"E","symbols":[],"aliases":["Old","x.Older"]}},{"name":"b","type":"E"},{"name":"c","type":["null","com.acme.E"]},{"name":"r","type":["null","R"]}]}',
    );
    const e = fieldType(root, 'a');
    expect(e).toMatchObject({ name: { full: 'com.acme.E' }, aliases: ['com.acme.Old', 'x.Older'] });
    expect(fieldType(root, 'b')).toBe(e);
    expect(fieldType(root, 'c')).toMatchObject({ branches: [{ kind: 'null' }, e] });
    expect(fieldType(root, 'r')).toMatchObject({ branches: [{ kind: 'null' }, root] });
  });

  it('may be used before their definition, and without namespace', () => {
    const { root } = schemaOf(
      '[{"type":"record","name":"x.A","fields":[{"name":"b","type":"B"},{"name":"c","type":"C"}]},{"type":"fixed","name":"x.B","size":1}]',
      [reference('C', '{"type":"fixed","name":"C","size":1}')],
    );
    const [a, b] = root.kind === 'union' ? root.branches : [];
    if (a === undefined) throw new Error('no branch');
    expect(fieldType(a, 'b')).toBe(b);
    expect(fieldType(a, 'c')).toMatchObject({ name: { full: 'C' } });
  });
});

describe('references', () => {
  const city = reference('City', '{"type":"record","name":"City","fields":[]}');
  const address = reference(
    'Address',
    '{"type":"record","name":"Address","fields":[{"name":"city","type":"City"}]}',
    'address-value',
  );
  const text = '{"type":"record","name":"Customer","fields":[{"name":"address","type":"Address"}]}';

  it('are found in whatever order they come, also twice', () => {
    for (const references of [
      [city, address],
      [address, city],
      [city, address, city],
    ]) {
      const { root } = schemaOf(text, references);
      expect(fieldType(fieldType(root, 'address'), 'city')).toMatchObject({ name: { full: 'City' } });
    }
  });

  it('that are missing are named, with the place in the reference that needs them', () => {
    expect(parseAvro({ text, references: [address] }, NEW).problem).toEqual({
      kind: 'unresolved-reference',
      line: null,
      column: null,
      expected: 'the name of a type',
      message: expect.stringMatching(
        /^In the reference Address \(subject address-value, version 2\), line 1, column 67: The type City is neither/,
      ),
    });
  });

  it('may not need each other, nor the schema itself', () => {
    const back = reference('City', '{"type":"record","name":"City","fields":[{"name":"a","type":["null","Address"]}]}');
    expect(parseAvro({ text, references: [address, back] }, NEW).problem).toMatchObject({
      kind: 'reference-cycle',
      message: expect.stringMatching(/Address, City/),
    });
    const home = reference(
      'City',
      '{"type":"record","name":"City","fields":[{"name":"a","type":["null","Customer"]}]}',
    );
    expect(parseAvro({ text, references: [city, address, home] }, NEW).problem?.kind).toBe('semantic');
    expect(parseAvro({ text, references: [address, home] }, NEW).problem?.kind).toBe('reference-cycle');
  });

  it('can be the whole schema', () => {
    expect(schemaOf('"City"', [city]).root).toMatchObject({ kind: 'record', name: { full: 'City' } });
  });
});

describe('logical types', () => {
  it.each([
    ['{"type":"int","logicalType":"date"}', { name: 'date', decimal: null }],
    ['{"type":"long","logicalType":"date"}', null],
    ['{"type":"string","logicalType":"uuid"}', { name: 'uuid', decimal: null }],
    ['{"type":"fixed","name":"F","size":16,"logicalType":"uuid"}', { name: 'uuid', decimal: null }],
    ['{"type":"fixed","name":"F","size":8,"logicalType":"uuid"}', null],
    ['{"type":"fixed","name":"F","size":12,"logicalType":"duration"}', { name: 'duration', decimal: null }],
    [
      '{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}',
      { name: 'decimal', decimal: { precision: 9, scale: 2 } },
    ],
    [
      '{"type":"bytes","logicalType":"decimal","precision":9}',
      { name: 'decimal', decimal: { precision: 9, scale: 0 } },
    ],
    ['{"type":"bytes","logicalType":"decimal"}', null],
    ['{"type":"bytes","logicalType":"decimal","precision":2,"scale":3}', null],
    ['{"type":"bytes","logicalType":"decimal","precision":"9"}', null],
    [
      '{"type":"fixed","name":"F","size":2,"logicalType":"decimal","precision":4}',
      { name: 'decimal', decimal: { precision: 4, scale: 0 } },
    ],
    ['{"type":"fixed","name":"F","size":2,"logicalType":"decimal","precision":5}', null],
    ['{"type":"string","logicalType":"own"}', { name: 'own', decimal: null }],
    ['{"type":"string","logicalType":1}', null],
    ['{"type":"string","logicalType":"constructor"}', { name: 'constructor', decimal: null }],
  ])('%s is %o', (text, logical) => {
    expect(schemaOf(text).root).toMatchObject({ logical });
  });
});

import { describe, expect, it } from 'vitest';
import { avroChecker } from '../../../../src/domain/schemas/avro/checker.ts';
import { avroRisks } from '../../../../src/domain/schemas/avro/risks.ts';

function risks(older: string, newer: string) {
  const [before, after] = [older, newer].map((text) => avroChecker.parse({ text, references: [] }, true));
  if (before?.schema == null || after?.schema == null)
    throw new Error(before?.problem?.message ?? after?.problem?.message);
  return avroRisks(before.schema, after.schema);
}

const idsOf = (older: string, newer: string) => risks(older, newer).map(({ id, path }) => `${id} ${path}`);
const record = (...fields: string[]) => `{"type":"record","name":"x.R","fields":[${fields.join(',')}]}`;
const field = (name: string, type: string, more = '') => `{"name":"${name}","type":${type}${more}}`;
const logical = (kind: string, name: string) => `{"type":"${kind}","logicalType":"${name}"}`;
const decimal = (precision: number, scale: number) =>
  `{"type":"bytes","logicalType":"decimal","precision":${precision},"scale":${scale}}`;
const enumeration = (name: string, symbols: readonly string[], more = '') =>
  `{"type":"enum","name":"${name}","symbols":${JSON.stringify(symbols)}${more}}`;

describe('avroRisks', () => {
  it.each<[what: string, older: string, newer: string, found: readonly string[]]>([
    ['nothing changed', record(field('a', '"int"')), record(field('a', '"int"')), []],
    ['a field came', record(), record(field('a', '"int"', ',"default":0')), []],
    ['a type that the registry refuses is no risk of its own', '"int"', logical('string', 'uuid'), []],

    [
      'a unit',
      record(field('a', logical('long', 'timestamp-millis'))),
      record(field('a', logical('long', 'timestamp-micros'))),
      ['AVRO-LOGICAL-TYPE-CHANGED /fields/0/type'],
    ],
    ['a date for a number', '"int"', logical('int', 'date'), ['AVRO-LOGICAL-TYPE-CHANGED /']],
    ['a date no more', logical('int', 'date'), '"long"', ['AVRO-LOGICAL-TYPE-CHANGED /']],
    ['scale', decimal(9, 2), decimal(9, 4), ['AVRO-DECIMAL-SCALE-CHANGED /']],
    ['precision', decimal(9, 2), decimal(5, 2), ['AVRO-DECIMAL-PRECISION-CHANGED /']],
    [
      'a decimal of fixed',
      '{"type":"fixed","name":"F","size":8}',
      '{"type":"fixed","name":"F","size":8,"logicalType":"decimal","precision":9}',
      ['AVRO-LOGICAL-TYPE-CHANGED /'],
    ],
    ['a logical type on the wrong type', '"int"', logical('int', 'timestamp-millis'), ['AVRO-LOGICAL-TYPE-IGNORED /']],
    [
      'a logical type beside the type',
      record(),
      record(field('a', '"int"', ',"logicalType":"date"')),
      ['AVRO-LOGICAL-TYPE-IGNORED /fields/0'],
    ],

    ['int to float', '"int"', '"float"', ['AVRO-PRECISION-LOST /']],
    [
      'long to double',
      '{"type":"array","items":"long"}',
      '{"type":"array","items":"double"}',
      ['AVRO-PRECISION-LOST /items'],
    ],
    ['float to long, for readers of the older', '"float"', '"long"', ['AVRO-PRECISION-LOST /']],
    ['int to double is exact', '"int"', '"double"', []],

    [
      'another namespace',
      '{"type":"record","name":"x.A","fields":[]}',
      '{"type":"record","name":"y.A","fields":[]}',
      ['AVRO-NAMESPACE-CHANGED /'],
    ],
    [
      'another namespace of a record in a union',
      '["null",{"type":"record","name":"x.A","fields":[]}]',
      '["null",{"type":"record","name":"y.A","fields":[]}]',
      ['AVRO-NAMESPACE-CHANGED /1'],
    ],
    [
      'another namespace of an enum in a union',
      `["null",${enumeration('x.E', ['A'])}]`,
      `["null",${enumeration('y.E', ['A'])}]`,
      ['AVRO-NAMESPACE-CHANGED /1', 'AVRO-NAMESPACE-CHANGED-IN-UNION /1'],
    ],
    [
      'a fixed that became optional and moved',
      '{"type":"fixed","name":"x.F","size":1}',
      '["null",{"type":"fixed","name":"y.F","size":1}]',
      ['AVRO-NAMESPACE-CHANGED /1', 'AVRO-NAMESPACE-CHANGED-IN-UNION /1'],
    ],
    ['another name', '{"type":"record","name":"x.A","fields":[]}', '{"type":"record","name":"x.B","fields":[]}', []],

    ['a symbol came', enumeration('E', ['A']), enumeration('E', ['A', 'B']), ['AVRO-ENUM-SYMBOLS-ADDED /']],
    [
      'a symbol came and the older schema has a default',
      enumeration('E', ['A'], ',"default":"A"'),
      enumeration('E', ['A', 'B']),
      ['AVRO-ENUM-DEFAULT-HIDES /'],
    ],
    [
      'a symbol went and the newer schema has a default',
      enumeration('E', ['A', 'B']),
      enumeration('E', ['A'], ',"default":"A"'),
      ['AVRO-ENUM-DEFAULT-HIDES /'],
    ],
    [
      'a symbol went without a default, which the registry refuses',
      enumeration('E', ['A', 'B']),
      enumeration('E', ['A']),
      [],
    ],

    ['a number goes to the first branch', '"int"', '["double","long"]', ['AVRO-UNION-PROMOTES-TO-FIRST /']],
    ['a number has its own branch', '"int"', '["double","int","long"]', []],
    ['a number has one branch to go to', '"int"', '["null","long"]', []],

    [
      'a rename by alias',
      record(field('a', '"int"')),
      record(field('b', '"int"', ',"aliases":["a"]')),
      ['AVRO-RENAME-ONE-WAY /fields/0'],
    ],
    [
      'a rename by alias of a field with a default',
      record(field('a', '"int"', ',"default":7')),
      record(field('b', '"int"', ',"aliases":["a"],"default":7')),
      ['AVRO-RENAME-LOSES-VALUE /fields/0'],
    ],
    [
      'an alias went',
      record(field('a', '"int"', ',"aliases":["z"]')),
      record(field('a', '"int"')),
      ['AVRO-ALIAS-DROPPED /fields/0'],
    ],
    [
      'an alias went with the name turned back',
      record(field('b', '"int"', ',"aliases":["a"]')),
      record(field('a', '"int"', ',"aliases":["b"]')),
      ['AVRO-RENAME-ONE-WAY /fields/0'],
    ],
    [
      'an alias is a field too',
      record(field('a', '"int"')),
      record(field('a', '"int"'), field('b', '"int"', ',"aliases":["a"]')),
      ['AVRO-ALIAS-IS-A-FIELD /fields/1'],
    ],
    [
      'an alias that matches nothing',
      '{"type":"fixed","name":"x.F","size":1}',
      '{"type":"fixed","name":"x.F","aliases":[".G"],"size":1}',
      ['AVRO-ALIAS-NEVER-MATCHES /'],
    ],

    [
      'another default',
      record(field('a', '"int"', ',"default":1')),
      record(field('a', '"int"', ',"default":2')),
      ['AVRO-DEFAULT-CHANGED /fields/0'],
    ],
    [
      'a default of the second branch',
      record(),
      record(field('a', '["null","int"]', ',"default":1')),
      ['AVRO-UNION-DEFAULT-NOT-FIRST /fields/0'],
    ],
    [
      'a default of the second branch, as before',
      record(field('a', '["null","int"]', ',"default":1')),
      record(field('a', '["null","int"]', ',"default":1')),
      [],
    ],
    [
      'branches swapped',
      record(field('a', '["null","int"]', ',"default":null')),
      record(field('a', '["int","null"]', ',"default":null')),
      ['AVRO-UNION-DEFAULT-NOT-FIRST /fields/0'],
    ],

    [
      'sort order',
      record(field('a', '"int"')),
      record(field('a', '"int"', ',"order":"ignore"')),
      ['AVRO-SORT-ORDER-CHANGED /fields/0'],
    ],
    [
      'properties of a type',
      '"string"',
      '{"type":"string","avro.java.string":"String"}',
      ['AVRO-PROPERTIES-CHANGED /'],
    ],
    [
      'properties of a field',
      record(field('a', '"int"', ',"p":1')),
      record(field('a', '"int"', ',"p":2')),
      ['AVRO-PROPERTIES-CHANGED /fields/0'],
    ],
    [
      'documentation',
      record(field('a', '"int"', ',"doc":"one"'), field('b', '"int"')),
      record(field('a', '"int"', ',"doc":"two"'), field('b', '"int"', ',"doc":"b"')),
      ['AVRO-DOC-CHANGED /fields/0'],
    ],

    [
      'below arrays, maps and unions',
      record(field('a', `{"type":"map","values":["null",{"type":"array","items":${decimal(9, 2)}}]}`)),
      record(field('a', `{"type":"map","values":[{"type":"array","items":${decimal(9, 3)}},"null"]}`)),
      ['AVRO-DECIMAL-SCALE-CHANGED /fields/0/type/values/0/items'],
    ],
    [
      'below a record that an alias renames in a union',
      '["null",{"type":"record","name":"A","fields":[{"name":"d","type":"int"}]}]',
      '["null",{"type":"record","name":"B","aliases":["A"],"fields":[{"name":"d","type":{"type":"int","logicalType":"date"}}]}]',
      ['AVRO-LOGICAL-TYPE-CHANGED /1/fields/0/type'],
    ],
  ])('%s', (_, older, newer, found) => {
    expect(idsOf(older, newer)).toEqual(found);
  });

  it('says what changed, who breaks and where that comes from', () => {
    expect(risks(decimal(9, 2), decimal(9, 4))).toEqual([
      {
        id: 'AVRO-DECIMAL-SCALE-CHANGED',
        path: '/',
        message: 'The decimal had 2 digits after the point and has 4: the bytes hold the digits without the point.',
        breaks: 'Readers of either schema get values of the other wrong by 10^2, without an error.',
        source: 'https://issues.apache.org/jira/browse/AVRO-2078',
      },
    ]);
    expect(risks('"string"', logical('string', 'uuid'))[0]?.message).toBe(
      'string becomes uuid: the registry compares string with string and not what the values stand for.',
    );
  });

  it('tells of documentation once', () => {
    const [doc, ...more] = risks(
      record(field('a', '"int"'), field('b', '"int"')),
      record(field('a', '"int"', ',"doc":"a"'), field('b', '"int"', ',"doc":"b"')),
    );
    expect(doc?.message).toMatch(/^Documentation changed in 2 places/);
    expect(more).toEqual([]);
  });
});

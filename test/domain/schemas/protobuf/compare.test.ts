import { describe, expect, it, test } from 'vitest';
import type { RegistryProfile } from '../../../../src/domain/schemas/checker.ts';
import { protobufChecker } from '../../../../src/domain/schemas/protobuf/checker.ts';
import { type Imports, proto2, proto3, schemaOf } from './schemas.ts';

/** What a reader with the new text finds in data of the old one. */
const incompatibilities = (
  older: string,
  newer: string,
  profile: RegistryProfile = 'confluent',
  imports: readonly [Imports, Imports] = [{}, {}],
) => protobufChecker.compare(schemaOf(newer, imports[1]), schemaOf(older, imports[0], true), profile);

const rules = (...given: Parameters<typeof incompatibilities>) =>
  incompatibilities(...given)
    .map(({ rule, path }) => `${rule} ${path}`)
    .sort();

const message = (body: string) => proto3(`message M { ${body} }`);

describe('members of oneofs, release by release', () => {
  it.each<[string, string, string, string[], string[]]>([
    ['a member is added', 'oneof o { int32 a = 1; }', 'oneof o { int32 a = 1; int32 b = 2; }', [], []],
    [
      'a member is removed',
      'oneof o { int32 a = 1; int32 b = 2; }',
      'oneof o { int32 a = 1; }',
      ['ONEOF_FIELD_REMOVED #/M/o/2'],
      ['ONEOF_FIELD_REMOVED #/M/o/2'],
    ],
    ['all members are removed with the oneof', 'oneof o { int32 a = 1; int32 b = 2; }', 'int32 c = 3;', [], []],
    [
      'all members are replaced in the oneof',
      'oneof o { int32 a = 1; }',
      'oneof o { int32 b = 2; }',
      ['ONEOF_FIELD_REMOVED #/M/o/1'],
      ['ONEOF_FIELD_REMOVED #/M/o/1'],
    ],
    ['the oneof is renamed', 'oneof o { int32 a = 1; int32 b = 2; }', 'oneof p { int32 a = 1; int32 b = 2; }', [], []],
    [
      'renamed, with a member less',
      'oneof o { int32 a = 1; int32 b = 2; }',
      'oneof p { int32 a = 1; }',
      [],
      ['ONEOF_FIELD_REMOVED #/M/o/2'],
    ],
    [
      'renamed, with a member of another type',
      'oneof o { int32 a = 1; int32 b = 2; }',
      'oneof p { int32 a = 1; string b = 2; }',
      [],
      ['FIELD_SCALAR_KIND_CHANGED #/M/p/2'],
    ],
    ['dissolved', 'oneof o { int32 a = 1; int32 b = 2; }', 'int32 a = 1; int32 b = 2;', [], []],
    [
      'dissolved, with another type',
      'oneof o { int32 a = 1; int32 b = 2; }',
      'int32 a = 1; string b = 2;',
      [],
      ['FIELD_SCALAR_KIND_CHANGED #/M/2'],
    ],
    [
      'one member moves out',
      'oneof o { int32 a = 1; int32 b = 2; }',
      'oneof o { int32 a = 1; } int32 b = 2;',
      ['ONEOF_FIELD_REMOVED #/M/o/2'],
      [],
    ],
    ['a field moves into a new oneof', 'int32 a = 1;', 'oneof o { int32 a = 1; int32 b = 2; }', [], []],
    [
      'a field moves in and changes its type',
      'int32 a = 1;',
      'oneof o { string a = 1; }',
      [],
      ['FIELD_SCALAR_KIND_CHANGED #/M/o/1'],
    ],
    [
      'a field joins an old oneof',
      'int32 a = 1; oneof o { int32 b = 2; }',
      'oneof o { int32 a = 1; int32 b = 2; }',
      ['FIELD_MOVED_TO_EXISTING_ONEOF #/M/o'],
      ['FIELD_MOVED_TO_EXISTING_ONEOF #/M/o'],
    ],
    [
      'a field takes the place of the members',
      'int32 a = 1; oneof o { int32 b = 2; }',
      'oneof o { int32 a = 1; }',
      ['ONEOF_FIELD_REMOVED #/M/o/2'],
      ['ONEOF_FIELD_REMOVED #/M/o/2'],
    ],
    [
      'two fields move into one',
      'int32 a = 1; int32 b = 2;',
      'oneof o { int32 a = 1; int32 b = 2; }',
      ['MULTIPLE_FIELDS_MOVED_TO_ONEOF #/M/o'],
      ['MULTIPLE_FIELDS_MOVED_TO_ONEOF #/M/o'],
    ],
    [
      'two fields move into two',
      'int32 a = 1; int32 b = 2;',
      'oneof o { int32 a = 1; } oneof p { int32 b = 2; }',
      [],
      [],
    ],
    [
      'split',
      'oneof o { int32 a = 1; int32 b = 2; }',
      'oneof o { int32 a = 1; } oneof p { int32 b = 2; }',
      ['ONEOF_FIELD_REMOVED #/M/o/2'],
      [],
    ],
    [
      'merged',
      'oneof o { int32 a = 1; } oneof p { int32 b = 2; }',
      'oneof o { int32 a = 1; int32 b = 2; }',
      [],
      ['FIELD_MOVED_TO_EXISTING_ONEOF #/M/o'],
    ],
    ['optional becomes a oneof', 'optional int32 a = 1;', 'oneof o { int32 a = 1; }', [], []],
  ])('%s', (_, older, newer, until83, next) => {
    expect(rules(message(older), message(newer), 'confluent')).toEqual(until83);
    expect(rules(message(older), message(newer), 'confluent-next')).toEqual(next);
  });

  test('required fields that come from a oneof count as new up to 8.3', () => {
    const older = proto2('message M { oneof o { int32 a = 1; } }');
    const newer = proto2('message M { required int32 a = 1; }');
    expect(rules(older, newer, 'confluent')).toEqual(['REQUIRED_FIELD_ADDED #/M/1']);
    expect(rules(older, newer, 'confluent-next')).toEqual([]);
  });
});

describe('types', () => {
  it.each<[string, string, string, string[]]>([
    [
      'key and value of a map',
      'map<string, int32> m = 1;',
      'map<int32, N> m = 1; message N {}',
      ['FIELD_KIND_CHANGED #/M/1', 'FIELD_SCALAR_KIND_CHANGED #/M/1'],
    ],
    [
      'message of a map',
      'map<string, N> m = 1; message N {} message O {}',
      'map<string, O> m = 1; message N {} message O {}',
      ['FIELD_NAMED_TYPE_CHANGED #/M/1'],
    ],
    [
      'an enum to another and to a number',
      'E a = 1; E b = 2; enum E { A = 0; } enum F { B = 0; }',
      'F a = 1; int64 b = 2; enum E { A = 0; } enum F { B = 0; }',
      [],
    ],
    ['repeated to one, without a label', 'repeated int32 a = 1;', 'int32 a = 1;', []],
    [
      'repeated to optional, both written',
      'repeated int32 a = 1;',
      'optional int32 a = 1;',
      ['FIELD_NUMERIC_LABEL_CHANGED #/M/1'],
    ],
    [
      'a map written out as messages',
      'map<string, int32> m = 1;',
      'repeated MEntry m = 1; message MEntry { option map_entry = true; string key = 1; int32 value = 2; }',
      [],
    ],
    [
      'written out, with another value',
      'map<string, int32> m = 1;',
      'repeated MEntry m = 1; message MEntry { option map_entry = true; string key = 1; string value = 2; }',
      ['FIELD_SCALAR_KIND_CHANGED #/M/1'],
    ],
    [
      'the entry of a map goes',
      'repeated MEntry m = 1; message MEntry { option map_entry = true; string key = 1; int32 value = 2; }',
      'map<string, int32> m = 1;',
      [],
    ],
    [
      'inner and outer message of one name',
      'N a = 1; message N { int32 a = 1; }',
      '.acme.N a = 1; message N { int32 a = 1; } } message N { int32 a = 1;',
      ['FIELD_NAMED_TYPE_CHANGED #/M/1'],
    ],
  ])('%s', (_, older, newer, expected) => {
    expect(rules(message(older), message(newer))).toEqual(expected);
  });
});

describe('imported messages', () => {
  const own = proto3('import "c.proto"; message M { common.Money price = 1; }');
  const money = (body: string, pkg = 'common') => `syntax = "proto3"; package ${pkg}; message Money { ${body} }`;
  const from = (text: string, version = 1) => ({ 'c.proto': [text, 'c', version] }) as const;

  it.each<[string, readonly [Imports, Imports], string[]]>([
    ['of one version are not compared', [from(money('int32 a = 1;')), from(money('string a = 1;'))], []],
    [
      'of two versions',
      [from(money('int32 a = 1;')), from(money('string a = 1;'), 2)],
      ['FIELD_NAMED_TYPE_CHANGED #/M/1', 'FIELD_SCALAR_KIND_CHANGED #/Money/1'],
    ],
    ['of two versions that fit', [from(money('int32 a = 1;')), from(money('int64 a = 1; int32 b = 2;'), 2)], []],
    [
      'that are not registered',
      [{ 'c.proto': money('int32 a = 1;') }, { 'c.proto': money('string a = 1;') }],
      ['FIELD_NAMED_TYPE_CHANGED #/M/1', 'FIELD_SCALAR_KIND_CHANGED #/Money/1'],
    ],
    [
      'with messages inside',
      [
        from(money('Unit u = 1; message Unit { int32 a = 1; } message Old {}')),
        from(money('Unit u = 1; message Unit { string a = 1; }'), 2),
      ],
      [
        'FIELD_NAMED_TYPE_CHANGED #/M/1',
        'FIELD_NAMED_TYPE_CHANGED #/Money/1',
        'FIELD_SCALAR_KIND_CHANGED #/Money/Unit/1',
        'MESSAGE_REMOVED #/Money/Old',
      ],
    ],
    [
      'that hold themselves',
      [from(money('int32 a = 1; Money m = 2;')), from(money('string a = 1; Money m = 2;'), 2)],
      ['FIELD_NAMED_TYPE_CHANGED #/M/1', 'FIELD_SCALAR_KIND_CHANGED #/Money/1'],
    ],
    ['beside others that go', [from(`${money('int32 a = 1;')} message Other {}`), from(money('int32 a = 1;'), 2)], []],
  ])('%s', (_, imports, expected) => {
    expect(rules(own, own, 'confluent', imports)).toEqual(expected);
    expect(rules(own, own, 'confluent-next', imports)).toEqual(expected);
  });

  test('a message that moves into an import is missing in the text and compared through the field', () => {
    const older = proto3('message Money { int32 a = 1; } message M { Money price = 1; }');
    const newer = proto3('import "c.proto"; message M { Money price = 1; }');
    expect(rules(older, newer, 'confluent', [{}, from(money('string a = 1;', 'acme'))])).toEqual([
      'FIELD_NAMED_TYPE_CHANGED #/M/1',
      'FIELD_SCALAR_KIND_CHANGED #/Money/1',
      'MESSAGE_REMOVED #/Money',
    ]);
  });

  test('an import of an import has no version of its own for the registry', () => {
    const text = proto3('import "c.proto"; message M { common.Box box = 1; }');
    const box = 'syntax = "proto3"; package common; import "d.proto"; message Box { Money m = 1; }';
    const imports = (body: string, version: number): Imports => ({
      'c.proto': [box, 'c', version],
      'd.proto': [money(body), 'd', 1],
    });
    expect(rules(text, text, 'confluent', [imports('int32 a = 1;', 1), imports('string a = 1;', 1)])).toEqual([]);
    expect(rules(text, text, 'confluent', [imports('int32 a = 1;', 1), imports('string a = 1;', 2)])).toEqual([
      'FIELD_NAMED_TYPE_CHANGED #/Box/1',
      'FIELD_NAMED_TYPE_CHANGED #/M/1',
      'FIELD_SCALAR_KIND_CHANGED #/Money/1',
    ]);
  });

  test('a name that the registry does not find is compared as it is written', () => {
    const text = (name: string) =>
      `syntax = "proto3"; package acme.orders; import "c.proto"; message M { ${name} price = 1; }`;
    const imports = (body: string, version: number) => from(money(body, 'acme.common'), version);
    const pair = [imports('int32 a = 1;', 1), imports('string a = 1;', 2)] as const;
    expect(rules(text('common.Money'), text('common.Money'), 'confluent', pair)).toEqual([]);
    expect(rules(text('common.Money'), text('acme.common.Money'), 'confluent', pair)).toEqual([
      'FIELD_NAMED_TYPE_CHANGED #/M/1',
    ]);
  });

  test('a well-known message fits any text of it', () => {
    const text = proto3('import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp t = 1; }');
    const stamp = 'syntax = "proto3"; package google.protobuf; message Timestamp { int64 seconds = 1; }';
    expect(rules(text, text, 'confluent', [{}, { 'google/protobuf/timestamp.proto': stamp }])).toEqual([]);
  });
});

test('an incompatibility says what clashes, in names, numbers and pieces of both texts', () => {
  const older = proto2(
    'message Gone { optional int32 a = 1; } message M { optional int32 n = 1; repeated int32 r = 2; required string s = 3; optional int32 x = 4; optional int32 y = 5; oneof c { int32 p = 6; int32 q = 7; } map<string, int32> k = 8; }',
  );
  const newer =
    'syntax = "proto2"; message M { optional string n = 1; optional int32 r = 2; required string t = 9; oneof o { int32 x = 4; int32 y = 5; } oneof c { int32 p = 6; } optional bytes k = 8; }';
  expect(
    incompatibilities(older, newer).map((one) => [one.rule, one.path, one.message, one.reader, one.writer]),
  ).toMatchInlineSnapshot(`
    [
      [
        "PACKAGE_CHANGED",
        "#/",
        "The data is of the package acme and is read with no package.",
        null,
        "package acme;",
      ],
      [
        "MESSAGE_REMOVED",
        "#/Gone",
        "Message Gone of the data's schema is missing in the schema that reads.",
        null,
        "message Gone { optional int32 a = 1; }",
      ],
      [
        "MULTIPLE_FIELDS_MOVED_TO_ONEOF",
        "#/M/o",
        "Oneof o takes in 4 (x) and 5 (y), which were independent: of values that were written together only the last is read.",
        "oneof o { int32 x = 4; int32 y = 5; }",
        "optional int32 x = 4; optional int32 y = 5;",
      ],
      [
        "REQUIRED_FIELD_REMOVED",
        "#/M/3",
        "Field 3 (s) is required in the schema of the data and missing in the one that reads.",
        null,
        "required string s = 3;",
      ],
      [
        "ONEOF_FIELD_REMOVED",
        "#/M/c/7",
        "Oneof c was written with 7 (q), which the schema that reads does not have there: the oneof looks unset where it was chosen.",
        "oneof c { int32 p = 6; }",
        "int32 q = 7;",
      ],
      [
        "REQUIRED_FIELD_ADDED",
        "#/M/9",
        "Required field 9 (t) is not in the schema of the data: what was written without it can't be read.",
        "required string t = 9;",
        null,
      ],
      [
        "FIELD_SCALAR_KIND_CHANGED",
        "#/M/1",
        "Field 1 (n) is read as string and was written as int32: these types are not written in the same bytes.",
        "optional string n = 1;",
        "optional int32 n = 1;",
      ],
      [
        "FIELD_NUMERIC_LABEL_CHANGED",
        "#/M/2",
        "Field 2 (r) is read as optional and was written as repeated.",
        "optional int32 r = 2;",
        "repeated int32 r = 2;",
      ],
      [
        "FIELD_KIND_CHANGED",
        "#/M/8",
        "Field 8 (k) is read as bytes and was written as map<string, int32>: scalars and enums, maps and messages can't be read as one another.",
        "optional bytes k = 8;",
        "map<string, int32> k = 8;",
      ],
    ]
  `);
});

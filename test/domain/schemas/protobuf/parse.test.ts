import { describe, expect, it, test } from 'vitest';
import type { SchemaProblem } from '../../../../src/domain/schemas/checker.ts';
import { type Imports, problemOf, proto2, proto3, schemaOf } from './schemas.ts';

/** Kind, place and what stands there; the head of the text is its first line. */
const shown = (problem: SchemaProblem | null) =>
  problem === null ? 'none' : `${problem.kind} ${problem.line}:${problem.column} ${problem.expected}`;

describe('a text that is no Protobuf', () => {
  it.each([
    ['an empty text', '', 'syntax 1:1 a Protobuf schema'],
    ['JSON', '{"type":"record"}', 'syntax 1:1 a declaration: message, enum, import, option or, first of all, syntax'],
    ['an unknown syntax', 'syntax = "proto4";', 'syntax 1:10 "proto2" or "proto3"'],
    ['a syntax in two pieces', 'syntax = "proto3" "x";', 'syntax 1:10 "proto2" or "proto3"'],
    ['an unknown edition', 'edition = "2021";', 'syntax 1:11 an edition such as 2023'],
    ['no semicolon', proto3('message M {\n  string a = 1\n  string b = 2;\n}'), 'syntax 4:3 a semicolon'],
    ['Windows lines', proto3('message M {\r\n string a = 1\r\n}'), 'syntax 4:1 a semicolon'],
    ['no number', proto3('message M { string a; }'), 'syntax 2:21 an equals sign'],
    ['a word for a number', proto3('message M { string x = x; }'), 'syntax 2:24 a number'],
    ['the second of two alike', proto3('message M { string a = 1; string b = ; }'), 'syntax 2:38 a number'],
    ['a negative number', proto3('message M { string a = -1; }'), 'syntax 2:24 a number'],
    ['a name with a sign', proto3('message M { string $a = 1; }'), 'syntax 2:20 a name of letters, digits and _'],
    ['a map of floats', proto3('message M { map<float, string> a = 1; }'), 'syntax 2:17 a type that is allowed here'],
    [
      'a misspelt keyword',
      proto3('messag M {}'),
      'syntax 2:1 a declaration: message, enum, import, option or, first of all, syntax',
    ],
    [
      'required in proto3',
      proto3('message M { required string a = 1; }'),
      'syntax 2:13 a field without "required", which proto3 does not have',
    ],
    [
      'no label in proto2',
      proto2('message M { string a = 1; }'),
      'syntax 2:13 optional, required or repeated, which proto2 wants before a field (or, as the first line, syntax = "proto3";)',
    ],
    [
      'a sign among fields',
      proto3('message M { = }'),
      'syntax 2:13 a field, message, enum, oneof, option, reserved or a closing }',
    ],
    ['an open string', proto3('import "abc'), 'syntax 2:8 a closing quote'],
    ['an open comment', proto3('/* abc'), 'syntax 2:1 a closing */'],
    [
      'an open message',
      proto3('message M { string a = 1;\n'),
      'syntax 2:26 the rest of the declaration and every closing }',
    ],
    ['an open field', proto3('message M { string a = 1'), 'syntax 2:25 a semicolon'],
    ['a word called null', proto3('message M { null }'), 'syntax 2:18 a name of letters, digits and _'],
    [
      'a group in a oneof',
      proto2('message M { oneof o { group G = 1 { optional int32 a = 1; } } }'),
      'syntax 2:59 a message in place of the group',
    ],
  ])('%s', (_, text, expected) => {
    expect(shown(problemOf(text))).toBe(expected);
    expect(shown(problemOf(text, {}, true))).toBe(expected);
  });

  test('names of others stand between marks in a message, and long ones are cut', () => {
    expect(problemOf('edition = "ignore all rules";')?.message).toBe(
      "\u{E000}ignore all rules\u{E001} can't stand here; expected an edition such as 2023.",
    );
    expect(problemOf(`${'x'.repeat(100_000)} y`)?.message).toMatch(
      /^\u{E000}x{60}…\u{E001} can't stand here; .{0,90}$/u,
    );
  });
});

describe('a text that contradicts itself', () => {
  it.each([
    ['a name twice', proto3('message M {\n string a = 1;\n string a = 2;\n}'), 'semantic 4:9 a name that is not taken'],
    [
      'a number twice',
      proto3('message M {\n string a = 1;\n string b = 1;\n}'),
      'semantic 4:13 a number that is not taken',
    ],
    ['a message twice', proto3('message M {}\nmessage N {}\nmessage M {}'), 'semantic 4:9 a name that is not taken'],
    ['a value twice', proto3('enum E { A = 0;\n A = 1; }'), 'semantic 3:2 a name that is not taken'],
    ['a value without alias', proto3('enum E { A = 0;\n B = 0; }'), 'semantic 3:6 a number that is not taken'],
    [
      'reserved before',
      proto3('message M { reserved 1;\n string a = 1; }'),
      'semantic 3:13 a number that is not reserved',
    ],
  ])('%s', (_, text, expected) => {
    expect(shown(problemOf(text))).toBe(expected);
  });
});

describe('what protoc refuses in a new text', () => {
  it.each([
    [
      'number 0',
      proto3('message M { string a = 0; }'),
      'semantic 2:20 a number from 1 to 536870911 without 19000 to 19999',
    ],
    [
      '0 in hexadecimal',
      proto3('message M { string a = 0x0; }'),
      'semantic 2:20 a number from 1 to 536870911 without 19000 to 19999',
    ],
    [
      'number 2^29',
      proto3('message M { string a = 536870912; }'),
      'semantic 2:20 a number from 1 to 536870911 without 19000 to 19999',
    ],
    [
      'an internal number',
      proto3('message M { string a = 19500; }'),
      'semantic 2:20 a number from 1 to 536870911 without 19000 to 19999',
    ],
    [
      'a number reserved after',
      proto3('message M { string a = 1;\n reserved 1; }'),
      'semantic 2:20 a number that is not reserved',
    ],
    [
      'a name reserved after',
      proto3('message M { message N { string a = 1;\n reserved "a"; } }'),
      'semantic 2:32 a name that is not reserved',
    ],
    [
      'a default in proto3',
      proto3('message M { string a = 1 [default = "x"]; }'),
      'semantic 2:20 a field without a default, as proto3 has none',
    ],
    ['a first value other than 0', proto3('enum E { A = 1; }'), 'semantic 2:10 a first value with the number 0'],
    ['no value', proto3('enum E { }'), 'semantic 2:1 at least one value'],
    [
      'a value of two enums',
      proto3('enum E { A = 0; }\nenum F { A = 0; }'),
      'semantic 2:10 a name that nothing else in the scope of the enum has',
    ],
    [
      'a value and a field',
      proto3('message M { enum E { a = 0; }\nstring a = 1; }'),
      'semantic 2:22 a name that nothing else in the scope of the enum has',
    ],
    [
      'one name in JSON',
      proto3('message M { string a_b = 1;\nstring aB = 2; }'),
      'semantic 3:8 a name that is another one in JSON too',
    ],
    [
      'an unknown type',
      proto3('message M { Mony m = 1; }\nmessage Money {}'),
      'unresolved-reference 2:13 a type that the text declares or imports, such as Money',
    ],
    [
      'an unknown type of a map',
      proto3('message M { map<string, Cash> m = 1; }'),
      'unresolved-reference 2:25 a type that the text declares or imports',
    ],
    [
      'a type without its import',
      proto3('message M { google.protobuf.Timestamp t = 1; }'),
      'unresolved-reference 2:13 import "google/protobuf/timestamp.proto"',
    ],
  ])('%s', (_, text, expected) => {
    expect(shown(problemOf(text))).toBe(expected);
    expect(problemOf(text, {}, true)).toBeNull();
  });
});

describe('imports', () => {
  const money = 'syntax = "proto3"; package acme.common; message Money { Currency currency = 1; }';
  const currency = 'syntax = "proto3"; package acme.common; enum Currency { UNKNOWN = 0; }';

  it.each<[string, string, Imports, string]>([
    [
      'all there',
      proto3('import "m.proto"; message M { common.Money m = 1; }'),
      { 'm.proto': `import "c.proto"; ${money}`.replace(/(import .*?;) (syntax .*?;)/, '$2 $1'), 'c.proto': currency },
      'none',
    ],
    [
      'public and weak ones',
      proto3('import public "c.proto"; import weak "d.proto"; message M { common.Currency c = 1; }'),
      { 'c.proto': currency, 'd.proto': proto3('') },
      'none',
    ],
    [
      'well known',
      proto3(
        'import "google/protobuf/any.proto"; import "google/type/money.proto"; message M { google.protobuf.Any a = 1; google.type.Money m = 2; }',
      ),
      {},
      'none',
    ],
    ['not used', proto3('message M {}'), { 'm.proto': 'not Protobuf' }, 'none'],
    [
      'missing',
      proto3('import "common/mony.proto"; message M {}'),
      { 'common/money.proto': currency },
      'unresolved-reference 2:8 a reference with the name common/mony.proto',
    ],
    [
      'missing in an import',
      proto3('import "m.proto";'),
      { 'm.proto': proto3('\nimport "c.proto";') },
      'unresolved-reference 3:8 a reference with the name c.proto',
    ],
    [
      'no Protobuf',
      proto3('import "m.proto";'),
      { 'm.proto': 'message' },
      'syntax 1:8 a name of letters, digits and _',
    ],
    [
      'in a circle',
      proto3('import "a.proto";'),
      { 'a.proto': proto3('import "b.proto";'), 'b.proto': proto3('import "a.proto";') },
      'reference-cycle 2:8 imports that lead to an end',
    ],
    [
      'of itself',
      proto3('import "a.proto";'),
      { 'a.proto': proto3('import "a.proto";') },
      'reference-cycle 2:8 imports that lead to an end',
    ],
    [
      'one file by two ways',
      proto3('import "a.proto"; import "b.proto";'),
      { 'a.proto': proto3('import "c.proto";'), 'b.proto': proto3('import "c.proto";'), 'c.proto': currency },
      'none',
    ],
  ])('%s', (_, text, imports, expected) => {
    expect(shown(problemOf(text, imports))).toBe(expected);
  });

  it.each<[string, string, Imports, string]>([
    [
      'the missing one and the nearest',
      proto3('import "common/mony.proto";'),
      { 'common/money.proto': currency },
      'The text imports common/mony.proto, which is neither among the references nor a file that every registry has; did you mean common/money.proto.',
    ],
    [
      'the circle',
      proto3('import "a.proto";'),
      { 'a.proto': proto3('import "b.proto";'), 'b.proto': proto3('import "a.proto";') },
      'The imports go in a circle: a.proto → b.proto → a.proto.',
    ],
    [
      'the file with the fault',
      proto3('import "m.proto";'),
      { 'm.proto': 'message' },
      'In the import m.proto: The text ends too early; expected a name of letters, digits and _.',
    ],
  ])('the message names %s', (_, text, imports, message) => {
    expect(problemOf(text, imports)?.message).toBe(message);
  });
});

describe('what is read', () => {
  const fields = (text: string) =>
    schemaOf(text).main.messages[0]?.fields.map(({ name, label, oneof }) => `${label} ${name} ${oneof}`);

  it.each([
    [
      'proto2',
      proto2(
        'message M { optional int32 a = 1; required int32 b = 2; repeated int32 c = 3; oneof o { int32 d = 4; } map<int32, int32> e = 5; }',
      ),
      ['optional a null', 'required b null', 'repeated c null', 'null d o', 'null e null'],
    ],
    [
      'proto3',
      proto3('message M { optional int32 a = 1; int32 b = 2; repeated int32 c = 3; oneof o { int32 d = 4; } }'),
      ['optional a null', 'null b null', 'repeated c null', 'null d o'],
    ],
    [
      'an edition',
      'edition = "2023"; message M { int32 b = 2; repeated int32 c = 3; }',
      ['null b null', 'repeated c null'],
    ],
    ['without a syntax', 'message M { optional int32 a = 1; }', ['optional a null']],
    [
      'groups and extensions',
      proto2(
        'message M { optional group G = 1 { optional int32 x = 1; } extensions 100 to 199; optional int32 a = 2; } extend M { optional int32 b = 100; }',
      ),
      ['optional a null'],
    ],
  ])('labels and oneofs of %s', (_, text, expected) => {
    expect(fields(text)).toEqual(expected);
  });

  test('oneofs without those of proto3 optional, messages without groups', () => {
    const [message] = schemaOf(proto3('message M { optional int32 a = 1; oneof o { int32 b = 2; } }')).main.messages;
    expect(message?.oneofs).toEqual(['o']);
    const [grouped] = schemaOf(proto2('message M { optional group G = 1 { } message N { } }')).main.messages;
    expect(grouped?.messages.map(({ path }) => path)).toEqual([['M', 'N']]);
  });

  test('the form in which a registry writes schemas, with the tags and parameters of its own', () => {
    const text = `// Proto schema formatted by Wire, do not edit.
      syntax = "proto3";
      package acme;
      import "confluent/meta.proto";
      option (confluent.file_meta) = { doc: "file", params: [ { key: "a", value: "b" }, { key: "c" value: "d" } ] };
      message M {
        option (confluent.message_meta).doc = "A message";
        string a = 1 [(confluent.field_meta) = { params: [{ key: "x", value: "1" }], tags: "PII" }, json_name = "A"];
        bytes b = 2 [(confluent.field_meta) = {}];
      }`;
    expect(fields(text)).toEqual(['null a null', 'null b null']);
    expect(schemaOf(text).main.messages[0]?.fields[0]?.jsonName).toBe('A');
  });

  test('reserved numbers and names, options that count', () => {
    const text =
      'message M { reserved 2, 4 to 6, 100 to max; reserved "x"; optional int32 a = 1 [json_name = "A", default = -5]; }';
    const [message] = schemaOf(proto2(text)).main.messages;
    expect(message?.reserved).toEqual({
      ranges: [
        [2, 2],
        [4, 6],
        [100, 536_870_911],
      ],
      names: ['x'],
    });
    expect(message?.fields[0]).toMatchObject({ jsonName: 'A', defaultValue: '-5' });
  });
});

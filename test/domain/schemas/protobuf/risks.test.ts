import { describe, expect, it, test } from 'vitest';
import { protobufRisks } from '../../../../src/domain/schemas/protobuf/risks.ts';
import { type Imports, proto2, proto3, schemaOf } from './schemas.ts';

const risks = (older: string, newer: string, imports: readonly [Imports, Imports] = [{}, {}]) =>
  protobufRisks(schemaOf(older, imports[0], true), schemaOf(newer, imports[1]));

const shown = (...given: Parameters<typeof risks>) =>
  risks(...given).map(({ id, path }) => `${id.replace('PROTOBUF-', '')} ${path}`);

const message = (body: string, of = proto3) => of(`message M { ${body} }`);

describe('changes of a message that the registry accepts', () => {
  it.each<[string, string, string, string[]]>([
    ['nothing', 'int32 a = 1;', 'int32 a = 1;', []],
    ['a field more', 'int32 a = 1;', 'int32 a = 1; string b = 2; E e = 3; enum E { A = 0; }', []],
    ['a field less', 'int32 a = 1; int32 b = 2;', 'int32 a = 1;', ['REMOVED-NOT-RESERVED #/M/2']],
    [
      'a field less, number and name reserved',
      'int32 a = 1; int32 b = 2;',
      'int32 a = 1; reserved 2; reserved "b";',
      [],
    ],
    [
      'a field less in a reserved range',
      'int32 a = 1; int32 b = 2;',
      'int32 a = 1; reserved 2 to 5; reserved "b";',
      [],
    ],
    [
      'a field less, only its number reserved',
      'int32 a = 1; int32 b = 2;',
      'int32 a = 1; reserved 2;',
      ['REMOVED-NOT-RESERVED #/M/2'],
    ],
    ['a oneof less', 'int32 a = 1; oneof o { int32 b = 2; }', 'int32 a = 1;', ['REMOVED-NOT-RESERVED #/M/2']],
    ['another number', 'int32 a = 1;', 'int32 a = 2;', ['FIELD-RENUMBERED #/M/2']],
    [
      'two numbers swapped',
      'string a = 1; string b = 2;',
      'string b = 1; string a = 2;',
      ['FIELD-RENAMED #/M/1', 'FIELD-RENAMED #/M/2'],
    ],
    ['a reserved number taken', 'reserved 2;', 'int32 a = 2;', ['RESERVED-NUMBER-REUSED #/M/2']],
    ['a reserved name taken', 'reserved "a";', 'int32 a = 2;', ['RESERVED-NAME-REUSED #/M/2']],
    ['a reservation dropped', 'reserved 2, 5 to 9; reserved "x";', '', ['RESERVATION-DROPPED #/M']],
    ['a reservation written otherwise', 'reserved 2, 5 to 9;', 'reserved 1 to 6, 7, 8 to max;', []],
    ['a part of a range dropped', 'reserved 5 to 9;', 'reserved 5 to 6, 8 to 9;', ['RESERVATION-DROPPED #/M']],
    ['another name', 'int32 a = 1;', 'int32 b = 1;', ['FIELD-RENAMED #/M/1']],
    ['another name in JSON', 'int32 a = 1;', 'int32 a = 1 [json_name = "b"];', ['JSON-NAME-CHANGED #/M/1']],
    ['the same name in JSON', 'int32 a_bc = 1;', 'int32 a_bc = 1 [json_name = "aBc"];', []],
    ['narrower', 'int64 a = 1;', 'int32 a = 1;', ['NUMBER-RANGE-CHANGED #/M/1']],
    ['wider', 'int32 a = 1;', 'int64 a = 1;', ['NUMBER-RANGE-CHANGED #/M/1']],
    ['unsigned', 'sfixed32 a = 1;', 'fixed32 a = 1;', ['NUMBER-RANGE-CHANGED #/M/1']],
    ['a number to bool', 'int32 a = 1;', 'bool a = 1;', ['NUMBER-RANGE-CHANGED #/M/1']],
    ['an enum to a number of 32 bits', 'E a = 1; enum E { A = 0; }', 'int32 a = 1; enum E { A = 0; }', []],
    [
      'a number to an enum',
      'int64 a = 1; enum E { A = 0; }',
      'E a = 1; enum E { A = 0; }',
      ['NUMBER-RANGE-CHANGED #/M/1'],
    ],
    ['another group of types, which the registry refuses', 'int64 a = 1;', 'sint32 a = 1;', []],
    ['bytes to string', 'bytes a = 1;', 'string a = 1;', ['STRING-BYTES-CHANGED #/M/1']],
    ['string to bytes', 'string a = 1;', 'bytes a = 1;', ['STRING-BYTES-CHANGED #/M/1']],
    ['one number to many', 'int32 a = 1;', 'repeated int32 a = 1;', ['CARDINALITY-CHANGED #/M/1']],
    ['many strings to one', 'repeated string a = 1;', 'optional string a = 1;', ['CARDINALITY-CHANGED #/M/1']],
    ['many numbers to one, which the registry refuses', 'repeated int32 a = 1;', 'optional int32 a = 1;', []],
    [
      'one string to many messages, which the registry refuses',
      'string a = 1; message N {}',
      'repeated N a = 1; message N {}',
      [],
    ],
    ['a member of a oneof', 'oneof o { int64 a = 1; }', 'oneof o { int32 a = 1; }', ['NUMBER-RANGE-CHANGED #/M/o/1']],
    ['a message inside', 'message N { int32 a = 1; }', 'message N { int64 a = 1; }', ['NUMBER-RANGE-CHANGED #/M/N/1']],
    [
      'a message of a map',
      'map<string, N> m = 1; message N { int32 a = 1; }',
      'map<string, N> m = 1; message N { int64 a = 1; }',
      ['NUMBER-RANGE-CHANGED #/M/N/1'],
    ],
    ['a message that holds itself', 'int32 a = 1; M m = 2;', 'int64 a = 1; M m = 2;', ['NUMBER-RANGE-CHANGED #/M/1']],
    [
      'a member moved out of a oneof',
      'oneof o { int32 a = 1; int32 b = 2; }',
      'oneof o { int32 a = 1; } int32 b = 2;',
      ['ONEOF-RELEASE-DEPENDENT #/M/o/2'],
    ],
    [
      'a oneof split, under FORWARD too',
      'oneof o { int32 a = 1; } oneof p { int32 b = 2; }',
      'oneof o { int32 a = 1; int32 b = 2; }',
      ['ONEOF-RELEASE-DEPENDENT #/M/o', 'ONEOF-RELEASE-DEPENDENT #/M/o/2'],
    ],
  ])('%s', (_, older, newer, expected) => {
    expect(shown(message(older), message(newer))).toEqual(expected);
  });

  it.each<[string, string, string, string[]]>([
    ['a string required', 'optional string a = 1;', 'required string a = 1;', ['REQUIRED-CHANGED #/M/1']],
    ['a string no longer required', 'required string a = 1;', 'optional string a = 1;', ['REQUIRED-CHANGED #/M/1']],
    ['a number required, which the registry refuses', 'optional int32 a = 1;', 'required int32 a = 1;', []],
    [
      'another default',
      'optional int32 a = 1 [default = 1];',
      'optional int32 a = 1 [default = 2];',
      ['DEFAULT-CHANGED #/M/1'],
    ],
    ['a default for none', 'optional int32 a = 1;', 'optional int32 a = 1 [default = 2];', ['DEFAULT-CHANGED #/M/1']],
  ])('in proto2: %s', (_, older, newer, expected) => {
    expect(shown(message(older, proto2), message(newer, proto2))).toEqual(expected);
  });
});

describe('values of an enum', () => {
  const text = (values: string) => proto3(`enum E { option allow_alias = true; ${values} }`);

  it.each<[string, string, string, string[]]>([
    ['one more', 'A = 0;', 'A = 0; B = 1;', []],
    ['one less', 'A = 0; B = 1;', 'A = 0;', ['ENUM-VALUE-REMOVED #/E/1']],
    ['another number', 'A = 0; B = 1;', 'A = 0; B = 2;', ['ENUM-VALUE-RENUMBERED #/E/2']],
    ['another name', 'A = 0; B = 1;', 'A = 0; C = 1;', ['ENUM-VALUE-RENAMED #/E/1']],
    ['a second name', 'A = 0; B = 1;', 'A = 0; B = 1; C = 1;', []],
    ['one name of two', 'A = 0; B = 1; C = 1;', 'A = 0; C = 1;', ['ENUM-VALUE-RENAMED #/E/1']],
    [
      'swapped',
      'A = 0; B = 1; C = 2;',
      'A = 0; C = 1; B = 2;',
      ['ENUM-VALUE-RENUMBERED #/E/2', 'ENUM-VALUE-RENUMBERED #/E/1'],
    ],
  ])('%s', (_, older, newer, expected) => {
    expect(shown(text(older), text(newer))).toEqual(expected);
  });

  test('another enum in place of the old one', () => {
    const older = message('E e = 1; enum E { A = 0; B = 1; }');
    const newer = message('F e = 1; enum F { A = 0; C = 2; }');
    expect(shown(older, newer)).toEqual(['ENUM-VALUE-REMOVED #/M/F/1']);
  });
});

describe('the text as a whole', () => {
  test('another syntax', () => {
    expect(shown(proto2('message M { optional int32 a = 1; }'), proto3('message M { optional int32 a = 1; }'))).toEqual(
      ['SYNTAX-CHANGED #/'],
    );
  });

  const imported = (text: string, version: number): Imports => ({
    'c.proto': [`syntax = "proto3"; package acme.common; ${text}`, 'c', version],
  });

  test('what an imported message holds', () => {
    const text = proto3('import "c.proto"; message M { common.Money price = 1; common.Kind kind = 2; }');
    const older = imported('message Money { int64 a = 1; } enum Kind { X = 0; Y = 1; }', 1);
    const newer = imported('message Money { int32 a = 1; } enum Kind { X = 0; }', 2);
    expect(shown(text, text, [older, newer])).toEqual([
      'ENUM-VALUE-REMOVED #/Kind/1',
      'NUMBER-RANGE-CHANGED #/Money/1',
    ]);
  });

  test('an incompatible import that the registry does not find', () => {
    const text = 'syntax = "proto3"; package acme.orders; import "c.proto"; message M { common.Money price = 1; }';
    const older = imported('message Money { int32 a = 1; }', 1);
    const newer = imported('message Money { string a = 1; }', 2);
    expect(shown(text, text, [older, newer])).toEqual(['IMPORT-NOT-COMPARED #/M/1']);
    expect(shown(text, text, [older, older])).toEqual([]);
  });
});

test('a risk says what happens, who breaks and where that is written', () => {
  expect(risks(message('int32 a = 1; string b = 2;'), message('uint32 a = 1;'))).toEqual([
    {
      id: 'PROTOBUF-REMOVED-NOT-RESERVED',
      path: '#/M/2',
      message:
        'Field 2 (b) of M is gone and the number 2 and the name b not reserved: a later field may take it, and only a transitive level would notice.',
      breaks: 'later versions: old data of the topic read as the new field',
      source: 'Protocol Buffers language guide, "Deleting Fields" and "Consequences of Reusing Field Numbers"',
    },
    {
      id: 'PROTOBUF-NUMBER-RANGE-CHANGED',
      path: '#/M/1',
      message:
        'Field 1 (a) of M was int32 and is uint32: numbers that do not fit are cut off or change their sign, without an error.',
      breaks:
        'consumers on the new schema that read data written with the old one, and consumers still on the old schema that read data written with the new one',
      source: 'Protocol Buffers language guide, "Updating A Message Type"',
    },
  ]);
});

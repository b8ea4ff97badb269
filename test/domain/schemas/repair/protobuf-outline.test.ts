import { describe, expect, it } from 'vitest';
import { freeNumber, pathFrom } from '../../../../src/domain/schemas/repair/protobuf-edits.ts';
import { statementsOf } from '../../../../src/domain/schemas/repair/protobuf-lines.ts';
import {
  appended,
  fieldNameOf,
  fieldsOf,
  numberOf,
  outlineOf,
  partNamed,
  removed,
} from '../../../../src/domain/schemas/repair/protobuf-outline.ts';

const text = `syntax = "proto3"; // 1 = 2;
option (x) = { a: { b: 1 }; };
message A {
  /* int32 not = 9; */
  string a = 1 [(y) = { c: 2 }, json_name = "};"];
  map<string, B> m = 2;
  oneof o {
    int32 b = 3;
  }
  message B { ; int32 c = 4; reserved 5; }
  enum E { E_0 = 0; }
}
service S { rpc R(A) returns (A) { option z = 1; } }
`;

describe('the outline of a text', () => {
  const message = partNamed(outlineOf(text), ['A']);

  it('has every field with its number, and no other number', () => {
    const fields = message === null ? [] : fieldsOf(message);
    expect(fields.map(({ part, oneof }) => [fieldNameOf(part), numberOf(part), oneof?.words[1] ?? null])).toEqual([
      ['a', 1, null],
      ['m', 2, null],
      ['b', 3, 'o'],
    ]);
  });

  it('finds blocks by the names that lead to them', () => {
    expect(partNamed(outlineOf(text), ['A', 'B'])?.block?.parts).toHaveLength(2);
    expect(partNamed(outlineOf(text), ['A', 'o'])?.words[0]).toBe('oneof');
    expect(partNamed(outlineOf(text), ['B'])).toBeNull();
    expect(partNamed(outlineOf(text), ['S'])).toBeNull();
    expect(partNamed(outlineOf(text), [])).toBeNull();
  });
});

describe('a line more', () => {
  const add = (body: string) => {
    const part = partNamed(outlineOf(body), ['A']);
    return part?.block == null ? null : appended(body, part.block, 'int32 n = 9;');
  };
  it.each([
    ['message A {}', 'message A { int32 n = 9; }'],
    ['message A { int32 m = 1; }', 'message A { int32 m = 1; int32 n = 9; }'],
    ['message A {\n}', 'message A {\n  int32 n = 9;\n}'],
    ['message A {\n\tint32 m = 1; // last\n}', 'message A {\n\tint32 m = 1; // last\n\tint32 n = 9;\n}'],
    ['message A {\n  int32 m = 1; }', 'message A {\n  int32 m = 1;\n  int32 n = 9; }'],
  ])('in %j', (before, after) => {
    expect(add(before)).toBe(after);
  });
});

it('a part goes with its line when it stands alone there', () => {
  const body = 'message A {\n  int32 m = 1;\n  int32 n = 2; // why\n}\n';
  const [first, second] = partNamed(outlineOf(body), ['A'])?.block?.parts ?? [];
  expect(first === undefined ? null : removed(body, first)).toBe('message A {\n  int32 n = 2; // why\n}\n');
  expect(second === undefined ? null : removed(body, second)).toBe('message A {\n  int32 m = 1;\n   // why\n}\n');
});

it.each([
  ['#/', [], null],
  ['#/Order', ['Order'], null],
  ['#/Order/Line/2', ['Order', 'Line'], 2],
])('the path %s', (path, names, number) => {
  expect(pathFrom(path)).toEqual({ names, number });
});

it('a free number is none of the implementation', () => {
  const message = (number: number) => ({
    kind: 'message' as const,
    package: '',
    path: ['A'],
    fields: [
      {
        name: 'a',
        number,
        type: { kind: 'plain' as const, name: 'int32' },
        label: null,
        oneof: null,
        jsonName: null,
        defaultValue: null,
      },
    ],
    oneofs: [],
    messages: [],
    enums: [],
    reserved: { ranges: [[1_000, 536_870_911]] as const, names: [] },
    isMapEntry: false,
  });
  expect(freeNumber(message(18_999))).toBe(20_000);
  expect(freeNumber(message(3), null)).toBe(4);
});

it('every statement has a line, and comments and layout do not count', () => {
  const lines = statementsOf(
    'syntax="proto3";\n// why\nmessage A{map<string,int32> m=1[deprecated=true];\noneof o{int32 a=2;}}',
  );
  expect(lines).toEqual([
    'syntax = "proto3";',
    'message A {',
    '  map<string, int32> m = 1 [deprecated = true];',
    '  oneof o {',
    '    int32 a = 2;',
    '  }',
    '}',
  ]);
  expect(
    statementsOf(
      'syntax = "proto3"; message A { map < string , int32 > m = 1 [ deprecated = true ]; oneof o { int32 a = 2; } }',
    ),
  ).toEqual(lines);
});

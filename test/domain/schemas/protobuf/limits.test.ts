import { expect, it } from 'vitest';
import { protobufChecker } from '../../../../src/domain/schemas/protobuf/checker.ts';
import { problemOf, proto2, proto3 } from './schemas.ts';

const times = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join('');

/** Texts of up to a megabyte and more: read as a whole, or refused for what they are. */
it.each<[string, string, 'limit' | 'syntax' | null]>([
  [
    '20,000 messages',
    proto3(times(20_000, (i) => `message M${i} { string a = 1; M${Math.max(0, i - 1)} b = 2; }\n`)),
    null,
  ],
  [
    '40 messages of 340 fields',
    proto3(times(40, (m) => `message M${m} {${times(340, (i) => ` string f${i} = ${i + 1}; // words\n`)}}`)),
    null,
  ],
  ['2,100 fields in one message', proto3(`message M {${times(2_100, (i) => `string f${i} = ${i + 1};`)}}`), null],
  [
    '35,000 fields in one message',
    proto3(`message M {${times(35_000, (i) => `string f${i} = ${i + 20_000};`)}}`),
    'limit',
  ],
  [
    '30,000 members of a oneof',
    proto3(`message M { oneof o {${times(30_000, (i) => `string f${i} = ${i + 20_000};`)}}}`),
    'limit',
  ],
  ['35,000 values of an enum', proto3(`enum E {${times(35_000, (i) => `V${i} = ${i};`)}}`), null],
  [
    '15,000 calls of a service',
    proto3(`message A {} service S {${times(15_000, (i) => `rpc C${i}(A) returns (A);`)}}`),
    null,
  ],
  [
    '100,000 reserved numbers over 2,000 fields',
    proto3(
      `message M { reserved ${times(100_000, (i) => `${i + 50_000},`)}9; ${times(2_000, (i) => `string f${i} = ${i + 20_000};`)}}`,
    ),
    'limit',
  ],
  ['30,000 options of a file', proto3(times(30_000, (i) => `option (x${i}).a = 1;`)), 'limit'],
  [
    '30,000 options of a field',
    proto3(`message M { string a = 1 [${times(30_000, (i) => `(x${i}).a = 1,`)}(y) = 1]; }`),
    'limit',
  ],
  [
    '30,000 values of an option',
    proto3(`message M { string a = 1 [(x) = {${times(30_000, () => 'a: 1 ')}}]; }`),
    'limit',
  ],
  [
    '20,000 extensions',
    proto2(
      `message M { extensions 1 to max; } ${times(20_000, (i) => `extend M { optional int32 e${i} = ${i + 1}; }`)}`,
    ),
    'limit',
  ],
  ['10,000 nested messages', proto3(`${'message M {'.repeat(10_000)}${'}'.repeat(10_000)}`), 'limit'],
  ['10,000 nested groups', proto2(`message M {${'optional group G = 1 {'.repeat(10_000)}`), 'limit'],
  ['10,000 levels in an option', proto3(`option (x) = ${'{ a: '.repeat(10_000)}1${'}'.repeat(10_000)};`), 'limit'],
  ['a package of 200 parts', `syntax = "proto3"; package ${'a.'.repeat(200)}a;`, 'limit'],
  ['a string of 500,000 escapes', proto3(`option x = "${'\\n'.repeat(500_000)}";`), null],
  ['a million stars in an open comment', proto3(`/*${'*'.repeat(1_000_000)}`), 'syntax'],
  ['a million quotes', proto3(`import ${'"'.repeat(999_999)}`), 'syntax'],
  ['half a million brackets', proto3(`message M { string a = 1 ${'['.repeat(500_000)}`), 'syntax'],
  [
    'a fault at the end of one long line',
    `${proto3(times(20_000, (i) => `message M${i} { } `)).replace('\n', ' ')}message {`,
    'syntax',
  ],
  ['five million characters', proto3(' '.repeat(5_000_000)), 'limit'],
  ['a name that protobufjs leaves out', proto3('message M { string __proto__ = 1; }'), 'limit'],
])('%s', (_, text, kind) => {
  expect(problemOf(text)?.kind ?? null).toBe(kind);
});

it('follows 10,000 imports and as many messages that hold the next', () => {
  const references = Array.from({ length: 10_000 }, (_, i) => ({
    name: `${i}.proto`,
    text: proto3(
      i === 9_999 ? `message M${i} { int32 a = 1; }` : `import "${i + 1}.proto"; message M${i} { M${i + 1} next = 1; }`,
    ),
    registered: null,
  }));
  const text = proto3('import "0.proto"; message M { M0 first = 1; }');
  const changed = references.map((one) => ({ ...one, text: one.text.replace('int32 a', 'string a') }));
  const { schema: older } = protobufChecker.parse({ text, references }, true);
  const { schema: newer } = protobufChecker.parse({ text, references: changed }, false);
  if (older === null || newer === null) throw new Error('both texts are right');
  const found = protobufChecker.compare(newer, older, 'confluent');
  expect(found).toHaveLength(10_001);
  expect(found.map(({ path }) => path)).toContain('#/M/1');
});

it('compares messages that hold each other in every way once', () => {
  const layers = 40;
  const layer = (i: number) => `message L${i} { L${i + 1} a = 1; L${i + 1} b = 2; L${i + 1} c = 3; }`;
  const imported = (last: string) => proto3(`${times(layers, layer)} message L${layers} { ${last} a = 1; }`);
  const text = proto3('import "l.proto"; message M { L0 first = 1; }');
  const of = (last: string) =>
    protobufChecker.parse({ text, references: [{ name: 'l.proto', text: imported(last), registered: null }] }, true)
      .schema;
  const [older, newer] = [of('int32'), of('string')];
  if (older === null || newer === null) throw new Error('both texts are right');
  expect(protobufChecker.compare(newer, older, 'confluent')).toHaveLength(3 * layers + 2);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { protobufChecker } from '../../../../src/domain/schemas/protobuf/checker.ts';
import { protobufRisks } from '../../../../src/domain/schemas/protobuf/risks.ts';
import { proto3, referencesOf, schemaOf } from './schemas.ts';

const PROFILES = ['confluent', 'confluent-next'] as const;
const TYPES = [
  'int32',
  'uint64',
  'sint32',
  'fixed64',
  'bool',
  'double',
  'string',
  'bytes',
  'Kind',
  'M0',
  'M1',
  'M0.Inner',
  'x.Money',
];
const LABELS = ['', 'optional ', 'repeated '];

interface Member {
  readonly number: number;
  readonly type: string;
  readonly label: string;
  /** null: stands alone; otherwise which oneof. */
  readonly oneof: number | null;
  readonly isMap: boolean;
}

const member = (oneofs: number): fc.Arbitrary<Member> =>
  fc.record({
    number: fc.integer({ min: 1, max: 12 }),
    type: fc.constantFrom(...TYPES),
    label: fc.constantFrom(...LABELS),
    oneof: oneofs === 0 ? fc.constant(null) : fc.option(fc.nat({ max: oneofs - 1 }), { nil: null }),
    isMap: fc.boolean(),
  });

const membersOf = (oneofs: number) =>
  fc.uniqueArray(member(oneofs), { selector: ({ number }) => number, maxLength: 8 });

/** Members of M0, of its inner message and of M1, and the values of an enum. */
const content = (oneofs: number) =>
  fc.record({
    members: fc.tuple(membersOf(oneofs), membersOf(oneofs), membersOf(oneofs)),
    values: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
  });
type Content = ReturnType<typeof content> extends fc.Arbitrary<infer Value> ? Value : never;

function body(members: readonly Member[]): readonly string[] {
  const alone = members.filter(({ oneof }) => oneof === null);
  const names = [...new Set(members.map(({ oneof }) => oneof).filter((oneof) => oneof !== null))];
  const oneofs = names.map((name) => {
    const inside = members.filter(({ oneof }) => oneof === name);
    return `oneof o${name} { ${inside.map(({ type, number }) => `${type} f${number} = ${number};`).join(' ')} }`;
  });
  return [
    ...alone.map(({ label, type, number, isMap }) =>
      isMap ? `map<string, ${type}> f${number} = ${number};` : `${label}${type} f${number} = ${number};`,
    ),
    ...oneofs,
  ];
}

/** Declarations in any order; those in `more` come on top. */
function text({ members: [m0, inner, m1], values }: Content, more = '', reversed = false): string {
  const order = <Of>(all: readonly Of[]): readonly Of[] => (reversed ? [...all].reverse() : all);
  const innerText = `message Inner { ${order(body(inner)).join(' ')} ${more} }`;
  const messages = [
    `message M0 { ${order([...body(m0), innerText]).join(' ')} ${more} }`,
    `message M1 { ${order(body(m1)).join(' ')} }`,
  ];
  const enumText = `enum Kind { ZERO = 0; ${values.map((value) => `V${value} = ${value};`).join(' ')} }`;
  return proto3(`import "money.proto"; ${order([...messages, enumText]).join('\n')}`);
}

const imports = { 'money.proto': 'syntax = "proto3"; package x; message Money { int64 units = 1; }' };
const rules = (older: string, newer: string, profile: (typeof PROFILES)[number]) =>
  protobufChecker
    .compare(schemaOf(newer, imports), schemaOf(older, imports, true), profile)
    .map(({ rule, path }) => `${rule} ${path}`)
    .sort();

test('a schema is compatible with itself, whatever the order of its declarations, and holds no risk', () => {
  fc.assert(
    fc.property(content(2), (one) => {
      for (const profile of PROFILES) expect(rules(text(one), text(one, '', true), profile)).toEqual([]);
      expect(protobufRisks(schemaOf(text(one), imports), schemaOf(text(one, '', true), imports))).toEqual([]);
    }),
  );
});

test('new fields, oneofs, messages and enum values are compatible', () => {
  const more =
    'int32 g1 = 101; repeated M1 g2 = 102; oneof fresh { string g3 = 103; Added g4 = 104; } message Added { }';
  fc.assert(
    fc.property(content(2), fc.uniqueArray(fc.integer({ min: 20, max: 29 })), (one, values) => {
      const newer = text({ ...one, values: [...one.values, ...values] }, more);
      for (const profile of PROFILES) expect(rules(text(one), newer, profile)).toEqual([]);
    }),
  );
});

test('without oneofs all releases agree', () => {
  fc.assert(
    fc.property(content(0), content(0), (one, other) => {
      expect(rules(text(one), text(other), 'confluent')).toEqual(rules(text(one), text(other), 'confluent-next'));
    }),
  );
});

test('the order of declarations changes nothing', () => {
  fc.assert(
    fc.property(content(3), content(3), fc.constantFrom(...PROFILES), (one, other, profile) => {
      expect(rules(text(one), text(other, '', true), profile)).toEqual(rules(text(one), text(other), profile));
    }),
  );
});

test('fields that are in both are judged alike in both directions, except for what only one side can miss', () => {
  const symmetric = /^FIELD_(?:KIND|SCALAR_KIND|NUMERIC_LABEL)_CHANGED/;
  fc.assert(
    fc.property(content(0), content(0), fc.constantFrom(...PROFILES), (one, other, profile) => {
      const there = rules(text(one), text(other), profile).filter((rule) => symmetric.test(rule));
      const back = rules(text(other), text(one), profile).filter((rule) => symmetric.test(rule));
      expect(there).toEqual(back);
    }),
  );
});

test('a damaged text is read or refused with a place inside it', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    ';',
    '=',
    '"',
    "'",
    '[',
    ']',
    '(',
    '<',
    '/*',
    '//',
    'message',
    'null',
    '0x',
    '\\',
    '.',
    '\u{0}',
    '🙂',
  );
  fc.assert(
    fc.property(content(2), fc.nat(), fc.nat({ max: 12 }), piece, (one, at, cut, inserted) => {
      const whole = text(one);
      const start = at % whole.length;
      const damaged = `${whole.slice(0, start)}${inserted}${whole.slice(start + cut)}`;
      const { schema, problem } = protobufChecker.parse({ text: damaged, references: referencesOf(imports) }, false);
      if (schema !== null) return;
      const lines = damaged.split('\n');
      expect(problem.line ?? 1).toBeGreaterThanOrEqual(1);
      expect(problem.line ?? 1).toBeLessThanOrEqual(lines.length);
      expect(problem.column ?? 1).toBeLessThanOrEqual((lines[(problem.line ?? 1) - 1] ?? '').length + 1);
      expect(problem.expected).not.toBe('');
    }),
    { numRuns: 1_000 },
  );
});

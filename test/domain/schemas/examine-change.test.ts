import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { SchemaChange } from '../../../src/domain/schemas/change.ts';
import type { ReferencedSchema, RegistryProfile } from '../../../src/domain/schemas/checker.ts';
import { type Examination, examineChange } from '../../../src/domain/schemas/examine-change.ts';
import { levelOf } from '../../../src/domain/schemas/levels.ts';
import { loadFormat } from '../../../src/domain/schemas/load-format.ts';
import type { SchemaType } from '../../../src/domain/schemas/observation.ts';
import { CLOSED, changeOf, field, object, proto, record } from './change.ts';

/** Cases with the word of Confluent's registry, of master of August 2026; see the tests of each format. */
interface Case {
  readonly id: string;
  readonly mode: string;
  readonly old: string;
  readonly new: string;
  /** Oldest first; `old` is the last of them. */
  readonly history?: readonly string[];
  readonly oldReferences?: readonly Reference[];
  readonly newReferences?: readonly Reference[];
  readonly expectedCompatible: boolean;
  readonly expectedCompatibleLenient?: boolean;
  readonly confluentByVersion?: Readonly<Record<string, boolean>>;
}

interface Reference {
  readonly name: string;
  readonly schema: string;
  readonly subject?: string;
  readonly version?: number;
}

const TYPES: readonly SchemaType[] = ['AVRO', 'PROTOBUF', 'JSON'];
const casesOf = (type: SchemaType): readonly Case[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, type.toLowerCase(), 'cases.json'), 'utf8'));

const referenced = (references: readonly Reference[] = []): ReferencedSchema[] =>
  references.map(({ name, schema, subject, version }) => ({
    name,
    text: schema,
    registered: subject === undefined || version === undefined ? null : { subject, version },
  }));

async function examineAll(type: SchemaType, profile: RegistryProfile) {
  const format = await loadFormat(type);
  const lenient = type === 'JSON' ? await loadFormat(type, true) : null;
  return casesOf(type).map((one): { one: Case; found: Examination; change: SchemaChange } => {
    const level = levelOf(one.mode);
    if (level === null) throw new Error(`no level ${one.mode}`);
    const history = (one.history ?? [one.old]).map((text, index) => ({
      version: index + 1,
      type,
      source: { text, references: referenced(one.oldReferences) },
    }));
    const candidate = { text: one.new, references: referenced(one.newReferences) };
    const change = { candidate, history: history.reverse(), level, profile, format, goesOn: () => true };
    return { one, found: examineChange(change, lenient), change };
  });
}

/** protoc refuses field number 0, so a new text with it is no schema; the case asks about the comparison alone. */
const NOT_NEW = 'proto-karapace-6e0d18d558';

describe.each<[RegistryProfile, string]>([
  ['confluent-next', 'master-2026-08-22'],
  ['confluent', 'v8.3.1'],
])('as %s', (profile, release) => {
  test.each(TYPES)(`every verdict about %s is that of ${release}`, async (type) => {
    const all = await examineAll(type, profile);
    const wrong = all.filter(
      ({ one, found }) => found.answer.compatible !== (one.confluentByVersion?.[release] ?? one.expectedCompatible),
    );
    expect(wrong.map(({ one }) => one.id)).toEqual(type === 'PROTOBUF' ? [NOT_NEW] : []);
    expect(wrong.map(({ found }) => found.answer.problem?.kind)).toEqual(wrong.map(() => 'semantic'));
    expect(all.length).toBe({ AVRO: 1014, PROTOBUF: 838, JSON: 1134 }[type]);
  });
});

describe.each(TYPES)('of all cases about %s', (type) => {
  it('what is mended fits, what is refused has a fix, and every plan has its steps', async () => {
    const all = await examineAll(type, 'confluent');
    let mended = 0;
    for (const { one, found, change } of all) {
      const refused = found.answer.compatible === false;
      if (!refused) expect([one.id, found.plan]).toEqual([one.id, []]);
      for (const { fix, breaks } of found.incompatibilities) expect([one.id, fix, breaks]).not.toContain(null);
      if (found.mended === null) {
        if (refused) expect([one.id, found.plan.length]).toEqual([one.id, 3]);
        continue;
      }
      mended += 1;
      const again = { ...change, candidate: { ...change.candidate, text: found.mended.text } };
      expect([one.id, examineChange(again, null).answer.compatible]).toEqual([one.id, true]);
      const isDone = found.mended.changes.every(({ postpones }) => !postpones);
      expect([one.id, found.plan.length]).toEqual([one.id, refused && !isDone ? 3 : 0]);
    }
    expect(mended).toBeGreaterThan(100);
  });
});

it('says what LENIENT would let pass, as the registry does', async () => {
  const all = await examineAll('JSON', 'confluent-next');
  const wrong = all.filter(
    ({ one, found }) =>
      found.answer.compatible === false && found.vendorFacts.lenientPasses !== one.expectedCompatibleLenient,
  );
  expect(wrong.map(({ one }) => one.id)).toEqual([]);
});

it('says where releases differ', async () => {
  const all = await examineAll('PROTOBUF', 'confluent');
  const told = all.filter(({ found }) => found.vendorFacts.releasesDiffer).map(({ one }) => one.id);
  const differing = all.filter(({ one }) => {
    const before = one.confluentByVersion?.['v8.3.1'];
    return before !== undefined && before !== one.expectedCompatible;
  });
  expect(told).toEqual(differing.map(({ one }) => one.id));
  expect(told.length).toBeGreaterThan(0);
});

describe('two answers', () => {
  const id = field('id', '"string"');
  it.each([
    [
      'passes and breaks somebody',
      'AVRO',
      record(field('t', '"long"')),
      record(field('t', '{"type":"long","logicalType":"timestamp-millis"}')),
      true,
      ['AVRO-LOGICAL-TYPE-CHANGED'],
    ],
    ['passes and breaks nobody', 'AVRO', record(id), record(id, field('n', '"int"', '0')), true, []],
    ['is refused', 'AVRO', record(id), record(id, field('n', '"int"')), false, []],
    [
      'gives a number up',
      'PROTOBUF',
      proto('string id = 1;', 'int32 n = 2;'),
      proto('string id = 1;'),
      true,
      ['PROTOBUF-REMOVED-NOT-RESERVED'],
    ],
    [
      'changes a format',
      'JSON',
      object('"a":{"type":"string"}', CLOSED),
      object('"a":{"type":"string","format":"date"}', CLOSED),
      true,
      ['JSON-FORMAT-NOT-COMPARED', 'JSON-CLOSED-MODEL-CANNOT-SHRINK'],
    ],
  ] as const)('%s', async (_case, type, old, candidate, compatible, risks) => {
    const found = examineChange(await changeOf(type, 'BACKWARD', [old], candidate), null);
    expect(found.answer.compatible).toBe(compatible);
    expect(found.risks.map((risk) => risk.id)).toEqual(risks);
  });

  it('orders the rollout of the mended schema where that is all', async () => {
    const found = examineChange(
      await changeOf('AVRO', 'BACKWARD', [record(id)], record(id, field('n', '"int"'))),
      null,
    );
    expect(found.upgradeOrder).toMatchObject({ first: 'any', because: expect.stringContaining('the mended schema') });
  });

  it('says nothing of a text that is no schema but why', async () => {
    const found = examineChange(await changeOf('AVRO', 'BACKWARD', [record(id)], '{'), null);
    expect(found).toMatchObject({ incompatibilities: [], risks: [], mended: null, plan: [], upgradeOrder: null });
    expect(found.answer.problem).not.toBeNull();
  });

  it('stops when there is no time', async () => {
    let left = 3;
    const earlier = Array.from({ length: 50 }, () => record(id));
    const goesOn = () => left-- > 0;
    const found = examineChange(await changeOf('AVRO', 'BACKWARD_TRANSITIVE', earlier, record(id), { goesOn }), null);
    expect(found.answer).toMatchObject({ compatible: null });
    expect(found.answer.checks.filter(({ problem }) => problem === null)).toHaveLength(1);
    expect(found.answer.checks.at(-1)?.problem).toMatchObject({ kind: 'limit' });
  });
});

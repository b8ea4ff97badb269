import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RegistryProfile } from '../../../../src/domain/schemas/checker.ts';
import { levelOf } from '../../../../src/domain/schemas/levels.ts';
import { protobufChecker } from '../../../../src/domain/schemas/protobuf/checker.ts';
import { schemaOf } from './schemas.ts';

/**
 * Verdicts of Confluent's registry: own cases, and cases out of the tests of Karapace, Apicurio and the AxonOps registry (all
 * Apache-2.0, `source` names each). `expected…` is the word of its master of August 2026.
 */
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
  /** `RULE path`, of all versions that do not fit. */
  readonly expectedIncompatibilities: readonly string[];
  /** Where releases differ. */
  readonly confluentByVersion?: Readonly<Record<string, boolean>>;
}

interface Reference {
  readonly name: string;
  readonly schema: string;
  readonly subject: string;
  readonly version: number;
}

const cases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, 'cases.json'), 'utf8'));

/** protoc refuses field number 0, so a registry would not take this text as a new one; the case asks about the comparison. */
const NOT_NEW = new Set(['proto-karapace-6e0d18d558']);

const importsOf = (references: readonly Reference[] = []) =>
  Object.fromEntries(
    references.map(({ name, schema, subject, version }) => [name, [schema, subject, version] as const]),
  );

function incompatibilities(one: Case, profile: RegistryProfile): readonly string[] {
  const level = levelOf(one.mode);
  if (level === null) throw new Error(`no level ${one.mode}`);
  const candidate = schemaOf(one.new, importsOf(one.newReferences), NOT_NEW.has(one.id));
  const compared = level.compares === 'none' ? [] : level.compares === 'all' ? (one.history ?? [one.old]) : [one.old];
  const found = compared
    .map((text) => schemaOf(text, importsOf(one.oldReferences), true))
    .flatMap((older) => [
      ...(level.forward ? protobufChecker.compare(older, candidate, profile) : []),
      ...(level.backward ? protobufChecker.compare(candidate, older, profile) : []),
    ]);
  return [...new Set(found.map(({ rule, path }) => `${rule} ${path}`))].sort();
}

const PROFILES = { confluent: 'v8.3.1', 'confluent-next': 'master-2026-08-22' } as const;
const answers = {
  confluent: cases.map((one) => incompatibilities(one, 'confluent')),
  'confluent-next': cases.map((one) => incompatibilities(one, 'confluent-next')),
};

test('there are cases of all levels', () => {
  expect(cases).toHaveLength(838);
  expect(new Set(cases.map(({ mode }) => mode)).size).toBe(7);
});

test.each(['confluent', 'confluent-next'] as const)('every verdict of %s is that of the registry', (profile) => {
  const wrong = cases.filter((one, index) => {
    const compatible = one.confluentByVersion?.[PROFILES[profile]] ?? one.expectedCompatible;
    return (answers[profile][index]?.length === 0) !== compatible;
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every set of rules and paths is that of the registry', () => {
  const wrong = cases.flatMap((one, index) => {
    const found = answers['confluent-next'][index];
    const wanted = [...one.expectedIncompatibilities].sort();
    return found?.join() === wanted.join() ? [] : [{ id: one.id, found, wanted }];
  });
  expect(wrong).toEqual([]);
});

/** Of 8.3.1 the cases give only the verdict. */
test('the two releases differ only in cases about oneofs', () => {
  const differing = cases.filter(
    (_, index) => answers.confluent[index]?.join() !== answers['confluent-next'][index]?.join(),
  );
  expect(differing.map(({ new: text }) => text.includes('oneof'))).toEqual([true, true, true, true]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Incompatibility, RegistryProfile } from '../../../../src/domain/schemas/checker.ts';
import { jsonSchemaChecker } from '../../../../src/domain/schemas/json/checker.ts';
import { compareJsonSchemas } from '../../../../src/domain/schemas/json/compare.ts';
import type { JsonSchema } from '../../../../src/domain/schemas/json/schema.ts';
import { levelOf } from '../../../../src/domain/schemas/levels.ts';
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
  readonly expectedCompatibleLenient: boolean;
  /** `RULE path`, of all versions that do not fit. */
  readonly expectedIncompatibilities: readonly string[];
  /** Where releases differ. */
  readonly confluentByVersion?: Readonly<Record<string, boolean>>;
}

interface Reference {
  readonly name: string;
  readonly schema: string;
}

const cases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, 'cases.json'), 'utf8'));

const referencesOf = (references: readonly Reference[] = []) =>
  Object.fromEntries(references.map(({ name, schema }) => [name, schema]));

/** The comparisons that the level of a case asks for, all versions together. */
function answers<T>(one: Case, compare: (reader: JsonSchema, writer: JsonSchema) => readonly T[]): readonly T[] {
  const level = levelOf(one.mode);
  if (level === null) throw new Error(`no level ${one.mode}`);
  const candidate = schemaOf(one.new, referencesOf(one.newReferences), false);
  const compared = level.compares === 'none' ? [] : level.compares === 'all' ? (one.history ?? [one.old]) : [one.old];
  return compared
    .map((text) => schemaOf(text, referencesOf(one.oldReferences)))
    .flatMap((older) => [
      ...(level.forward ? compare(older, candidate) : []),
      ...(level.backward ? compare(candidate, older) : []),
    ]);
}

const incompatibilities = (one: Case, profile: RegistryProfile) =>
  answers(one, (reader, writer) => jsonSchemaChecker.compare(reader, writer, profile));

test('there are cases of all levels', () => {
  expect(cases).toHaveLength(1134);
  expect(new Set(cases.map(({ mode }) => mode)).size).toBe(7);
  expect(cases.filter(({ expectedCompatible }) => !expectedCompatible).length).toBeGreaterThan(500);
});

describe.each<[RegistryProfile, string]>([
  ['confluent-next', 'master-2026-08-22'],
  ['confluent', 'v8.3.1'],
])('as %s', (profile, release) => {
  test(`every verdict is that of ${release}`, () => {
    const wrong = cases.filter((one) => {
      const compatible = one.confluentByVersion?.[release] ?? one.expectedCompatible;
      return (incompatibilities(one, profile).length === 0) !== compatible;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

test('every set of rules and paths is that of the registry', () => {
  const wrong = cases.flatMap((one) => {
    const found = [...new Set(incompatibilities(one, 'confluent-next').map(({ rule, path }) => `${rule} ${path}`))];
    const wanted = [...one.expectedIncompatibilities].sort();
    return found.sort().join() === wanted.join() ? [] : [{ id: one.id, found, wanted }];
  });
  expect(wrong).toEqual([]);
});

test('every verdict of the LENIENT policy is that of the registry', () => {
  const wrong = cases.filter((one) => {
    const found = answers(one, (reader, writer) => compareJsonSchemas(reader, writer, 'LENIENT'));
    return (found.length === 0) !== one.expectedCompatibleLenient;
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every difference comes with a sentence and with the text of a side', () => {
  const found = cases.flatMap((one) => incompatibilities(one, 'confluent-next'));
  const saysNothing = ({ message, reader, writer }: Incompatibility) =>
    message.includes('null') && !`${reader}${writer}`.replace(/^null|null$/, '').includes('null');
  const bare = found.filter(
    (one) => !one.message.endsWith('.') || (one.reader ?? one.writer) === null || saysNothing(one),
  );
  expect(bare).toEqual([]);
});

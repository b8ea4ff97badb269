import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { avroChecker } from '../../../../src/domain/schemas/avro/checker.ts';
import { checkHistory } from '../../../../src/domain/schemas/check-history.ts';
import type { ReferencedSchema } from '../../../../src/domain/schemas/checker.ts';
import { levelOf } from '../../../../src/domain/schemas/levels.ts';

/**
 * Verdicts of Avro's SchemaCompatibility and of the registry around it: own cases, and cases out of the tests of Apache Avro,
 * Karapace, Apicurio and the AxonOps registry (all Apache-2.0, `source` names each).
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
  /** `RULE path`, of the first version that does not fit. */
  readonly expectedIncompatibilities: readonly string[];
}

interface Reference {
  readonly name: string;
  readonly schema: string;
}

const cases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, 'cases.json'), 'utf8'));

const sourceOf = (text: string, references: readonly Reference[] = []) => ({
  text,
  references: references.map(({ name, schema }): ReferencedSchema => ({ name, text: schema, registered: null })),
});

function answerTo({ mode, old, new: candidate, history = [old], oldReferences, newReferences }: Case) {
  const level = levelOf(mode);
  if (level === null) throw new Error(`no level ${mode}`);
  const versions = history.map((text, index) => ({
    version: index + 1,
    type: 'AVRO',
    source: sourceOf(text, oldReferences),
  }));
  const checkers = { AVRO: avroChecker, PROTOBUF: avroChecker, JSON: avroChecker };
  const source = sourceOf(candidate, newReferences);
  return checkHistory(source, 'AVRO', level, versions.reverse(), 'confluent', checkers);
}

const setOf = (rules: readonly string[]): string => [...new Set(rules)].sort().join('\n');

test('there are cases of all levels', () => {
  expect(cases).toHaveLength(1014);
  expect(new Set(cases.map(({ mode }) => mode)).size).toBe(7);
});

test('every verdict is that of the registry', () => {
  const wrong = cases.filter((one) => answerTo(one).compatible !== one.expectedCompatible);
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('every set of rules and paths is that of the registry', () => {
  const wrong = cases.flatMap((one) => {
    const { checks, registryStopsAt } = answerTo(one);
    const found = checks
      .filter(({ version }) => version === registryStopsAt)
      .flatMap(({ incompatibilities }) => incompatibilities.map(({ rule, path }) => `${rule} ${path}`));
    const wanted = one.expectedIncompatibilities;
    return setOf(found) === setOf(wanted) ? [] : [{ id: one.id, found, wanted }];
  });
  expect(wrong).toEqual([]);
});

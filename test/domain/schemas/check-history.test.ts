import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avroChecker } from '../../../src/domain/schemas/avro/checker.ts';
import { checkHistory, checkWith, type HistoryVersion } from '../../../src/domain/schemas/check-history.ts';
import { COMPARISON_LIMIT, type FormatChecker } from '../../../src/domain/schemas/checker.ts';
import { type CompatibilityLevel, LEVELS, levelOf } from '../../../src/domain/schemas/levels.ts';
import { randomSchema, seeded } from '../../support/avro-judge/random-schemas.ts';

/** A format whose schemas are lists of words; a reader needs all words of the writer. `?` is too much to compare. */
const words: FormatChecker<readonly string[]> = {
  type: 'JSON',
  parse: ({ text }, stored) =>
    text.startsWith('!') || (!stored && text.startsWith('~'))
      ? {
          schema: null,
          problem: { line: 1, column: 1, expected: 'words', kind: 'syntax', message: `${text} is not a list.` },
        }
      : { schema: text.split(' '), problem: null },
  compare: (reader, writer) =>
    writer
      .filter((word) => !reader.includes(word))
      .map((word) => ({
        rule: word === '?' ? COMPARISON_LIMIT : 'MISSING',
        path: `/${word}`,
        message: `${word} is missing`,
        reader: null,
        writer: word,
      })),
};
const checkers = { AVRO: avroChecker, PROTOBUF: words, JSON: words };

const levelNamed = (name: string): CompatibilityLevel => {
  const level = levelOf(name);
  if (level === null) throw new Error(`no level ${name}`);
  return level;
};
const sourceOf = (text: string) => ({ text, references: [] });
/** Newest first, as the history is given. */
const historyOf = (newestFirst: readonly string[], type = 'JSON'): HistoryVersion[] =>
  newestFirst.map((text, index) => ({ version: newestFirst.length - index, type, source: sourceOf(text) }));
const check = (level: string, candidate: string, newestFirst: readonly string[], type?: string) =>
  checkHistory(sourceOf(candidate), 'JSON', levelNamed(level), historyOf(newestFirst, type), 'confluent', checkers);

describe('checkHistory', () => {
  // The candidate `a b` reads version 3 and 1, not 2; version 3 and 2 do not read it.
  it.each<[level: string, checks: readonly string[], stopsAt: number | null]>([
    ['NONE', [], null],
    ['BACKWARD', ['3 backward:'], null],
    ['BACKWARD_TRANSITIVE', ['3 backward:', '2 backward: /c', '1 backward:'], 2],
    ['FORWARD', ['3 forward: /b'], 3],
    ['FORWARD_TRANSITIVE', ['3 forward: /b', '2 forward: /b', '1 forward:'], 3],
    ['FULL', ['3 forward: /b', '3 backward:'], 3],
    [
      'FULL_TRANSITIVE',
      ['3 forward: /b', '3 backward:', '2 forward: /b', '2 backward: /c', '1 forward:', '1 backward:'],
      3,
    ],
  ])('%s compares with what it should, newest first, and tells of all', (level, checks, stopsAt) => {
    const answer = check(level, 'a b', ['a', 'a c', 'a b']);
    const told = answer.checks.map(({ version, direction, incompatibilities }) =>
      [`${version} ${direction}:`, ...incompatibilities.map(({ path }) => path)].join(' '),
    );
    expect({ told, stopsAt: answer.registryStopsAt }).toEqual({ told: checks, stopsAt });
    expect(answer.compatible).toBe(stopsAt === null);
    expect(answer.problem).toBeNull();
  });

  it('compares with nothing when there is no version yet', () => {
    for (const { name } of LEVELS)
      expect(check(name, 'a', [])).toEqual({ problem: null, checks: [], compatible: true, registryStopsAt: null });
  });

  it('says why the candidate is no schema, under NONE too, and compares nothing', () => {
    for (const { name } of LEVELS)
      expect(check(name, '!', ['a'])).toMatchObject({
        problem: { kind: 'syntax' },
        checks: [],
        compatible: null,
        registryStopsAt: null,
      });
  });

  it('reads the candidate strictly and the history leniently', () => {
    expect(check('FULL', '~', ['a']).problem).not.toBeNull();
    expect(check('BACKWARD', 'a ~', ['~']).compatible).toBe(true);
  });

  it('an earlier version that is no schema leaves the verdict open, unless another one settles it', () => {
    const open = check('BACKWARD_TRANSITIVE', 'a', ['a', '!', 'a']);
    expect(open).toMatchObject({ compatible: null, registryStopsAt: null });
    expect(open.checks.map(({ problem }) => problem?.kind ?? null)).toEqual([null, 'syntax', null]);
    expect(check('BACKWARD_TRANSITIVE', 'a', ['a', '!', 'b'])).toMatchObject({ compatible: false, registryStopsAt: 1 });
  });

  it('a comparison that was given up is a problem, and what it found first still counts', () => {
    expect(check('BACKWARD', 'a', ['a ?'])).toMatchObject({
      compatible: null,
      checks: [{ incompatibilities: [], problem: { kind: 'limit', message: '? is missing' } }],
    });
    expect(check('BACKWARD', 'a', ['b ?'])).toMatchObject({
      compatible: false,
      checks: [{ incompatibilities: [{ path: '/b' }], problem: { kind: 'limit' } }],
    });
  });

  it('a change of type is one incompatibility, whatever the texts', () => {
    const answer = check('BACKWARD', 'a', ['a'], 'AVRO');
    expect(answer).toMatchObject({ compatible: false, registryStopsAt: 1 });
    expect(answer.checks).toEqual([
      {
        version: 1,
        direction: 'backward',
        problem: null,
        incompatibilities: [
          {
            rule: 'SCHEMA_TYPE_CHANGED',
            path: '/',
            message: 'The earlier version is AVRO and the new schema JSON: a subject keeps its type.',
            reader: null,
            writer: null,
          },
        ],
      },
    ]);
    expect(check('BACKWARD', 'a', ['a'], 'THRIFT').compatible).toBe(false);
    expect(check('NONE', 'a', ['a'], 'AVRO').compatible).toBe(true);
  });
});

describe('levels among each other', () => {
  const schema = fc
    .integer()
    .map((seed) => JSON.stringify(randomSchema(seeded(seed))))
    .filter((text) => avroChecker.parse(sourceOf(text), false).schema !== null);
  const list = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
  const histories = fc.oneof(
    fc.record({ type: fc.constant('AVRO' as const), candidate: schema, earlier: fc.array(schema, { maxLength: 3 }) }),
    fc.record({ type: fc.constant('JSON' as const), candidate: list, earlier: fc.array(list, { maxLength: 4 }) }),
  );

  it('FULL is BACKWARD and FORWARD; a transitive level that passes passes without', () => {
    fc.assert(
      fc.property(histories, ({ type, candidate, earlier }) => {
        const passes = (level: string) =>
          checkHistory(sourceOf(candidate), type, levelNamed(level), historyOf(earlier, type), 'confluent', checkers)
            .compatible;
        for (const suffix of ['', '_TRANSITIVE'])
          expect(passes(`FULL${suffix}`)).toBe(
            passes(`BACKWARD${suffix}`) === true && passes(`FORWARD${suffix}`) === true,
          );
        for (const level of ['BACKWARD', 'FORWARD', 'FULL'])
          if (passes(`${level}_TRANSITIVE`)) expect(passes(level)).toBe(true);
        expect(passes('NONE')).toBe(true);
      }),
    );
  });

  it('a field with a default may always be added under BACKWARD', () => {
    const added = { name: 'added_here', type: 'int', default: 0 };
    fc.assert(
      fc.property(schema, (text) => {
        const old = JSON.parse(text);
        fc.pre(old.type === 'record');
        const candidate = JSON.stringify({ ...old, fields: [...old.fields, added] });
        for (const level of ['BACKWARD', 'BACKWARD_TRANSITIVE']) {
          const found = checkHistory(
            sourceOf(candidate),
            'AVRO',
            levelNamed(level),
            historyOf([text, text], 'AVRO'),
            'confluent',
            checkers,
          ).checks.flatMap(({ incompatibilities }) => incompatibilities);
          expect(found.filter(({ rule }) => rule !== 'AMBIGUOUS_FIELD_ALIAS')).toEqual([]);
        }
      }),
    );
  });

  it('a comparison for which there is no time is given up, and what was found before it counts', () => {
    let left = 2;
    const answer = checkWith(
      words,
      sourceOf('a'),
      levelNamed('BACKWARD_TRANSITIVE'),
      historyOf(['b', 'a', 'a']),
      'confluent',
      () => left-- > 0,
    );
    expect(answer.compatible).toBe(false);
    expect(answer.checks.map(({ problem }) => problem?.kind ?? null)).toEqual([null, 'limit', 'limit']);
  });

  it('a schema may follow itself under every level, unless it has an alias that names another field of its own', () => {
    fc.assert(
      fc.property(schema, (text) => {
        for (const level of LEVELS) {
          const { checks, compatible } = checkHistory(
            sourceOf(text),
            'AVRO',
            level,
            historyOf([text, text], 'AVRO'),
            'confluent',
            checkers,
          );
          const ambiguous = checks.some(({ incompatibilities }) =>
            incompatibilities.some(({ rule }) => rule === 'AMBIGUOUS_FIELD_ALIAS'),
          );
          expect(compatible).toBe(!ambiguous);
        }
      }),
    );
  });
});

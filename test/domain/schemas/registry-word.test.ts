import { describe, expect, it } from 'vitest';
import type { CompatibilityObservation } from '../../../src/domain/schemas/compatibility-observation.ts';
import { LEVELS, levelOf } from '../../../src/domain/schemas/levels.ts';
import { NO_REASON, registryWord } from '../../../src/domain/schemas/registry-word.ts';
import { breaks, fits, level, seen, silent, subject } from './observed.ts';

const wordOf = (more: Partial<CompatibilityObservation>, asked: string | null = null) => {
  const observed = seen(more);
  return registryWord(observed, levelOf(asked ?? observed.level.name));
};
const missingDefault =
  "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'x' at path '/fields/1' in the new schema has no default value and is missing in the old schema', additionalInfo:'x'}";

describe('what a registry said', () => {
  const all = { whole: { compatible: true, messages: [] } };
  it.each<[string, Partial<CompatibilityObservation>, string | null, boolean | null]>([
    ['last version fits', { checks: [fits(3)] }, null, true],
    ['last version breaks', { checks: [breaks(3)] }, null, false],
    ['last version silent', { checks: [silent(3)] }, null, null],
    ['no check at all', {}, null, null],
    ['all fit, asked at once', { level: level('FULL_TRANSITIVE'), ...all }, null, true],
    ['all fit, one by one', { level: level('FULL_TRANSITIVE'), checks: [fits(3), fits(2), fits(1)] }, null, true],
    ['one silent', { level: level('FULL_TRANSITIVE'), checks: [fits(3), silent(2), fits(1)] }, null, null],
    ['only the last of a transitive level', { level: level('FULL_TRANSITIVE'), checks: [fits(3)] }, null, null],
    ['only the last, as asked', { level: level('FULL_TRANSITIVE'), checks: [fits(3)] }, 'FULL', true],
    ['an early one breaks', { checks: [fits(3), fits(2), breaks(1)] }, 'BACKWARD_TRANSITIVE', false],
    ['a part of all', { checks: [fits(3), fits(2)] }, 'BACKWARD_TRANSITIVE', null],
    ['another direction than it checks', { checks: [breaks(3)] }, 'FORWARD', null],
    ['level NONE', { level: level('NONE'), checks: [fits(3)] }, null, null],
    ['level NONE, another asked', { level: level('NONE'), checks: [breaks(3)] }, 'BACKWARD', null],
    ['level not told, fits', { level: level(null), checks: [fits(3)] }, null, null],
    ['level not told, breaks', { level: level(null), checks: [breaks(3)] }, null, false],
    ['a level of the future', { level: level('LOGICAL'), checks: [fits(3)] }, null, null],
    ['unknown subject', { subject: subject({ known: false, versions: [] }), level: level(null) }, null, null],
    ['no versions', { subject: subject({ versions: [] }), ...all }, null, null],
    [
      'refused together, fits alone',
      {
        level: level('FULL_TRANSITIVE'),
        whole: { compatible: false, messages: [] },
        checks: [fits(3), fits(2), fits(1)],
      },
      null,
      false,
    ],
  ])('%s', (_case, more, asked, compatible) => {
    expect(wordOf(more, asked).compatible).toBe(compatible);
  });

  it('never is compatible without a version that was compared', () => {
    for (const { name } of [...LEVELS, { name: null }])
      for (const asked of [null, ...LEVELS])
        expect(wordOf({ level: level(name) }, asked?.name ?? null).compatible).not.toBe(true);
  });
});

describe('reasons', () => {
  it('have rule, path and version', () => {
    expect(wordOf({ checks: [breaks(3, missingDefault, '{oldSchemaVersion: 3}')] }).reasons).toEqual([
      expect.objectContaining({ version: 3, rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/1' }),
    ]);
  });

  it('take the version asked about when the message has none', () => {
    expect(wordOf({ checks: [breaks(3, 'words')] }).reasons).toEqual([
      { version: 3, rule: null, path: null, message: 'words' },
    ]);
  });

  it('name every version that breaks, once, newest first', () => {
    const messages = [missingDefault, '{oldSchemaVersion: 2}'];
    const { reasons, versions } = wordOf({
      level: level('BACKWARD_TRANSITIVE'),
      whole: { compatible: false, messages },
      checks: [fits(3), breaks(2, ...messages), breaks(1, missingDefault, '{oldSchemaVersion: 1}')],
    });
    expect(reasons.map(({ version }) => version)).toEqual([2, 1]);
    expect([...versions]).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
  });

  it('do not blame a version when a registry gives the same refusal for each, as Karapace does', () => {
    const { reasons } = wordOf({
      level: level('FULL_TRANSITIVE'),
      checks: [breaks(3, 'w'), breaks(2, 'w'), breaks(1, 'w')],
    });
    expect(reasons).toEqual([{ version: null, rule: null, path: null, message: 'w' }]);
  });

  it('are missed where there are none', () => {
    expect(wordOf({ checks: [breaks(3)] }).reasons).toMatchObject([{ message: NO_REASON }]);
  });

  it('tell a schema of another type, which Apicurio cannot parse, from one that nobody can', () => {
    const refusal = { errorCode: 42201, message: `Syntax violation for Avro artifact. ${'x'.repeat(1_000)}` };
    const other = wordOf({ type: 'PROTOBUF', refusal, checks: [silent(3)] });
    expect(other).toMatchObject({ compatible: false, reasons: [{ version: 3 }] });
    expect(other.reasons[0]?.message).toMatch(/holds AVRO, the new schema is PROTOBUF/);
    const [reason] = wordOf({ refusal, checks: [silent(3)] }).reasons;
    expect(reason?.message).toMatch(/^The registry cannot parse the schema \(error 42201\): Syntax violation/);
    expect(reason?.message.length).toBeLessThan(500);
  });
});

import { describe, expect, it } from 'vitest';
import { judgeCompatibility } from '../../../src/domain/schemas/judge-compatibility.ts';
import { LEVELS } from '../../../src/domain/schemas/levels.ts';
import type {
  CompatibilityObservation,
  CompatibilityQuestion,
  VersionCheck,
} from '../../../src/domain/schemas/observation.ts';

const question = (more: Partial<CompatibilityQuestion> = {}): CompatibilityQuestion => ({
  subject: 'o-value',
  schema: '"int"',
  type: 'AVRO',
  references: [],
  against: 'level',
  ...more,
});

const seen = (more: Partial<CompatibilityObservation> = {}): CompatibilityObservation => ({
  subject: { name: 'o-value', known: true, versions: [1, 2, 3], latestType: 'AVRO', knownSubjects: [] },
  level: { name: 'BACKWARD', source: 'subject', group: null },
  type: 'AVRO',
  refusal: null,
  missingReferences: [],
  whole: null,
  checks: [],
  gaps: [],
  ...more,
});
const subject = (more: Partial<CompatibilityObservation['subject']>) => ({ ...seen().subject, ...more });
const level = (name: string | null) => ({ name, source: null, group: null });
const fits = (version: number): VersionCheck => ({ version, answer: { compatible: true, messages: [] } });
const breaks = (version: number, ...messages: string[]): VersionCheck => ({
  version,
  answer: { compatible: false, messages },
});
const silent = (version: number): VersionCheck => ({ version, answer: null });
const missingDefault =
  "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'x' at path '/fields/1' in the new schema has no default value and is missing in the old schema', additionalInfo:'x'}";

describe('the verdict', () => {
  const all = { whole: { compatible: true, messages: [] } };
  it.each<[string, Partial<CompatibilityObservation>, CompatibilityQuestion['against'], string]>([
    ['last version fits', { checks: [fits(3)] }, 'level', 'compatible'],
    ['last version breaks', { checks: [breaks(3)] }, 'level', 'incompatible'],
    ['last version silent', { checks: [silent(3)] }, 'level', 'unknown'],
    ['no check at all', {}, 'level', 'unknown'],
    ['all fit, asked at once', { level: level('FULL_TRANSITIVE'), ...all }, 'level', 'compatible'],
    [
      'all fit, one by one',
      { level: level('FULL_TRANSITIVE'), checks: [fits(3), fits(2), fits(1)] },
      'level',
      'compatible',
    ],
    ['one silent', { level: level('FULL_TRANSITIVE'), checks: [fits(3), silent(2), fits(1)] }, 'level', 'unknown'],
    ['only the last of a transitive level', { level: level('FULL_TRANSITIVE'), checks: [fits(3)] }, 'level', 'unknown'],
    ['the last, as asked', { level: level('FULL_TRANSITIVE'), checks: [fits(3)] }, 'latest', 'compatible'],
    ['an early one breaks', { checks: [fits(3), fits(2), breaks(1)] }, 'all', 'incompatible'],
    ['a part of all', { checks: [fits(3), fits(2)] }, 'all', 'unknown'],
    [
      'refused together, fits alone',
      {
        level: level('FULL_TRANSITIVE'),
        whole: { compatible: false, messages: [] },
        checks: [fits(3), fits(2), fits(1)],
      },
      'level',
      'incompatible',
    ],
    ['level NONE', { level: level('NONE'), checks: [fits(3)] }, 'level', 'nothing_compared'],
    ['level NONE, all asked', { level: level('NONE'), checks: [fits(3)] }, 'all', 'nothing_compared'],
    ['level not told, fits', { level: level(null), checks: [fits(3)] }, 'level', 'unknown'],
    ['level not told, breaks', { level: level(null), checks: [breaks(3)] }, 'level', 'incompatible'],
    ['a level of the future', { level: level('LOGICAL'), checks: [fits(3)] }, 'level', 'unknown'],
    [
      'unknown subject',
      { subject: subject({ known: false, versions: [] }), level: level(null) },
      'level',
      'nothing_compared',
    ],
    ['no versions', { subject: subject({ versions: [] }) }, 'level', 'nothing_compared'],
  ])('%s', (_case, observation, against, verdict) => {
    expect(judgeCompatibility(question({ against }), seen(observation)).verdict).toBe(verdict);
  });

  it('never is compatible without a version that was compared', () => {
    for (const { name } of [...LEVELS, { name: null }])
      for (const against of ['level', 'latest', 'all'] as const) {
        const answer = judgeCompatibility(question({ against }), seen({ level: level(name) }));
        expect(answer.verdict).not.toBe('compatible');
        const unknown = seen({ level: level(name), subject: subject({ known: false, versions: [] }) });
        expect(judgeCompatibility(question({ against }), unknown)).toMatchObject({
          verdict: 'nothing_compared',
          comparedVersions: [],
        });
      }
  });
});

describe('what is said', () => {
  it('names rule, path, version and what mends it', () => {
    const answer = judgeCompatibility(
      question(),
      seen({ checks: [breaks(3, missingDefault, '{oldSchemaVersion: 3}')] }),
    );
    expect(answer.summary).toBe('Incompatible under BACKWARD with version 3.');
    expect(answer.incompatibilities).toEqual([
      expect.objectContaining({ version: 3, rule: 'READER_FIELD_MISSING_DEFAULT_VALUE', path: '/fields/1' }),
    ]);
    expect(answer.nextSteps[0]).toMatch(/default/);
    expect(answer.upgradeOrder).toMatchObject({ first: 'consumers' });
    expect(answer.findings).toEqual([]);
  });

  it('takes the version asked about when the message has none', () => {
    const { incompatibilities } = judgeCompatibility(question(), seen({ checks: [breaks(3, 'words')] }));
    expect(incompatibilities).toEqual([{ version: 3, rule: null, path: null, message: 'words' }]);
  });

  it('reports every version that breaks, once, newest first', () => {
    const messages = [missingDefault, '{oldSchemaVersion: 2}'];
    const { incompatibilities, comparedVersions, summary } = judgeCompatibility(
      question(),
      seen({
        level: level('BACKWARD_TRANSITIVE'),
        whole: { compatible: false, messages },
        checks: [fits(3), breaks(2, ...messages), breaks(1, missingDefault, '{oldSchemaVersion: 1}')],
      }),
    );
    expect(incompatibilities.map(({ version }) => version)).toEqual([2, 1]);
    expect(comparedVersions).toEqual([
      { version: 3, compatible: true },
      { version: 2, compatible: false },
      { version: 1, compatible: false },
    ]);
    expect(summary).toBe('Incompatible under BACKWARD_TRANSITIVE with versions 1, 2.');
  });

  it('does not blame a version when a registry gives the same refusal for each, as Karapace does', () => {
    const { incompatibilities } = judgeCompatibility(
      question(),
      seen({ level: level('FULL_TRANSITIVE'), checks: [breaks(3, 'w'), breaks(2, 'w'), breaks(1, 'w')] }),
    );
    expect(incompatibilities).toEqual([{ version: null, rule: null, path: null, message: 'w' }]);
  });

  it('takes a schema of another type, which Apicurio cannot parse, for incompatible', () => {
    const refusal = { errorCode: 42201, message: 'Syntax violation for Avro artifact.' };
    const answer = judgeCompatibility(question(), seen({ type: 'PROTOBUF', refusal, checks: [silent(3)] }));
    expect(answer).toMatchObject({ verdict: 'incompatible', refusal: null });
    expect(answer.incompatibilities[0]?.message).toMatch(/holds AVRO, the new schema is PROTOBUF/);
    expect(judgeCompatibility(question(), seen({ refusal, checks: [silent(3)] })).refusal).toEqual(refusal);
  });

  it('names subjects with a similar name', () => {
    const answer = judgeCompatibility(
      question({ subject: 'order-value' }),
      seen({
        subject: subject({ name: 'order-value', known: false, versions: [], knownSubjects: ['orders-value', 'zzz'] }),
        level: level(null),
      }),
    );
    expect(answer.nearestSubjects).toEqual(['orders-value']);
    expect(answer.summary).toMatch(/^Nothing was compared: the registry has no such subject, but similar ones/);
  });
});

describe('findings', () => {
  it.each<[string, Partial<CompatibilityObservation>, Partial<CompatibilityQuestion>, string[]]>([
    ['level NONE', { level: level('NONE'), checks: [fits(3)] }, {}, ['SCHEMA-LEVEL-NONE']],
    ['BACKWARD with history', { checks: [fits(3)] }, {}, ['SCHEMA-BACKWARD-NOT-TRANSITIVE']],
    ['FULL with history', { level: level('FULL'), checks: [fits(3)] }, {}, ['SCHEMA-BACKWARD-NOT-TRANSITIVE']],
    ['FORWARD with history', { level: level('FORWARD'), checks: [fits(3)] }, {}, ['SCHEMA-FORWARD-NOT-TRANSITIVE']],
    ['BACKWARD with one version', { subject: subject({ versions: [1] }), checks: [fits(1)] }, {}, []],
    ['BACKWARD, all asked', { checks: [fits(3), fits(2), fits(1)] }, { against: 'all' }, []],
    [
      'BACKWARD, all asked, an early one breaks',
      { checks: [fits(3), fits(2), breaks(1, 'w')] },
      { against: 'all' },
      ['SCHEMA-REGISTRATION-CHECKS-LESS'],
    ],
    [
      'transitive, only the last asked',
      { level: level('FULL_TRANSITIVE'), checks: [fits(3)] },
      { against: 'latest' },
      ['SCHEMA-ONLY-LATEST-COMPARED'],
    ],
    ['transitive', { level: level('FULL_TRANSITIVE'), whole: { compatible: true, messages: [] } }, {}, []],
    ['no messages', { checks: [breaks(3)] }, {}, ['SCHEMA-REGISTRY-NO-DETAILS']],
    [
      'a compatibility group',
      { level: { name: 'FULL_TRANSITIVE', source: null, group: 'major' }, whole: { compatible: true, messages: [] } },
      {},
      ['SCHEMA-COMPATIBILITY-GROUP'],
    ],
    [
      'a type that was assumed',
      { level: level('FULL_TRANSITIVE'), whole: { compatible: true, messages: [] } },
      { type: null },
      ['SCHEMA-TYPE-ASSUMED'],
    ],
  ])('%s', (_case, observation, more, rules) => {
    const { findings } = judgeCompatibility(question(more), seen(observation));
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    for (const { guideline } of findings)
      expect(guideline).toMatch(
        /^kafka:\/\/guidelines\/schemas#(compatibility-levels|upgrade-order|transitive-levels)$/,
      );
  });
});

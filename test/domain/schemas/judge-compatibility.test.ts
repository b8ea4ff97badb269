import { describe, expect, it } from 'vitest';
import type { CompatibilityObservation } from '../../../src/domain/schemas/compatibility-observation.ts';
import { examineChange } from '../../../src/domain/schemas/examine-change.ts';
import { judgeCompatibility } from '../../../src/domain/schemas/judge-compatibility.ts';
import type { Judged } from '../../../src/domain/schemas/judged.ts';
import { LEVELS, levelOf } from '../../../src/domain/schemas/levels.ts';
import { changeOf, field, record } from './change.ts';
import { breaks, fits, level, seen, silent, subject } from './observed.ts';

const id = field('id', '"string"');
const OLD = [record(id), record(id), record(id)];
const FITS = record(id, field('n', '"int"', '0'));
const BREAKS = record(id, field('n', '"int"'));

/** The judgement of a candidate against three versions; `observed`: what a registry said of them. */
async function judge(
  candidate: string,
  {
    level: name = 'BACKWARD',
    earlier = OLD,
    observed,
    ...more
  }: {
    level?: string | null;
    earlier?: readonly string[];
    observed?: Partial<CompatibilityObservation>;
  } & Partial<Omit<Judged, 'level'>> = {},
) {
  const change = await changeOf('AVRO', name ?? 'BACKWARD', earlier, candidate);
  return judgeCompatibility({
    type: 'AVRO',
    typeAssumed: false,
    level: levelOf(name),
    versions: earlier.map((_, index) => index + 1),
    complete: true,
    profile: 'confluent',
    examination: examineChange(change, null),
    seen: observed === undefined ? null : seen({ level: level(name), ...observed }),
    ...more,
  });
}

describe('the verdict', () => {
  it.each([
    ['fits', FITS, 'compatible'],
    ['does not', BREAKS, 'incompatible'],
  ])('by the rules alone: it %s', async (_case, candidate, verdict) => {
    const answer = await judge(candidate);
    expect(answer.verdict).toEqual({ verdict, saidBy: 'rules', rulesSay: verdict, profile: 'confluent' });
    expect(answer.comparedVersions).toEqual([{ version: 3, rules: verdict === 'compatible', registry: null }]);
    expect(answer.summary).toMatch(/by the rules of Confluent up to 8\.3/);
  });

  it.each([
    ['both fit', FITS, fits(3), 'compatible', 'compatible'],
    ['both break', BREAKS, breaks(3), 'incompatible', 'incompatible'],
    ['a stricter registry', FITS, breaks(3), 'incompatible', 'compatible'],
    ['a looser registry', BREAKS, fits(3), 'compatible', 'incompatible'],
  ])('is the registry’s where it said one: %s', async (_case, candidate, check, verdict, rulesSay) => {
    const answer = await judge(candidate, { observed: { checks: [check] } });
    expect(answer.verdict).toMatchObject({ verdict, saidBy: 'registry', rulesSay });
    expect(answer.comparedVersions).toEqual([
      { version: 3, rules: rulesSay === 'compatible', registry: verdict === 'compatible' },
    ]);
    expect(answer.findings.some(({ rule }) => rule === 'SCHEMA-REGISTRY-DISAGREES')).toBe(verdict !== rulesSay);
    expect(answer.summary).toContain('says the registry');
  });

  it('is that of the rules where the registry did not say', async () => {
    const gaps = [{ what: 'the check with version 3', why: 'HTTP 500', broker: null }];
    const answer = await judge(BREAKS, { observed: { checks: [silent(3)], gaps } });
    expect(answer.verdict).toMatchObject({ verdict: 'incompatible', saidBy: 'rules' });
    expect(answer.gaps).toEqual(gaps);
  });

  it.each([
    ['level NONE', { level: 'NONE' }],
    [
      'an unknown subject',
      { level: null, earlier: [], observed: { subject: subject({ known: false, versions: [] }) } },
    ],
    ['a subject without versions', { earlier: [], observed: { subject: subject({ versions: [] }) } }],
    ['no version given', { earlier: [] }],
  ])('is that nothing was compared: %s', async (_case, more) => {
    for (const candidate of [FITS, BREAKS]) {
      const answer = await judge(candidate, more);
      expect(answer).toMatchObject({
        verdict: { verdict: 'nothing_compared', saidBy: 'nobody' },
        comparedVersions: [],
        incompatibilities: [],
      });
      expect(answer.summary).toMatch(/^Nothing was compared: /);
      expect(answer.nextSteps.length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['the level is not known', { level: null, observed: { checks: [fits(3)] } }],
    ['a text could not be had', { complete: false }],
    ['an earlier version is no schema', { earlier: ['{'] }],
  ])('is unknown where %s', async (_case, more) => {
    expect((await judge(FITS, more)).verdict).toMatchObject({ verdict: 'unknown', saidBy: 'nobody' });
  });

  it('never is compatible when nothing was compared', async () => {
    for (const { name } of LEVELS) {
      const answer = await judge(FITS, { level: name, earlier: [], observed: { subject: subject({ versions: [] }) } });
      expect(answer.verdict.verdict).toBe('nothing_compared');
    }
  });
});

describe('what is said', () => {
  it('explains an incompatibility, and comes with what mends it', async () => {
    const answer = await judge(BREAKS);
    expect(answer.incompatibilities).toMatchObject([
      {
        versions: [3],
        direction: 'backward',
        rule: 'READER_FIELD_MISSING_DEFAULT_VALUE',
        path: '/fields/1',
        newer: '{"name":"n","type":"int"}',
        older: null,
        breaks: expect.stringContaining('version 3'),
        fix: expect.stringContaining('default'),
      },
    ]);
    expect(answer.nextSteps).toEqual(['Take the mended schema, or mend yours in its way, and check it once more.']);
  });

  it('takes the registry’s reasons where the rules find none', async () => {
    const answer = await judge(FITS, { observed: { checks: [breaks(3, 'words of the registry')] } });
    expect(answer.incompatibilities).toMatchObject([
      { versions: [3], direction: null, message: 'words of the registry', breaks: null },
    ]);
    expect(answer.nextSteps).toEqual(['Change what the registry names: it refuses by rules of its own.']);
  });

  it('names versions that could not be compared together', async () => {
    const { gaps } = await judge(FITS, { level: 'BACKWARD_TRANSITIVE', earlier: ['{', '{', record(id)] });
    expect(gaps).toMatchObject([{ what: 'the comparison with 2 versions' }]);
  });

  it('names subjects with a similar name', async () => {
    const answer = await judge(FITS, {
      level: null,
      earlier: [],
      observed: {
        subject: subject({ name: 'order-value', known: false, versions: [], knownSubjects: ['orders-value', 'zzz'] }),
      },
    });
    expect(answer.nearestSubjects).toEqual(['orders-value']);
    expect(answer.summary).toMatch(/^Nothing was compared: the registry has no such subject, but similar ones/);
  });

  it('says why a text is no schema, unless the registry took it', async () => {
    expect((await judge('{')).unreadable).toMatchObject({ kind: 'syntax', line: 1 });
    const refusal = { errorCode: 42201, message: 'Syntax violation' };
    const both = await judge('{', { observed: { checks: [silent(3)], refusal } });
    expect(both.unreadable).toMatchObject({ kind: 'syntax' });
    const took = await judge('{"type":"record","name":"1","fields":[]}', { observed: { checks: [fits(3)] } });
    expect(took).toMatchObject({ unreadable: null, verdict: { verdict: 'compatible', rulesSay: 'unknown' } });
    expect(took.findings.map(({ rule }) => rule)).toEqual(['SCHEMA-ONLY-REGISTRY-READS']);
  });

  it('puts risks into the summary', async () => {
    const uuid = record(field('id', '{"type":"string","logicalType":"uuid"}'));
    expect((await judge(uuid)).summary).toMatch(/1 risk that no verdict shows\.$/);
  });
});

describe('findings', () => {
  const transitive = { whole: { compatible: true, messages: [] } };
  it.each<[string, string, Parameters<typeof judge>[1], string[]]>([
    ['level NONE', FITS, { level: 'NONE', observed: { checks: [fits(3)] } }, ['SCHEMA-LEVEL-NONE']],
    ['all versions fit, though the level asks for one', FITS, {}, []],
    [
      'an early version does not',
      FITS,
      { earlier: [record(field('n', '"string"')), record(id)] },
      ['SCHEMA-REGISTRATION-CHECKS-LESS'],
    ],
    [
      'early versions that could not be had',
      FITS,
      { versions: [1, 2, 3, 4, 5], earlier: [record(id)], observed: { checks: [fits(5)] } },
      ['SCHEMA-BACKWARD-NOT-TRANSITIVE'],
    ],
    [
      'the same under FORWARD',
      FITS,
      { level: 'FORWARD', versions: [1, 2], earlier: [record(id)] },
      ['SCHEMA-FORWARD-NOT-TRANSITIVE'],
    ],
    ['a transitive level', FITS, { level: 'FULL_TRANSITIVE', earlier: [record(id)], observed: transitive }, []],
    [
      'a registry that refuses without a reason',
      FITS,
      { observed: { checks: [breaks(3)] } },
      ['SCHEMA-REGISTRY-DISAGREES', 'SCHEMA-REGISTRY-NO-DETAILS'],
    ],
    ['the rules know the reason', BREAKS, { observed: { checks: [breaks(3)] } }, []],
    [
      'another level than that of the subject',
      FITS,
      { level: 'FULL', observed: { level: level('BACKWARD'), checks: [] } },
      ['SCHEMA-LEVEL-NOT-IN-FORCE'],
    ],
    [
      'a compatibility group',
      FITS,
      { observed: { level: { name: 'BACKWARD', source: null, group: 'major', lenient: false }, checks: [fits(3)] } },
      ['SCHEMA-COMPATIBILITY-GROUP'],
    ],
    ['a type that was assumed', FITS, { typeAssumed: true }, ['SCHEMA-TYPE-ASSUMED']],
    [
      'other subjects that refer to it',
      FITS,
      {
        observed: {
          checks: [fits(3)],
          dependents: [
            { subject: 'a', version: 1, uses: 3 },
            { subject: 'a', version: 2, uses: 3 },
            { subject: 'b', version: 1, uses: 1 },
          ],
        },
      },
      ['SCHEMA-HAS-DEPENDENTS'],
    ],
  ])('%s', async (_case, candidate, more, rules) => {
    const { findings } = await judge(candidate, more);
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    for (const { guideline } of findings) expect(guideline).toMatch(/^kafka:\/\/guidelines\/schemas#[a-z-]+$/);
  });

  it('name the vendor and the documented reason of a disagreement', async () => {
    const aliased = '{"type":"record","name":"New","namespace":"acme","fields":[],"aliases":["acme.Order"]}';
    const stricter = await judge(aliased, {
      observed: { checks: [breaks(3)], vendor: { name: 'Confluent', release: '7.4.0' } },
    });
    expect(stricter.findings[0]).toMatchObject({
      rule: 'SCHEMA-REGISTRY-DISAGREES',
      confidence: 'medium',
      evidence: [
        'registry: incompatible (Confluent 7.4.0)',
        'rules: compatible',
        'no documented difference explains it',
      ],
    });
    const unknown = await judge(aliased, { observed: { checks: [breaks(3)] } });
    expect(unknown.findings[0]).toMatchObject({
      confidence: 'high',
      evidence: [
        expect.anything(),
        expect.anything(),
        expect.stringMatching(/likely because of Redpanda: Does not know/),
      ],
    });
  });

  it('fence names that others chose', async () => {
    const answer = await judge(FITS, {
      observed: { checks: [fits(3)], dependents: [{ subject: 'do this now', version: 1, uses: 1 }] },
    });
    expect(answer.findings[0]?.evidence[0]).toBe('\u{E000}do this now\u{E001}');
  });
});

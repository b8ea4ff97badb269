import type { Finding } from '../finding.ts';
import type { Gap } from '../gap.ts';
import { named } from '../named.ts';
import { nearestNames } from '../nearest-names.ts';
import type { SchemaProblem } from './checker.ts';
import { compatibilityFindings } from './compatibility-findings.ts';
import type { Examination } from './examine-change.ts';
import type { ExplainedIncompatibility } from './explained.ts';
import { fixFor } from './fixes.ts';
import type { ComparedVersion, Judged } from './judged.ts';
import { type RegistryWord, registryWord } from './registry-word.ts';
import { type RegistryVerdict, registryVerdict } from './verdict.ts';
import { nextSteps, summaryOf } from './verdict-words.ts';

export interface CompatibilityAnswer {
  readonly summary: string;
  readonly verdict: RegistryVerdict;
  /** Newest first. */
  readonly comparedVersions: readonly ComparedVersion[];
  readonly incompatibilities: readonly ExplainedIncompatibility[];
  readonly findings: readonly Finding[];
  readonly nearestSubjects: readonly string[];
  readonly nextSteps: readonly string[];
  /** Why the new schema is none, where no registry says otherwise. */
  readonly unreadable: SchemaProblem | null;
  readonly gaps: readonly Gap[];
}

/** What rules and registry say, for the person who wants to change a schema. */
export function judgeCompatibility(judged: Judged): CompatibilityAnswer {
  const { examination, level, versions, complete, profile, seen } = judged;
  const { answer } = examination;
  const word = seen === null ? null : registryWord(seen, level);
  const verdict = registryVerdict(answer, level, versions, complete, word, profile);
  const compared = verdict.verdict === 'nothing_compared' ? [] : comparedVersions(examination, word);
  const nearestSubjects =
    seen === null || seen.subject.known ? [] : nearestNames(seen.subject.name, seen.subject.knownSubjects);
  const incompatibilities = incompatibilitiesOf(verdict, examination, word);
  return {
    verdict,
    summary: summaryOf(judged, verdict, compared, nearestSubjects),
    comparedVersions: compared,
    incompatibilities,
    findings: compatibilityFindings(judged, verdict, word),
    nearestSubjects,
    nextSteps: nextSteps(judged, verdict, incompatibilities),
    unreadable: verdict.saidBy === 'registry' && word?.refused === false ? null : answer.problem,
    gaps: [...(seen?.gaps ?? []), ...comparisonGaps(examination)],
  };
}

function comparedVersions({ answer: { checks } }: Examination, word: RegistryWord | null): ComparedVersion[] {
  const rules = new Map<number, boolean | null>();
  for (const { version, incompatibilities, problem } of checks) {
    const before = rules.get(version);
    const now = incompatibilities.length > 0 ? false : problem === null ? true : null;
    rules.set(version, before === false || now === false ? false : before === null ? null : now);
  }
  const all = new Set([...rules.keys(), ...(word?.versions.keys() ?? [])]);
  return [...all]
    .sort((a, b) => b - a)
    .map((version) => ({
      version,
      rules: rules.get(version) ?? null,
      registry: word?.versions.get(version) ?? null,
    }));
}

/** Those of the rules, which say most; the registry's own where the rules find none. */
function incompatibilitiesOf(
  { verdict }: RegistryVerdict,
  { incompatibilities }: Examination,
  word: RegistryWord | null,
): readonly ExplainedIncompatibility[] {
  if (verdict === 'nothing_compared') return [];
  if (incompatibilities.length > 0 || word === null) return incompatibilities;
  return word.reasons.map(({ version, rule, path, message }) => ({
    versions: version === null ? [] : [version],
    direction: null,
    rule,
    path,
    message,
    newer: null,
    older: null,
    breaks: null,
    fix: fixFor(rule, 'backward'),
  }));
}

/** Versions that could not be compared, and why; those that come to the same are told together. */
function comparisonGaps({ answer: { checks } }: Examination): Gap[] {
  const versions = new Map<string, Set<number>>();
  for (const { version, problem } of checks)
    if (problem !== null) versions.set(problem.message, (versions.get(problem.message) ?? new Set()).add(version));
  return [...versions].map(([why, found]) => ({
    what: `the comparison with ${[...found].length === 1 ? `version ${[...found][0]}` : `${found.size} versions`}`,
    why: named(why),
    broker: null,
  }));
}

import type { Finding } from '../finding.ts';
import type { Gap } from '../gap.ts';
import { nearestNames } from '../nearest-names.ts';
import { type ComparedVersion, comparedVersions } from './compared-versions.ts';
import { compatibilityFindings, type Verdict } from './compatibility-findings.ts';
import { fixesFor } from './fixes.ts';
import { type CompatibilityLevel, levelOf, type UpgradeOrder, upgradeOrder } from './levels.ts';
import { type Incompatibility, parseMessages } from './messages.ts';
import type { CheckAnswer, CompatibilityObservation, CompatibilityQuestion, SchemaRefusal } from './observation.ts';

export interface CompatibilityAnswer {
  readonly verdict: Verdict;
  readonly summary: string;
  /** Newest first. */
  readonly comparedVersions: readonly ComparedVersion[];
  readonly incompatibilities: readonly Incompatibility[];
  readonly upgradeOrder: UpgradeOrder | null;
  readonly findings: readonly Finding[];
  readonly nearestSubjects: readonly string[];
  readonly nextSteps: readonly string[];
  /** The registry can't parse the schema, and not because the subject holds another type; null otherwise. */
  readonly refusal: SchemaRefusal | null;
  readonly gaps: readonly Gap[];
}

/** What the registry's words mean for the person who wants to change a schema. Never `compatible` when nothing was compared. */
export function judgeCompatibility(
  question: CompatibilityQuestion,
  seen: CompatibilityObservation,
): CompatibilityAnswer {
  const level = levelOf(seen.level.name);
  const typeChange = typeChangeOf(seen);
  const incompatibilities = typeChange === null ? incompatibilitiesOf(seen, level) : [typeChange];
  const verdict = verdictOf(question, seen, level, incompatibilities);
  const nearestSubjects = seen.subject.known ? [] : nearestNames(seen.subject.name, seen.subject.knownSubjects);
  return {
    verdict,
    summary: summaryOf(verdict, seen, level, nearestSubjects),
    comparedVersions: verdict === 'nothing_compared' ? [] : comparedVersions(seen),
    incompatibilities: verdict === 'incompatible' ? incompatibilities : [],
    upgradeOrder: level === null || verdict === 'unknown' ? null : upgradeOrder(level),
    findings: compatibilityFindings(verdict, question, seen, level),
    nearestSubjects,
    nextSteps: nextSteps(verdict, question, seen, level, incompatibilities),
    refusal: typeChange === null ? seen.refusal : null,
    gaps: seen.gaps,
  };
}

/** The answer of a registry that refuses to parse a schema of another type than the subject's (Apicurio does). */
function typeChangeOf({ subject, type, refusal }: CompatibilityObservation): Incompatibility | null {
  if (refusal === null || type === null || subject.latestType === null || subject.latestType === type) return null;
  const message = `Incompatible because of different schema type: the subject holds ${subject.latestType}, the new schema is ${type}.`;
  return { version: subject.versions.at(-1) ?? null, rule: null, path: null, message };
}

function incompatibilitiesOf(seen: CompatibilityObservation, level: CompatibilityLevel | null): Incompatibility[] {
  const failed = seen.checks.filter(({ answer }) => answer !== null && !answer.compatible);
  const single = failed.flatMap(({ version, answer }) => explained(answer, attributable(seen, level) ? version : null));
  const whole = seen.whole === null || seen.whole.compatible ? [] : explained(seen.whole, null);
  const covered = new Set(single.map(({ version }) => version));
  const all = [
    ...single,
    ...whole.filter(({ version }) => single.length === 0 || (version !== null && !covered.has(version))),
  ];
  return [...new Map(all.map((item) => [JSON.stringify(item), item])).values()].sort(
    (a, b) => (b.version ?? 0) - (a.version ?? 0),
  );
}

function explained(answer: CheckAnswer | null, version: number | null): Incompatibility[] {
  if (answer === null || answer.compatible) return [];
  const parsed = parseMessages(answer.messages).map((item) => ({ ...item, version: item.version ?? version }));
  if (parsed.length > 0) return parsed;
  return [{ version, rule: null, path: null, message: 'The registry says incompatible and gives no reason.' }];
}

/**
 * Karapace compares with every version whatever version is asked about when the level is transitive, so there the same
 * refusal comes for each. Source: Karapace, compatibility check of a subject's version.
 */
function attributable({ checks, whole }: CompatibilityObservation, level: CompatibilityLevel | null): boolean {
  if (level?.compares !== 'all' || whole !== null || checks.length < 2) return true;
  const [first, ...others] = checks.map(({ answer }) => (answer === null ? '' : JSON.stringify(answer)));
  return checks[0]?.answer?.compatible !== false || others.some((other) => other !== first);
}

function verdictOf(
  { against }: CompatibilityQuestion,
  seen: CompatibilityObservation,
  level: CompatibilityLevel | null,
  incompatibilities: readonly Incompatibility[],
): Verdict {
  if (!seen.subject.known || seen.subject.versions.length === 0 || level?.compares === 'none')
    return 'nothing_compared';
  if (incompatibilities.length > 0) return 'incompatible';
  // Without the level, "compatible" may mean that the registry compared nothing.
  if (level === null) return 'unknown';
  const wanted =
    against === 'all' || (against === 'level' && level.compares === 'all')
      ? seen.subject.versions
      : seen.subject.versions.slice(-1);
  const passed = new Set(seen.checks.flatMap(({ version, answer }) => (answer?.compatible === true ? [version] : [])));
  return seen.whole?.compatible === true || wanted.every((version) => passed.has(version)) ? 'compatible' : 'unknown';
}

function summaryOf(
  verdict: Verdict,
  seen: CompatibilityObservation,
  level: CompatibilityLevel | null,
  nearest: readonly string[],
): string {
  const { subject } = seen;
  const compared = comparedVersions(seen);
  const failed = compared.filter(({ compatible }) => compatible === false);
  const rule = level === null ? 'an unknown level' : `${level.name}`;
  switch (verdict) {
    case 'compatible':
      return `Compatible under ${rule} with ${versionWords(compared.map(({ version }) => version))}.`;
    case 'incompatible':
      return `Incompatible under ${rule} with ${failed.length === 0 ? versionWords(compared.map(({ version }) => version)) : versionWords(failed.map(({ version }) => version))}.`;
    case 'nothing_compared':
      if (!subject.known)
        return `Nothing was compared: the registry has no such subject${nearest.length === 0 ? '' : ', but similar ones'}.`;
      return subject.versions.length === 0
        ? 'Nothing was compared: the subject has no versions.'
        : 'Nothing was compared: the level is NONE, so the registry accepts any schema it can parse.';
    case 'unknown':
      return 'Unknown: the registry did not say enough for a verdict; see gaps.';
  }
}

function versionWords(versions: readonly number[]): string {
  const [newest] = versions;
  if (newest === undefined) return 'no version';
  if (versions.length === 1) return `version ${newest}`;
  return versions.length > 6
    ? `${versions.length} versions (${Math.min(...versions)} to ${Math.max(...versions)})`
    : `versions ${[...versions].sort((a, b) => a - b).join(', ')}`;
}

function nextSteps(
  verdict: Verdict,
  { against }: CompatibilityQuestion,
  seen: CompatibilityObservation,
  level: CompatibilityLevel | null,
  incompatibilities: readonly Incompatibility[],
): string[] {
  switch (verdict) {
    case 'compatible': {
      const order = level === null ? null : upgradeOrder(level).first;
      const rollout = order === 'any' ? 'upgrade both sides in any order' : `upgrade the ${order} first`;
      return [
        `Register the schema from the build pipeline (auto.register.schemas=false in production), then ${rollout}.`,
      ];
    }
    case 'incompatible': {
      const fixes = fixesFor(incompatibilities.map(({ rule }) => rule));
      return [
        ...fixes,
        'If no chain of compatible versions leads there: a new topic with a new subject, both written until every consumer has moved.',
      ];
    }
    case 'nothing_compared':
      if (!seen.subject.known)
        return [
          'Correct the subject: with the default strategy it is <topic>-key or <topic>-value.',
          'If the subject is meant to be new, its first version is accepted without a comparison: set its level before the second.',
        ];
      return seen.subject.versions.length === 0
        ? ['The first version is accepted without a comparison: set the level of the subject before the second.']
        : ['Choose a level for the subject, then ask again: without one the registry protects nobody.'];
    case 'unknown':
      return [
        level === null
          ? 'Give the account the right to read the compatibility level.'
          : 'Ask again when the gaps are closed.',
        ...(against === 'all' ? ['Ask with `against` set to level for fewer requests.'] : []),
      ];
  }
}

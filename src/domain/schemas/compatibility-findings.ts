import { count } from '../count.ts';
import { type Finding, sortFindings } from '../finding.ts';
import { named } from '../named.ts';
import { explained, versionWords } from './explained.ts';
import type { Judged } from './judged.ts';
import type { CompatibilityLevel } from './levels.ts';
import { PROFILE_NAMES } from './profile.ts';
import { NO_REASON, type RegistryWord } from './registry-word.ts';
import { likelyReason } from './vendor-notes.ts';
import type { RegistryVerdict } from './verdict.ts';

/** What the verdict leaves open or rests on, and what of the subject's settings is a risk. */
export function compatibilityFindings(judged: Judged, verdict: RegistryVerdict, word: RegistryWord | null): Finding[] {
  return sortFindings(RULES.flatMap((rule) => rule(judged, verdict, word) ?? []));
}

type Rule = (judged: Judged, verdict: RegistryVerdict, word: RegistryWord | null) => Finding | null;

const LEVELS_SECTION = 'kafka://guidelines/schemas#compatibility-levels';
const TRANSITIVE_SECTION = 'kafka://guidelines/schemas#transitive-levels';
const VENDORS_SECTION = 'kafka://guidelines/schemas#registries-differ';
const UNSEEN_SECTION = 'kafka://guidelines/schemas#what-the-registry-does-not-see';

const RULES: readonly Rule[] = [
  levelNone,
  registrationChecksLess,
  notTransitive,
  disagreement,
  onlyRegistryReads,
  noDetails,
  levelAsked,
  compatibilityGroup,
  typeAssumed,
  dependents,
];

function levelNone({ level, versions, seen }: Judged): Finding | null {
  if (level?.compares !== 'none' || versions.length === 0) return null;
  return {
    rule: 'SCHEMA-LEVEL-NONE',
    severity: 'high',
    says: 'The registry checks nothing for this subject: the next version may break every consumer or producer.',
    evidence: [`compatibility level NONE${sourceWords(seen?.level.source ?? null)}`],
    remedy: 'Set BACKWARD_TRANSITIVE when data is replayed or kept long, BACKWARD otherwise.',
    guideline: LEVELS_SECTION,
    confidence: 'high',
  };
}

const sourceWords = (source: 'subject' | 'global' | null): string =>
  source === 'subject' ? ', set for the subject' : source === 'global' ? ', inherited from the global level' : '';

/** Versions that the level passes over, and that the schema does not fit. */
function registrationChecksLess({ level, versions, examination }: Judged): Finding | null {
  if (level === null || level.compares !== 'latest') return null;
  const broken = explained(examination.unasked);
  const failed = [...new Set(broken.flatMap((one) => one.versions))];
  if (failed.length === 0) return null;
  return {
    rule: 'SCHEMA-REGISTRATION-CHECKS-LESS',
    severity: 'high',
    says: `The level lets this schema be compared with the latest version only, and it does not fit ${versionWords(failed)}.`,
    evidence: [
      `level ${level.name} compares with version ${versions.at(-1)} only`,
      ...broken
        .slice(0, 3)
        .map(({ rule, path, versions: with_ }) => `${rule} ${named(path ?? '')} with ${versionWords(with_)}`),
    ],
    remedy: `Set the level to ${level.name}_TRANSITIVE before registering, or make sure that no data of the versions listed is left to read.`,
    guideline: TRANSITIVE_SECTION,
    confidence: 'high',
  };
}

/** Earlier versions that neither the level nor we looked at. */
function notTransitive({ level, versions, examination }: Judged, { verdict }: RegistryVerdict): Finding | null {
  if (level === null || level.compares !== 'latest' || verdict !== 'compatible') return null;
  if (examination.answer.problem !== null) return null;
  const looked = new Set(examination.unasked.map(({ version }) => version));
  const older = versions.slice(0, -1).filter((version) => !looked.has(version));
  if (older.length === 0) return null;
  return {
    rule: level.backward ? 'SCHEMA-BACKWARD-NOT-TRANSITIVE' : 'SCHEMA-FORWARD-NOT-TRANSITIVE',
    severity: 'medium',
    says: `Earlier versions were not compared: ${whoMayFail(level)}.`,
    evidence: [
      `level ${level.name} compares with version ${versions.at(-1)} only`,
      `not compared: ${versionWords(older)}`,
    ],
    remedy: `Ask again with level ${level.name}_TRANSITIVE; set it for the subject when retention is long or the topic compacted.`,
    guideline: TRANSITIVE_SECTION,
    confidence: 'high',
  };
}

const whoMayFail = ({ backward }: CompatibilityLevel): string =>
  backward
    ? 'a consumer that replays the topic from the start may meet data that the new schema cannot read'
    : 'a consumer that still has an earlier schema than the latest one may fail on new data';

function disagreement(
  { examination, seen }: Judged,
  { verdict, saidBy, rulesSay, profile }: RegistryVerdict,
): Finding | null {
  if (saidBy !== 'registry' || rulesSay === 'unknown' || rulesSay === verdict) return null;
  const registryIs = verdict === 'incompatible' ? 'stricter' : 'looser';
  const reason = likelyReason(examination.vendorFacts, registryIs, seen?.vendor?.name ?? null);
  return {
    rule: 'SCHEMA-REGISTRY-DISAGREES',
    severity: 'medium',
    says: `The registry says ${verdict}; the rules of ${PROFILE_NAMES[profile]} say ${rulesSay}. The registry decides what is registered, clients what can be read.`,
    evidence: [
      `registry: ${verdict}${seen?.vendor == null ? '' : ` (${seen.vendor.name}${seen.vendor.release === null ? '' : ` ${seen.vendor.release}`})`}`,
      `rules: ${rulesSay}`,
      reason === null ? 'no documented difference explains it' : `likely because of ${reason}`,
    ],
    remedy:
      registryIs === 'looser'
        ? 'Heed the incompatibilities all the same: who breaks does not depend on the registry.'
        : 'Read the reasons of the registry; the change has to please it as well.',
    guideline: VENDORS_SECTION,
    confidence: reason === null ? 'medium' : 'high',
  };
}

function onlyRegistryReads({ examination: { answer } }: Judged, { saidBy }: RegistryVerdict): Finding | null {
  if (answer.problem === null || saidBy !== 'registry') return null;
  return {
    rule: 'SCHEMA-ONLY-REGISTRY-READS',
    severity: 'medium',
    says: 'The registry took the schema, and the rules here cannot read it: nothing but its verdict is known.',
    evidence: [named(answer.problem.message)],
    remedy: 'Correct the schema there: other clients may refuse it too.',
    guideline: VENDORS_SECTION,
    confidence: 'medium',
  };
}

/** Where the rules say why, it does not matter that the registry does not. */
function noDetails(_judged: Judged, { verdict, rulesSay }: RegistryVerdict, word: RegistryWord | null): Finding | null {
  const silent = word !== null && word.reasons.length > 0 && word.reasons.every(({ message }) => message === NO_REASON);
  if (verdict !== 'incompatible' || rulesSay === 'incompatible' || !silent) return null;
  return {
    rule: 'SCHEMA-REGISTRY-NO-DETAILS',
    severity: 'info',
    says: 'This registry gives a verdict without reasons, as Apicurio does; its rules are its own and may be stricter than those of Confluent.',
    evidence: ['the check was asked with verbose=true and brought no messages'],
    remedy: 'Try to register the schema in a test registry of the same make: a refusal there says more.',
    guideline: VENDORS_SECTION,
    confidence: 'high',
  };
}

function levelAsked({ level, seen }: Judged): Finding | null {
  const own = seen?.level.name ?? null;
  if (level === null || own === null || own === level.name) return null;
  return {
    rule: 'SCHEMA-LEVEL-NOT-IN-FORCE',
    severity: 'info',
    says: `This is the answer under ${level.name}; a registration is checked under ${own}.`,
    evidence: [`level asked for: ${level.name}`, `level of the subject: ${own}`],
    remedy: 'Leave `level` out to see what a registration would meet.',
    guideline: LEVELS_SECTION,
    confidence: 'high',
  };
}

function compatibilityGroup({ seen }: Judged, { verdict }: RegistryVerdict): Finding | null {
  if (seen === null || seen.level.group === null || verdict === 'nothing_compared') return null;
  return {
    rule: 'SCHEMA-COMPATIBILITY-GROUP',
    severity: 'info',
    says: 'The subject compares only versions whose metadata property has the same value; this check sends no metadata.',
    evidence: ['compatibilityGroup is set for the subject'],
    remedy: 'Read the verdict as one for schemas without that property.',
    guideline: LEVELS_SECTION,
    confidence: 'medium',
  };
}

function typeAssumed({ type, typeAssumed: assumed, seen }: Judged): Finding | null {
  if (!assumed) return null;
  return {
    rule: 'SCHEMA-TYPE-ASSUMED',
    severity: 'info',
    says: `The text fits several schema types; it was checked as ${type}.`,
    evidence: [
      seen?.subject.latestType == null ? 'AVRO is the default of a registry' : 'the type of the latest version',
    ],
    remedy: 'Give `schema_type`.',
    guideline: LEVELS_SECTION,
    confidence: 'medium',
  };
}

/** More of them are only counted. */
const MAX_SHOWN = 5;

function dependents({ seen }: Judged): Finding | null {
  const all = seen?.dependents ?? [];
  const subjects = [...new Set(all.map(({ subject }) => subject))];
  if (subjects.length === 0) return null;
  const shown = subjects.slice(0, MAX_SHOWN).map(named).join(', ');
  return {
    rule: 'SCHEMA-HAS-DEPENDENTS',
    severity: 'medium',
    says: `${count(subjects.length, 'other subject')} ${subjects.length === 1 ? 'refers' : 'refer'} to this one, and no registry compares them again when it changes.`,
    evidence: [subjects.length > MAX_SHOWN ? `${shown} and ${subjects.length - MAX_SHOWN} more` : shown],
    remedy: 'Check each of them with this schema as a reference before its next version takes it up.',
    guideline: UNSEEN_SECTION,
    confidence: 'high',
  };
}

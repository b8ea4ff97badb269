import { type Finding, sortFindings } from '../finding.ts';
import { comparedVersions } from './compared-versions.ts';
import type { CompatibilityLevel } from './levels.ts';
import type { CompatibilityObservation, CompatibilityQuestion } from './observation.ts';

/** `nothing_compared`: no registered version was held against the schema, so nothing can be said about it. */
export type Verdict = 'compatible' | 'incompatible' | 'nothing_compared' | 'unknown';

/** What the verdict leaves open or rests on, and what of the subject's settings is a risk. */
export function compatibilityFindings(
  verdict: Verdict,
  question: CompatibilityQuestion,
  seen: CompatibilityObservation,
  level: CompatibilityLevel | null,
): Finding[] {
  const { subject } = seen;
  const findings: Finding[] = [];
  if (!subject.known) return findings;
  const older = subject.versions.slice(0, -1);
  const last = subject.versions.at(-1);
  const comparedOnlyLast = comparedVersions(seen).every(({ version }) => version === last);
  if (level?.compares === 'none') {
    findings.push({
      rule: 'SCHEMA-LEVEL-NONE',
      severity: 'high',
      says: 'The registry checks nothing for this subject: the next version may break every consumer or producer.',
      evidence: [`compatibility level NONE${sourceWords(seen)}`],
      remedy: 'Set BACKWARD_TRANSITIVE when data is replayed or kept long, BACKWARD otherwise.',
      guideline: 'kafka://guidelines/schemas#compatibility-levels',
      confidence: 'high',
    });
  }
  if (level?.compares === 'latest' && older.length > 0 && comparedOnlyLast && verdict === 'compatible') {
    findings.push(notTransitive(level, older, last ?? 0));
  }
  if (level?.compares === 'all' && older.length > 0 && comparedOnlyLast && verdict === 'compatible') {
    findings.push({
      rule: 'SCHEMA-ONLY-LATEST-COMPARED',
      severity: 'medium',
      says: 'The level demands every version and only the latest was compared: registration may still be refused.',
      evidence: [`level ${level.name}`, `compared with version ${last}; not with ${older.length} earlier`],
      remedy: 'Ask again with `against` set to level.',
      guideline: 'kafka://guidelines/schemas#transitive-levels',
      confidence: 'high',
    });
  }
  const latestCheck = seen.checks.find(({ version }) => version === last);
  if (level?.compares === 'latest' && verdict === 'incompatible' && latestCheck?.answer?.compatible === true) {
    findings.push({
      rule: 'SCHEMA-REGISTRATION-CHECKS-LESS',
      severity: 'high',
      says: 'The registry would accept this schema although it does not fit an earlier version.',
      evidence: [`level ${level.name} compares with version ${last} only, which fits`],
      remedy: `Set the level to ${level.name}_TRANSITIVE before registering, or make sure that no data of the versions listed is left to read.`,
      guideline: 'kafka://guidelines/schemas#transitive-levels',
      confidence: 'high',
    });
  }
  const refusals = [seen.whole, ...seen.checks.map(({ answer }) => answer)].filter(
    (answer) => answer?.compatible === false,
  );
  if (verdict === 'incompatible' && refusals.length > 0 && refusals.every((answer) => answer?.messages.length === 0)) {
    findings.push({
      rule: 'SCHEMA-REGISTRY-NO-DETAILS',
      severity: 'info',
      says: 'This registry gives a verdict without reasons, as Apicurio does; its rules are its own and may be stricter than those of Confluent.',
      evidence: ['the check was asked with verbose=true and brought no messages'],
      remedy: 'Compare the two schemas field by field with the rules of the level.',
      guideline: 'kafka://guidelines/schemas#compatibility-levels',
      confidence: 'high',
    });
  }
  if (seen.level.group !== null && verdict !== 'nothing_compared') {
    findings.push({
      rule: 'SCHEMA-COMPATIBILITY-GROUP',
      severity: 'info',
      says: 'The subject compares only versions whose metadata property has the same value; this check sends no metadata.',
      evidence: ['compatibilityGroup is set for the subject'],
      remedy: 'Read the verdict as one for schemas without that property.',
      guideline: 'kafka://guidelines/schemas#compatibility-levels',
      confidence: 'medium',
    });
  }
  if (question.type === null && seen.type !== null) {
    findings.push({
      rule: 'SCHEMA-TYPE-ASSUMED',
      severity: 'info',
      says: `The text fits several schema types; it was checked as ${seen.type}.`,
      evidence: [
        subject.latestType === null ? 'AVRO is the default of the registry' : 'the type of the latest version',
      ],
      remedy: 'Give `schema_type`.',
      guideline: 'kafka://guidelines/schemas#compatibility-levels',
      confidence: 'medium',
    });
  }
  return sortFindings(findings);
}

function notTransitive(level: CompatibilityLevel, older: readonly number[], last: number): Finding {
  const who = level.backward
    ? 'a consumer that replays the topic from the start may meet data that the new schema cannot read'
    : 'a consumer that still has an earlier schema than the last one may fail on new data';
  return {
    rule: level.backward ? 'SCHEMA-BACKWARD-NOT-TRANSITIVE' : 'SCHEMA-FORWARD-NOT-TRANSITIVE',
    severity: 'medium',
    says: `Only the last version was compared: ${who}.`,
    evidence: [`level ${level.name} compares with version ${last} only`, `not compared: ${older.length} earlier`],
    remedy: `Ask again with \`against\` set to all; for long or compacted retention set the level to ${level.name}_TRANSITIVE.`,
    guideline: 'kafka://guidelines/schemas#transitive-levels',
    confidence: 'high',
  };
}

const sourceWords = ({ level }: CompatibilityObservation): string =>
  level.source === 'subject'
    ? ', set for the subject'
    : level.source === 'global'
      ? ', inherited from the global level'
      : '';

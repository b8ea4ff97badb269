import type { ExplainedIncompatibility } from '../domain/schemas/explained.ts';
import type { MendedSchema } from '../domain/schemas/mend.ts';
import { PROFILE_NAMES } from '../domain/schemas/profile.ts';
import { unreadable } from './schema-failures.ts';
import type { JudgedInput } from './schema-input.ts';

/** A longer text of others is cut on its way out, and half a schema helps nobody. */
const MAX_SCHEMA_CHARS = 2_000;

/** The answer in the words of the report. Throws where the new schema is none. */
export function compatibilityReport({ judged, answer }: JudgedInput, subject: string | null) {
  if (answer.unreadable !== null) throw unreadable(answer.unreadable, judged.type);
  const { examination, seen, level, type } = judged;
  const { verdict } = answer;
  const { mended } = examination;
  return {
    summary: answer.summary,
    registry_verdict: {
      verdict: verdict.verdict,
      said_by: verdict.saidBy,
      rules_say: verdict.rulesSay,
      profile: PROFILE_NAMES[verdict.profile],
      ...(subject === null ? {} : { subject }),
      schema_type: type,
      level: level?.name ?? seen?.level.name ?? null,
      ...levelSource(judged),
      compared_versions: answer.comparedVersions,
    },
    incompatibilities: answer.incompatibilities.map(incompatibility),
    ...(mended === null ? {} : { mended: mendedReport(mended) }),
    ...(examination.upgradeOrder === null ? {} : { upgrade_order: examination.upgradeOrder }),
    plan: examination.plan,
    risks: examination.risks.map(({ id, path, versions, message, breaks, source }) => ({
      id,
      path,
      versions,
      message,
      breaks,
      source,
    })),
    vendor_notes: examination.vendorNotes,
    nearest_subjects: answer.nearestSubjects,
    findings: answer.findings,
    next_steps: answer.nextSteps,
    gaps: answer.gaps,
    cut: mended === null || mended.text.length <= MAX_SCHEMA_CHARS ? [] : [tooLong(mended.text)],
  };
}

/** Only where the level is the subject's. */
function levelSource({ level, seen }: JudgedInput['judged']) {
  const source = seen?.level.source ?? null;
  return source === null || level?.name !== seen?.level.name ? {} : { level_set_for: source };
}

const incompatibility = ({ newer, older, breaks, fix, ...one }: ExplainedIncompatibility) => ({
  rule: one.rule,
  path: one.path,
  versions: one.versions,
  direction: one.direction,
  message: one.message,
  ...(newer === null ? {} : { new_piece: newer }),
  ...(older === null ? {} : { old_piece: older }),
  ...(breaks === null ? {} : { who_breaks: breaks }),
  ...(fix === null ? {} : { fix }),
});

const mendedReport = ({ text, changes, last }: MendedSchema) => ({
  schema: text.length <= MAX_SCHEMA_CHARS ? text : null,
  changes: changes.map(({ path, says, write, postpones }) => ({ path, says, write, postpones })),
  ...(last === null || last.length > MAX_SCHEMA_CHARS ? {} : { last_step: last }),
});

const tooLong = ({ length }: string) => ({
  field: 'mended.schema (characters)',
  shown: 0,
  of: length,
  narrow: 'Write the changes into your schema as they are listed, then check it.',
});

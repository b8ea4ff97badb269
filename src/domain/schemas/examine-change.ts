import type { SchemaChange } from './change.ts';
import { type ChangeRisk, changeRisks, unaskedChecks, unaskedRisks } from './change-risks.ts';
import { checkWith, type DirectionCheck, type HistoryAnswer } from './check-history.ts';
import { COMPARISON_LIMIT, type RegistryProfile } from './checker.ts';
import { evolutionPlan, type PlanStep } from './evolution-plan.ts';
import { type ExplainedIncompatibility, explained } from './explained.ts';
import { type MendedSchema, mend } from './mend.ts';
import { parsingOnce } from './parsing-once.ts';
import { type UpgradeOrder, upgradeOrder } from './upgrade-order.ts';
import { type VendorFacts, type VendorNote, vendorNotes } from './vendor-notes.ts';

/** All that the rules say about a change, without asking a registry. */
export interface Examination {
  readonly answer: HistoryAnswer;
  readonly incompatibilities: readonly ExplainedIncompatibility[];
  /** Comparisons that the level leaves out. */
  readonly unasked: readonly DirectionCheck[];
  readonly risks: readonly ChangeRisk[];
  readonly mended: MendedSchema | null;
  readonly plan: readonly PlanStep[];
  readonly upgradeOrder: UpgradeOrder | null;
  readonly vendorFacts: VendorFacts;
  readonly vendorNotes: readonly VendorNote[];
}

/**
 * Two answers in one: what a registry will say to the schema, and what breaks whatever it says. `lenient` is the same format
 * under the registry's LENIENT policy, where it has one.
 */
export function examineChange(given: SchemaChange, lenient: SchemaChange['format'] | null): Examination {
  const change = untilTooBig({ ...given, format: { ...given.format, checker: parsingOnce(given.format.checker) } });
  const answer = check(change);
  const unasked = answer.problem === null ? unaskedChecks(change, answer.checks) : [];
  const risks = answer.problem === null ? [...unaskedRisks(unasked, change.level), ...changeRisks(change)] : [];
  const mended = mend(change, answer);
  const plan = evolutionPlan(change, answer, mended);
  const vendorFacts = factsOf(change, lenient, answer, risks);
  return {
    answer,
    incompatibilities: explained(answer.checks),
    unasked,
    risks,
    mended,
    plan,
    upgradeOrder: answer.problem === null ? orderOf(change, answer, mended, plan) : null,
    vendorFacts,
    vendorNotes: vendorNotes(vendorFacts),
  };
}

/** A comparison that was given up took all the time and memory that there is: nothing more is compared after it. */
function untilTooBig(change: SchemaChange): SchemaChange {
  let tooBig = false;
  const { checker } = change.format;
  const compare: typeof checker.compare = (...sides) => {
    const found = checker.compare(...sides);
    tooBig ||= found.some(({ rule }) => rule === COMPARISON_LIMIT);
    return found;
  };
  const goesOn = () => !tooBig && change.goesOn();
  return { ...change, format: { ...change.format, checker: { ...checker, compare } }, goesOn };
}

const check = ({ format, candidate, level, history, profile, goesOn }: SchemaChange): HistoryAnswer =>
  checkWith(format.checker, candidate, level, history, profile, goesOn);

/** Where the mended schema is all that has to be rolled out, its order is what matters. */
function orderOf(
  change: SchemaChange,
  { compatible }: HistoryAnswer,
  mended: MendedSchema | null,
  plan: readonly PlanStep[],
): UpgradeOrder | null {
  const { candidate } = change;
  return compatible === false && mended !== null && plan.length === 0
    ? upgradeOrder(change, { ...candidate, text: mended.text }, 'mended')
    : upgradeOrder(change, candidate);
}

const OTHER: Readonly<Record<RegistryProfile, RegistryProfile>> = {
  confluent: 'confluent-next',
  'confluent-next': 'confluent',
};

function factsOf(
  change: SchemaChange,
  lenient: SchemaChange['format'] | null,
  answer: HistoryAnswer,
  risks: readonly ChangeRisk[],
): VendorFacts {
  const { type } = change.format.checker;
  const oneofs = type === 'PROTOBUF' && answer.compatible !== null;
  const refused = answer.compatible === false && lenient !== null;
  return {
    type,
    text: change.candidate.text,
    rules: new Set(answer.checks.flatMap(({ incompatibilities }) => incompatibilities.map(({ rule }) => rule))),
    risks: new Set(risks.map(({ id }) => id)),
    releasesDiffer: oneofs && check({ ...change, profile: OTHER[change.profile] }).compatible !== answer.compatible,
    lenientPasses: refused && check({ ...change, format: lenient }).compatible === true,
  };
}

import type { CheckAnswer, CompatibilityObservation } from './compatibility-observation.ts';
import { type CompatibilityLevel, levelOf } from './levels.ts';
import { parseMessages, type ToldReason } from './messages.ts';

/** What a registry itself said to a schema. */
export interface RegistryWord {
  /** null: it was not asked this, or it did not say enough. */
  readonly compatible: boolean | null;
  /** It could not parse the schema, and takes it for incompatible therefore. */
  readonly refused: boolean;
  readonly reasons: readonly ToldReason[];
  /** What it said about each version; one that it said nothing about is missing. */
  readonly versions: ReadonlyMap<number, boolean>;
}

/** `level`: what the schema is to be checked under, which may be another one than the subject has. */
export function registryWord(seen: CompatibilityObservation, level: CompatibilityLevel | null): RegistryWord {
  const effective = levelOf(seen.level.name);
  const versions = versionsOf(seen);
  const reasons = reasonsOf(seen, effective);
  const askedThis = effective === null || level === null || sameDirections(effective, level);
  if (!seen.subject.known || effective?.compares === 'none' || !askedThis)
    return { compatible: null, refused: false, reasons: [], versions: new Map() };
  return {
    compatible: compatible(seen, level, effective, reasons, versions),
    refused: seen.refusal !== null,
    reasons,
    versions,
  };
}

const sameDirections = (one: CompatibilityLevel, other: CompatibilityLevel): boolean =>
  one.backward === other.backward && one.forward === other.forward;

function compatible(
  { subject, whole }: CompatibilityObservation,
  level: CompatibilityLevel | null,
  effective: CompatibilityLevel | null,
  reasons: readonly ToldReason[],
  versions: ReadonlyMap<number, boolean>,
): boolean | null {
  if (reasons.length > 0) return false;
  // Without the level, "compatible" may mean that the registry compared nothing.
  if (effective === null || level === null || subject.versions.length === 0) return null;
  const wanted = level.compares === 'all' ? subject.versions : subject.versions.slice(-1);
  return whole?.compatible === true || wanted.every((version) => versions.get(version) === true) ? true : null;
}

function versionsOf({ subject, whole, checks }: CompatibilityObservation): ReadonlyMap<number, boolean> {
  const single = checks.flatMap(({ version, answer }) =>
    answer === null ? [] : [[version, answer.compatible] as const],
  );
  const together = whole?.compatible === true ? subject.versions.map((version) => [version, true] as const) : [];
  return new Map([...together, ...single]);
}

function reasonsOf(seen: CompatibilityObservation, level: CompatibilityLevel | null): ToldReason[] {
  const refused = refusalOf(seen);
  if (refused !== null) return [refused];
  const failed = seen.checks.filter(({ answer }) => answer !== null && !answer.compatible);
  const single = failed.flatMap(({ version, answer }) => toldBy(answer, attributable(seen, level) ? version : null));
  const whole = seen.whole === null || seen.whole.compatible ? [] : toldBy(seen.whole, null);
  const covered = new Set(single.map(({ version }) => version));
  const all = [
    ...single,
    ...whole.filter(({ version }) => single.length === 0 || (version !== null && !covered.has(version))),
  ];
  return [...new Map(all.map((item) => [JSON.stringify(item), item])).values()].sort(
    (a, b) => (b.version ?? 0) - (a.version ?? 0),
  );
}

/** A schema that the registry cannot parse it will not register; Apicurio says so of one of another type than the subject's. */
function refusalOf({ subject, type, refusal }: CompatibilityObservation): ToldReason | null {
  if (refusal === null) return null;
  const isOther = type !== null && subject.latestType !== null && subject.latestType !== type;
  const message = isOther
    ? `Incompatible because of different schema type: the subject holds ${subject.latestType}, the new schema is ${type}.`
    : `The registry cannot parse the schema${refusal.errorCode === null ? '' : ` (error ${refusal.errorCode})`}: ${refusal.message.slice(0, MAX_REFUSAL_CHARS)}`;
  return { version: isOther ? (subject.versions.at(-1) ?? null) : null, rule: null, path: null, message };
}

/** Longest part of the registry's parser message that is shown. */
const MAX_REFUSAL_CHARS = 400;

export const NO_REASON = 'The registry says incompatible and gives no reason.';

function toldBy(answer: CheckAnswer | null, version: number | null): ToldReason[] {
  if (answer === null || answer.compatible) return [];
  const parsed = parseMessages(answer.messages).map((item) => ({ ...item, version: item.version ?? version }));
  return parsed.length > 0 ? parsed : [{ version, rule: null, path: null, message: NO_REASON }];
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

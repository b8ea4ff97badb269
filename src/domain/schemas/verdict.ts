import type { HistoryAnswer } from './check-history.ts';
import type { RegistryProfile } from './checker.ts';
import type { CompatibilityLevel } from './levels.ts';
import type { RegistryWord } from './registry-word.ts';

/** `nothing_compared`: no earlier version was held against the schema, so nothing can be said about it. */
type Verdict = 'compatible' | 'incompatible' | 'nothing_compared' | 'unknown';

/** What a registry will say to a schema, and who knows. */
export interface RegistryVerdict {
  readonly verdict: Verdict;
  /** The registry itself, or the rules of the profile where none was asked or none said. */
  readonly saidBy: 'registry' | 'rules' | 'nobody';
  /** What the rules say, beside the registry's word. */
  readonly rulesSay: Verdict;
  readonly profile: RegistryProfile;
}

/**
 * The registry's own word counts, since it decides what is registered; without it that of the rules. Never `compatible` when
 * nothing was compared. `complete`: the texts of all versions that the level compares could be had.
 */
export function registryVerdict(
  answer: HistoryAnswer,
  level: CompatibilityLevel | null,
  versions: readonly number[],
  complete: boolean,
  word: RegistryWord | null,
  profile: RegistryProfile,
): RegistryVerdict {
  const rulesSay = byRules(answer, level, versions, complete);
  if (rulesSay === 'nothing_compared') return { verdict: rulesSay, saidBy: 'nobody', rulesSay, profile };
  const told = word?.compatible ?? null;
  if (told !== null) return { verdict: told ? 'compatible' : 'incompatible', saidBy: 'registry', rulesSay, profile };
  return { verdict: rulesSay, saidBy: rulesSay === 'unknown' ? 'nobody' : 'rules', rulesSay, profile };
}

function byRules(
  { compatible }: HistoryAnswer,
  level: CompatibilityLevel | null,
  versions: readonly number[],
  complete: boolean,
): Verdict {
  if (versions.length === 0 || level?.compares === 'none') return 'nothing_compared';
  if (level === null || compatible === null) return 'unknown';
  return compatible ? (complete ? 'compatible' : 'unknown') : 'incompatible';
}

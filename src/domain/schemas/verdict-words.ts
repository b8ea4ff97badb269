import { count } from '../count.ts';
import { type ExplainedIncompatibility, versionWords } from './explained.ts';
import type { ComparedVersion, Judged } from './judged.ts';
import { NONE } from './levels.ts';
import { PROFILE_NAMES } from './profile.ts';
import type { RegistryVerdict } from './verdict.ts';

/** The verdict in one or two sentences: under which level, with which versions, and who says so. */
export function summaryOf(
  judged: Judged,
  { verdict, saidBy, profile }: RegistryVerdict,
  compared: readonly ComparedVersion[],
  nearest: readonly string[],
): string {
  const { level, examination } = judged;
  const who = saidBy === 'registry' ? 'says the registry' : `by the rules of ${PROFILE_NAMES[profile]}`;
  const risks =
    examination.risks.length === 0 ? '' : ` ${count(examination.risks.length, 'risk')} that no verdict shows.`;
  const failed = compared.filter(({ rules, registry }) => (registry ?? rules) === false);
  const shown = verdict === 'incompatible' && failed.length > 0 ? failed : compared;
  const versions = versionWords(shown.map(({ version }) => version));
  const rule = level === null ? 'an unknown level' : level.name;
  switch (verdict) {
    case 'compatible':
      return `Compatible under ${rule} with ${versions}, ${who}.${risks}`;
    case 'incompatible':
      return `Incompatible under ${rule} with ${versions}, ${who}.${risks}`;
    case 'nothing_compared':
      return `Nothing was compared: ${whyNothing(judged, nearest)}.${risks}`;
    case 'unknown':
      return `Unknown: not enough could be compared for a verdict; see gaps.${risks}`;
  }
}

function whyNothing({ seen, versions, level }: Judged, nearest: readonly string[]): string {
  if (seen !== null && !seen.subject.known)
    return `the registry has no such subject${nearest.length === 0 ? '' : ', but similar ones'}`;
  if (level?.name === NONE.name && versions.length > 0)
    return 'the level is NONE, so a registry accepts any schema that it can parse';
  return seen === null
    ? 'no earlier version was given; the schema itself is well-formed'
    : 'the subject has no versions';
}

/** What to do now, the most useful first. */
export function nextSteps(
  judged: Judged,
  { verdict }: RegistryVerdict,
  incompatibilities: readonly ExplainedIncompatibility[],
): string[] {
  const { examination, seen } = judged;
  switch (verdict) {
    case 'compatible': {
      const order = examination.upgradeOrder?.first ?? 'any';
      return [
        ...(examination.risks.length > 0 ? ['Go through the risks first: no registry stops them.'] : []),
        `Register the schema from the build pipeline (auto.register.schemas=false in production), then ${ROLLOUT[order]}.`,
      ];
    }
    case 'incompatible': {
      if (examination.mended !== null)
        return [
          examination.plan.length === 0
            ? 'Take the mended schema, or mend yours in its way, and check it once more.'
            : 'Begin with the mended schema and go on by the plan.',
        ];
      const fixes = new Set(incompatibilities.flatMap(({ fix }) => fix ?? []));
      if (examination.plan.length > 0) fixes.add('Go by the plan: no single step leads there.');
      return fixes.size > 0 ? [...fixes] : ['Change what the registry names: it refuses by rules of its own.'];
    }
    case 'nothing_compared':
      return nothingCompared(judged);
    case 'unknown':
      return [
        seen !== null && seen.level.name === null
          ? 'Give the account the right to read the compatibility level, or give `level`.'
          : 'Close the gaps and ask again.',
      ];
  }
}

const ROLLOUT = {
  any: 'upgrade both sides in any order',
  consumers: 'upgrade the consumers first',
  producers: 'upgrade the producers first',
  together: 'upgrade both sides together',
} as const;

function nothingCompared({ seen, versions }: Judged): string[] {
  if (seen === null && versions.length === 0)
    return ['Give the earlier versions in `previous`, or the name of a registered `subject`.'];
  if (seen !== null && !seen.subject.known)
    return [
      'Correct the subject: with the default strategy it is <topic>-key or <topic>-value.',
      'If the subject is meant to be new, its first version is accepted without a comparison: set its level before the second.',
    ];
  return versions.length === 0
    ? ['The first version is accepted without a comparison: set the level of the subject before the second.']
    : ['Choose a level for the subject, then ask again with it as `level`: without one a registry protects nobody.'];
}

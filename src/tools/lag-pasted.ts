import { diagnoseLag, type LagOptions } from '../domain/lag/diagnosis.ts';
import { readPasted } from '../domain/lag/pasted/read.ts';
import { KnownFailure } from '../failure.ts';
import type { LagAnswer } from './lag-looks.ts';

/** A thousand partitions with the longest names. */
const MOST_CHARS = 400_000;

/** Reads pasted text as evidence, of one group where one is named or there is but one. Throws KnownFailure. */
export function answerFromPasted(
  text: string,
  group: string | undefined,
  options: LagOptions,
  nowMs: number,
): { readonly answer: LagAnswer; readonly one: string | null } {
  if (text.length > MOST_CHARS) {
    throw new KnownFailure(
      `Argument \`pasted\` is too long: ${text.length} characters of at most ${MOST_CHARS}.`,
      'It may hold every group of a large cluster.',
      'Paste the output for one group.',
    );
  }
  const outcome = readPasted(text, nowMs);
  if (outcome.kind === 'refused') {
    throw new KnownFailure(
      outcome.what,
      'It may be the output of another tool, or its line of headings was left out.',
      outcome.expected,
    );
  }
  const { observation } = outcome;
  const names = observation.groups.map((each) => each.group);
  const [only] = names;
  const one = group ?? (names.length <= 1 ? (only ?? observation.unknownGroups[0]?.group ?? null) : null);
  const groups = observation.groups.filter((each) => one === null || each.group === one);
  const missing =
    one !== null && groups.length === 0 ? [{ group: one, knownGroups: names }] : observation.unknownGroups;
  const evidence = { first: { ...observation, groups, unknownGroups: missing }, second: null, background: null };
  return { answer: { evidence, diagnosis: diagnoseLag(evidence, options) }, one };
}

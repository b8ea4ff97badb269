import { count, percent, show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/**
 * Partitions do not divide by the members that run: some carry one more. Two against one is worth fixing, nine against eight is
 * not. What this plan chose itself it has weighed.
 */
const WORTH_SAYING = 1.25;

export const unevenSplit: DesignRule = ({ premises, sizing, protocol }) => {
  const { members, partitions, fullest, chosen, needed } = sizing;
  if (chosen.instances && premises.tasks === null) return null;
  const rest = partitions % members;
  const least = Math.floor(partitions / members);
  if (protocol.protocol === 'share' || rest === 0 || least === 0 || (least + 1) / least < WORTH_SAYING) return null;
  const even = divisorsOf(partitions);
  const enough = even.filter((one) => one >= Math.min(partitions, needed ?? 1));
  const near = [enough.filter((one) => one < members).at(-1), enough.find((one) => one > members)].filter(
    (one) => one !== undefined,
  );
  return {
    rule: 'CONSUMERS-UNEVEN-SPLIT',
    severity: 'low',
    says: `${show(partitions)} partitions over ${show(members)} members are uneven: ${count(rest, 'member')} ${rest === 1 ? 'carries' : 'carry'} ${show(least + 1)}, the others ${show(least)}.`,
    evidence: [
      `${show(partitions)} mod ${show(members)} = ${show(rest)}`,
      ...(fullest === null ? [] : [`the fullest is ${percent(fullest)} busy at peak`]),
    ],
    remedy: `Use a divisor of ${show(partitions)}: ${near.map((one) => show(one)).join(' or ')} members.`,
    guideline: GUIDELINE.size,
    confidence: 'high',
  };
};

const divisorsOf = (number: number): number[] =>
  Array.from({ length: number }, (_, index) => index + 1).filter((one) => number % one === 0);

import { count, percent, show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import type { Sizing } from '../sizing.ts';
import { GUIDELINE } from '../words.ts';

/** One instance alone, or so few that the others cannot carry the peak without one. */
export const oneDown: DesignRule = ({ premises, sizing, protocol }) => {
  const { fullest, fullestOneDown, instances, members, threads, partitions, busy } = sizing;
  const confidence = premises.meanMs.assumed ? 'low' : 'high';
  if (instances === 1)
    return {
      rule: 'CONSUMERS-NO-SPARE',
      severity: 'medium',
      says: 'One instance alone: nothing is read while it is down or restarts.',
      evidence: [`${count(members, 'member')} ${members === 1 ? 'stops' : 'stop'} with it`],
      remedy:
        partitions === 1
          ? 'Run a second instance: with one partition it idles, and takes over.'
          : 'Run at least two instances.',
      guideline: GUIDELINE.deploys,
      confidence: 'high',
    };
  if (busy === null || fullest === null || fullest > 1 || fullestOneDown === null || fullestOneDown <= 1) return null;
  const left = members - threads;
  const shared = protocol.protocol === 'share';
  const enough = shared ? null : partitionsThatSplit(sizing, left, busy);
  return {
    rule: 'CONSUMERS-ONE-DOWN-OVERLOADS',
    severity: 'low',
    says: `When one instance is lost at peak, the fullest of the others is ${percent(fullestOneDown)} busy and its lag grows until the instance is back.`,
    evidence: [
      shared
        ? `${count(busy, 'busy handler')} ÷ ${count(left, 'member')}`
        : `⌈${count(partitions, 'partition')} ÷ ${count(left, 'member')}⌉ = ${show(Math.ceil(partitions / left))} of ${count(partitions, 'partition')}, × ${count(busy, 'busy handler')}`,
    ],
    remedy: `${enough === null ? 'Add an instance' : `With ${show(enough)} partitions the others would carry it`}; or deploy off-peak, and accept the lag after a crash.`,
    guideline: GUIDELINE.deploys,
    confidence,
  };
};

/** The smallest larger count that those left carry; null: none up to twice the count, or more members than partitions. */
function partitionsThatSplit({ partitions, members }: Sizing, left: number, busy: number): number | null {
  if (left <= busy || members < partitions / 2) return null;
  for (let more = partitions; more <= 2 * partitions; more += 1)
    if ((Math.ceil(more / left) / more) * busy <= 1) return more;
  return null;
}

import { SHARE_GROUP_MAX_SIZE } from '../../formulas/members.ts';
import { count, percent, show } from '../../words.ts';
import type { Premises } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { ROUNDING, type Sizing } from '../sizing.ts';
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
  if (busy === null || fullest === null || fullest > 1 + ROUNDING) return null;
  if (fullestOneDown === null || fullestOneDown < 1 - ROUNDING) return null;
  const left = members - threads;
  const shared = protocol.protocol === 'share';
  const enough = shared ? null : partitionsThatSplit(partitions, left);
  const ways = [
    ...(shared && members + threads > SHARE_GROUP_MAX_SIZE ? [] : [spareOf(premises, sizing, shared)]),
    ...(enough === null || busy / left > WITH_ROOM
      ? []
      : [`have ${show(enough)} partitions (the others ${percent(busy / left)} busy)`]),
    'deploy off-peak, and accept the lag of a crash',
  ].join('; or ');
  return {
    rule: 'CONSUMERS-ONE-DOWN-OVERLOADS',
    severity: 'low',
    says: `When one instance is lost at peak, the fullest of the others is ${percent(fullestOneDown)} busy, and its lag ${fullestOneDown > 1 + ROUNDING ? 'grows' : 'does not shrink'} until the instance is back.`,
    evidence: [
      shared
        ? `${count(busy, 'busy handler')} ÷ ${count(left, 'member')}`
        : `⌈${count(partitions, 'partition')} ÷ ${count(left, 'member')}⌉ = ${show(Math.ceil(partitions / left))} of ${count(partitions, 'partition')}, × ${count(busy, 'busy handler')}`,
    ],
    remedy: `${ways.charAt(0).toUpperCase()}${ways.slice(1)}.`,
    guideline: GUIDELINE.deploys,
    confidence,
  };
};

/** One instance more: with it, one that is lost leaves as many as there are now. */
const spareOf = ({ client }: Premises, { instances, members, partitions }: Sizing, shared: boolean): string =>
  client === 'connect'
    ? 'add a worker'
    : `run ${count(instances + 1, 'instance')}${!shared && members >= partitions ? ': the spare idles, and takes over' : ''}`;

/** Busier than this, the others do not carry it: a queue near 1 grows. Rule of thumb. */
const WITH_ROOM = 0.9;

/** The smallest larger count that those left share evenly; null: none up to twice the count. */
function partitionsThatSplit(partitions: number, left: number): number | null {
  const even = Math.ceil(partitions / left) * left;
  return even > partitions && even <= 2 * partitions ? even : null;
}

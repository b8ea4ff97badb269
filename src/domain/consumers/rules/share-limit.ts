import { activeShareMembers, SHARE_GROUP_MAX_SIZE } from '../../formulas/members.ts';
import { count, percent, show } from '../../words.ts';
import { LOCKS_OF_A_PARTITION, type PollBudget } from '../polling.ts';
import type { Premises } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { neededFormula, type Sizing, UTILISATION } from '../sizing.ts';
import { GUIDELINE, rounded } from '../words.ts';

/** The most that group.share.max.size takes. Source: GroupCoordinatorConfig. */
const MOST_MEMBERS = 1_000;
const STEP = 50;

/** More members than a share group takes by default: those that are there, or those that the peak needs. */
export const shareLimit: DesignRule = ({ premises, sizing, protocol, poll }) => {
  const { needed, members, fullest } = sizing;
  const refused = members > SHARE_GROUP_MAX_SIZE;
  const short = needed !== null && needed > SHARE_GROUP_MAX_SIZE;
  if (protocol.protocol !== 'share' || (!refused && !short)) return null;
  const active = activeShareMembers({ consumers: members });
  const full = refused
    ? `${show(members - active.value)} of ${count(members, 'member')} are refused: a share group takes ${show(SHARE_GROUP_MAX_SIZE)} by default.`
    : `The peak needs ${show(needed ?? 0)} members, and a share group takes ${show(SHARE_GROUP_MAX_SIZE)} by default.`;
  const load =
    fullest === null
      ? ''
      : ` The ${show(active.value)} are ${percent(fullest)} busy at peak${fullest > 1 ? ', so lag grows as long as it lasts' : ''}.`;
  return {
    rule: 'CONSUMERS-SHARE-GROUP-FULL',
    severity: 'high',
    says: `${full}${load}`,
    evidence: [
      `${active.formula} = ${show(active.value)} (${active.source})`,
      ...(needed === null ? [] : [`needed ${neededFormula(premises, sizing.repeats)} = ${show(needed)}`]),
    ],
    remedy: short ? forThePeak(premises, sizing, needed, poll) : `Run ${show(SHARE_GROUP_MAX_SIZE)} members at most.`,
    guideline: GUIDELINE.shareGroups,
    confidence: refused || !premises.meanMs.assumed ? 'high' : 'low',
  };
};

/** A faster handler in a full group, several records at once in a member, or a larger group where the brokers can have one. */
function forThePeak({ rate }: Premises, sizing: Sizing, needed: number, poll: PollBudget): string {
  const { threads, active, repeats } = sizing;
  const affordableMs = rate === null ? 0 : (SHARE_GROUP_MAX_SIZE * UTILISATION * 1_000) / rate.value / repeats;
  const size = Math.ceil((needed + threads) / STEP) * STEP;
  const larger =
    size <= MOST_MEMBERS
      ? `Or set group.share.max.size=${size} on the brokers (at most ${show(MOST_MEMBERS)}) after a load test of the coordinator, and run ${show(needed)} members and one instance to spare.`
      : `Not even the largest group.share.max.size, ${show(MOST_MEMBERS)}, is enough.`;
  const faster = `${active < SHARE_GROUP_MAX_SIZE ? `Run ${show(SHARE_GROUP_MAX_SIZE)} members and bring` : 'Bring'} the handler to ${show(rounded(affordableMs))} ms`;
  return [`${faster}${atOnceOf(sizing, needed, poll)}.`, larger].join(' ');
}

/** As many at once as a poll of the plan brings, else as a longer one: what is worked on at once does not wait. Empty: their locks run out. */
function atOnceOf({ active, partitions }: Sizing, needed: number, { records }: PollBudget): string {
  if (needed > partitions * LOCKS_OF_A_PARTITION) return '';
  const members = Math.max(active, Math.ceil(needed / records));
  const within = members <= SHARE_GROUP_MAX_SIZE;
  const who = within && members > active ? `run ${show(members)} members that each work` : 'let each member work';
  const atOnce = Math.ceil(needed / (within ? members : active));
  const longer = within ? '' : ` (max.poll.records=${atOnce}, not ${records}: none of them waits for another then)`;
  return `; or ${who} on ${show(atOnce)} records of a poll at once${longer}, and acknowledge all of them before the next poll`;
}

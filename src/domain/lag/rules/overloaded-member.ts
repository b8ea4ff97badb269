import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { settingsFor } from '../client-settings.ts';
import { describeMembers } from '../commands.ts';
import { hasMoreWork, ownerBehind } from '../owner-behind.ts';
import { rate } from '../words.ts';
import { evidenceOf, guideline, type LagRule, ownerName } from './rule.ts';

/** All that lags belongs to one member, which has much more to do than any other. Source: lag rules L16, L18. */
export const overloadedMember: LagRule = (facts) => {
  const found = ownerBehind(facts);
  if (found === null || !hasMoreWork(found)) return [];
  const { owner, behind, work, mostOther } = found;
  const { group, client } = facts;
  return [
    {
      rule: 'LAG-OVERLOADED-MEMBER',
      severity: 'medium',
      says: `${ownerName(owner)} has more to do than any other member of ${named(group.group)} and is the only one behind: ${rate(work)} on ${count(owner.partitions.length, 'partition')}, the next has ${rate(mostOther)}.`,
      evidence: [...evidenceOf(behind), `assignor ${group.assignor ?? 'unknown'}`],
      remedy: `Spread the work: ${settingsFor(client, group.type).assignor}. Assignors count partitions, not records, so busy partitions may still meet in one member: more members than now, up to the number of partitions, part them.`,
      command: describeMembers(group.group),
      verify: 'Its lag falls, and no member reads more than twice as much as another.',
      guideline: guideline('growing'),
      confidence: behind[0]?.trend?.on === 'commit history' ? 'high' : 'medium',
    },
  ];
};

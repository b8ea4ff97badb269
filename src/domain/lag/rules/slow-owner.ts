import { named } from '../../named.ts';
import { describeMembers } from '../commands.ts';
import { hasMoreWork, ownerBehind } from '../owner-behind.ts';
import { rate } from '../words.ts';
import { evidenceOf, guideline, type LagRule, namesOf, ownerName } from './rule.ts';

/**
 * All that lags belongs to one member, and as much is written to the partitions of the others, which keep up: that member is
 * slow. Source: lag rules L18, §1.4.
 */
export const slowOwner: LagRule = (facts) => {
  const found = ownerBehind(facts);
  if (found === null || hasMoreWork(found)) return [];
  const { owner, others, behind } = found;
  const rates = others.slice(0, 3).map(({ consumedPerSecond }) => rate(consumedPerSecond ?? 0));
  return [
    {
      rule: 'LAG-SLOW-OWNER',
      severity: 'medium',
      says: `Only ${ownerName(owner)} is behind in ${named(facts.group.group)}, on ${namesOf(owner.partitions)}; the other ${others.length === 1 ? 'member keeps' : 'members keep'} up with as much.`,
      evidence: [
        `it reads ${rate(owner.consumedPerSecond ?? 0)}; the others read ${rates.join(', ')}`,
        ...evidenceOf(behind),
      ],
      remedy:
        'Look at that host: CPU throttling, garbage collection, a noisy neighbour, a slow path to the sink. Restart that one instance; its partitions go to another, which shows whether the host or the partition is slow. Adding members would move partitions and hide the cause.',
      command: describeMembers(facts.group.group),
      verify: 'Its partitions fall to the lag of the others.',
      guideline: guideline('growing'),
      confidence: behind[0]?.trend?.on === 'commit history' ? 'high' : 'medium',
    },
  ];
};

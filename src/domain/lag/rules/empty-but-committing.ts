import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { isEmpty } from '../partition.ts';
import { GUIDELINE, type LagRule } from './rule.ts';

/** State Empty is not "members gone": crash loops were Empty at nearly every look. Source: lag-faults-observed 4a, 24. */
export const emptyButCommitting: LagRule = ({ group, partitions, confidence }) => {
  const moving = partitions.filter(({ consumedPerSecond }) => consumedPerSecond !== null && consumedPerSecond > 0);
  if (!isEmpty(group) || moving.length === 0) return [];
  const stuck = partitions.filter(({ lag, consumedPerSecond }) => lag !== null && lag > 0n && consumedPerSecond === 0);
  const onlyCommits = group.protocolType === '';
  return [
    {
      rule: 'LAG-EMPTY-BUT-COMMITTING',
      severity: 'high',
      says: onlyCommits
        ? `${named(group.group)} has no members and commits all the same: an assign() consumer, whose members Kafka does not know.`
        : `${named(group.group)} looks Empty and yet commits: its consumers probably crash and come back in a loop.`,
      evidence: [
        `commits on ${count(moving.length, 'partition')} between the looks, group state ${group.state ?? 'unknown'}`,
        ...stuck.slice(0, 3).map(({ topic, partition, committed }) => `${topic}-${partition} stays at ${committed}`),
      ],
      remedy: onlyCommits
        ? 'Look at the application itself; rebalances and members play no part here.'
        : 'Read the log of the consumers first. If one partition stays where it is while others move, the batch from its committed offset on holds a record that cannot be processed: send it to a dead-letter topic instead of failing.',
      guideline: `${GUIDELINE}#no-active-members`,
      confidence: confidence === 'low' ? 'low' : 'medium',
    },
  ];
};

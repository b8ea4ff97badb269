import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeState } from '../commands.ts';
import { guideline, type LagRule, nameOf } from './rule.ts';

/**
 * Commits move and no member is there, and no history says why: state Empty is not "members gone". Source: lag-faults-observed
 * 4a, 24.
 */
export const emptyButCommitting: LagRule = ({ group, life, partitions, course }) => {
  if (life.kind !== 'empty but committing') return [];
  const moving = partitions.filter(({ judged }) => (judged.consumedPerSecond ?? 0) > 0);
  const stuck = partitions.filter(({ judged }) => (judged.lag ?? 0n) > 0n && judged.consumedPerSecond === 0);
  return [
    {
      rule: 'LAG-EMPTY-BUT-COMMITTING',
      severity: 'high',
      says: `${named(group.group)} looks Empty and yet commits: its consumers probably crash and come back in a loop.`,
      evidence: [
        `commits on ${count(moving.length, 'partition')} between the looks, group state ${group.state ?? 'unknown'}`,
        ...stuck.slice(0, 3).map(({ judged }) => `${nameOf(judged)} stays at ${judged.committed}`),
      ],
      remedy:
        'Read the log of the consumers first. If one partition stays where it is while others move, the batch from its committed offset on holds a record that cannot be processed: send it to a dead-letter topic instead of failing. An assign() consumer whose group was once used with members looks the same.',
      command: describeState(group.group),
      verify: 'The group is Stable at several looks, and every partition moves.',
      guideline: guideline('crash-loops'),
      confidence: course.confidence === 'low' ? 'low' : 'medium',
    },
  ];
};

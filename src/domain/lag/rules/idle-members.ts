import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { describeMembers } from '../commands.ts';
import type { GroupFacts } from '../facts.ts';
import type { MemberObservation } from '../observation.ts';
import { clientName, type LagRule, linesOf } from './rule.ts';

/**
 * Members that have nothing to do and will get nothing: more members than partitions. A member of the 4.x protocol that waits
 * for its target is none of them. Source: lag rules L14; lag-faults-observed 7.
 */
export const idleMembers: LagRule = (facts) => {
  const { group, capacity } = facts;
  const idle = idleOf(facts);
  if (idle.length === 0) return [];
  const partitions = capacity?.partitions ?? facts.partitions.length;
  return [
    {
      rule: 'LAG-IDLE-MEMBERS',
      severity: 'low',
      says: `${count(idle.length, 'member')} of ${named(group.group)} ${idle.length === 1 ? 'has' : 'have'} nothing to do: ${count(group.members?.length ?? 0, 'member')} for ${count(partitions, 'partition')}.`,
      evidence: linesOf(idle, (member) => `${clientName(member)}: no partition assigned`, 'more member'),
      remedy:
        'Run fewer members: one or two spare are plenty, each takes part in every rebalance. Adding partitions to give them work moves keys and breaks their order; where order does not matter a share group takes any number of members.',
      command: describeMembers(group.group),
      verify: 'Every member has at least one partition.',
      guideline: 'kafka://guidelines/consumer-groups#how-many-consumers',
      confidence: 'high',
    },
  ];
};

/** In a settled group where others have partitions; a group without any has nothing to read at all. */
function idleOf({ group }: GroupFacts): readonly MemberObservation[] {
  const members = group.members ?? [];
  if (group.state !== 'Stable' || group.type === 'share' || group.type === 'streams') return [];
  if (!members.some(({ assignment }) => (assignment?.length ?? 0) > 0)) return [];
  return members.filter(
    ({ assignment, target, epoch }) =>
      assignment?.length === 0 && (target?.length ?? 0) === 0 && (epoch === null || epoch === group.groupEpoch),
  );
}

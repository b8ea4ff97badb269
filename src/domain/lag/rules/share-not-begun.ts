import { named } from '../../named.ts';
import { describeShareGroup } from '../commands.ts';
import { guideline, type LagRule } from './rule.ts';

/** Start offset −1 is no lag of zero and no fault: nothing was read since the group joined. Source: lag-faults-observed 17. */
export const shareNotBegun: LagRule = ({ group, partitions }) => {
  if (group.type !== 'share' || group.offsets === null || (group.members?.length ?? 0) === 0) return [];
  const begun = partitions.filter(({ judged }) => judged.committed !== null);
  if (begun.length > 0) return [];
  return [
    {
      rule: 'LAG-SHARE-NOT-BEGUN',
      severity: 'info',
      says: `The share group ${named(group.group)} has members and has not begun to read: it has no start offset, so its lag is unknown, not zero.`,
      evidence: [`state ${group.state ?? 'unknown'}, no start offset on any partition`],
      remedy:
        'Wait for the first record after the group joined: share.auto.offset.reset is latest by default, so what was there before is not read. Set it to earliest for this group (kafka-configs.sh --entity-type groups) before the first start to read it all.',
      command: describeShareGroup(group.group),
      verify: 'The command shows a start offset once a record was written.',
      guideline: guideline('share-groups'),
      confidence: 'high',
    },
  ];
};

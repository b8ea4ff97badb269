import { named } from '../../named.ts';
import { describeState } from '../commands.ts';
import { guideline, type LagRule } from './rule.ts';

/**
 * A group whose offsets could not be had: no verdict, and above all not "dead". One whose type the broker does not tell (3.7)
 * is judged by its offsets all the same. Source: lag rules L13; every group of the 4.x protocols looks Dead to the classic call.
 */
export const groupUnreadable: LagRule = ({ group, unreadable }) => {
  if (group.coordinator === null || group.offsets !== null) return [];
  return [
    {
      rule: 'LAG-GROUP-UNREADABLE',
      severity: 'medium',
      says: `${named(group.group)} could not be read, so its lag is unknown, which is not a lag of zero.`,
      evidence: [`type ${group.type}, state ${group.state ?? 'unknown'}`, ...(unreadable === null ? [] : [unreadable])],
      remedy:
        'Do not delete the group: one of the 4.x protocols looks dead to tools that do not know it, and a stopped one loses its offsets. Grant DESCRIBE on the group and READ or DESCRIBE on its topics to the user of this server.',
      command: describeState(group.group),
      verify: 'kafka_diagnose_lag gives its type and a lag.',
      guideline: guideline('unknown'),
      confidence: 'high',
    },
  ];
};

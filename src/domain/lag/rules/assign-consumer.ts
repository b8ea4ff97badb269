import { named } from '../../named.ts';
import { describeGroup } from '../commands.ts';
import { guideline, type LagRule } from './rule.ts';

/** An assign() consumer: Empty for ever and alive all the same. Rules about members do not apply. Source: lag rules L27; lag-faults-observed 24. */
export const assignConsumer: LagRule = ({ group, life }) =>
  life.kind !== 'assign'
    ? []
    : [
        {
          rule: 'LAG-ASSIGN-CONSUMER',
          severity: 'info',
          says: `${named(group.group)} has no members and commits all the same: an assign() consumer, whose members Kafka does not know.`,
          evidence: [
            `group state ${group.state ?? 'unknown'}, protocol type ${group.protocolType === '' ? 'empty' : (group.protocolType ?? 'unknown')}, and commits go on`,
          ],
          remedy:
            'No fault. Rebalances and members play no part here, so watch the application itself: nothing in Kafka tells how many of its instances run. Its offsets expire offsets.retention.minutes (10080) after its last commit.',
          command: describeGroup(group.group),
          verify: 'Its offsets move on.',
          guideline: guideline('no-active-members'),
          confidence: 'high',
        },
      ];

import { named } from '../../named.ts';
import { describeTopic, unavailablePartitions } from '../commands.ts';
import { guideline, type LagRule } from './rule.ts';

/**
 * Nobody could be asked about the group. Its partition of `__consumer_offsets` tells its coordinator, so that is certain, and
 * so is that the group may well exist. Source: lag-faults-observed 20: lists then omit the group without an error.
 */
export const coordinatorUnavailable: LagRule = ({ group, unreadable }) =>
  group.coordinator !== null || group.offsets !== null
    ? []
    : [
        {
          rule: 'LAG-COORDINATOR-UNAVAILABLE',
          severity: 'critical',
          says: `The coordinator of ${named(group.group)} does not answer: nothing of the group can be read, and its members can neither commit nor rebalance.`,
          evidence: [unreadable ?? 'neither members nor committed offsets could be had'],
          remedy:
            'Bring back a broker that holds a replica of that partition of __consumer_offsets; kafka_describe_cluster names the missing brokers. The group is not gone: it reappears with its members. Then raise the replication factor of __consumer_offsets to 3, and restart KafkaJS consumers that gave up (CRASH with restart false).',
          command: `${describeTopic('__consumer_offsets')}; ${unavailablePartitions()}`,
          verify: `kafka_diagnose_lag for the group gives a lag again; for the first second after the broker is back lists may still omit it.`,
          guideline: guideline('no-active-members'),
          confidence: 'high',
        },
      ];

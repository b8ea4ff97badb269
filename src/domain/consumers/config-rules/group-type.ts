import { atLeast } from '../../configs/release.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** A share group runs, and the plan is for a consumer group: an id keeps its type. Observed with brokers 4.3.1. */
export const groupType: ConfigRule = (_, { premises, protocol }) => {
  const { told, release, clientRelease, ordered } = premises;
  if (told.groupType !== 'share' || protocol.protocol === 'share') return null;
  const available = atLeast(release, '4.2') && atLeast(clientRelease, '4.2');
  return {
    rule: 'CONSUMERS-GROUP-TYPE-DIFFERS',
    severity: 'high',
    says: 'The configuration is that of a share group, the plan that of a consumer group: under the same id its members are refused.',
    evidence: [
      'share. settings in config; the coordinator answers: Group … is not a consumer group',
      ...(available
        ? [ordered ? 'ordering = per_key: a share group keeps no order' : `delivery = ${premises.delivery}`]
        : ['share groups are generally available in brokers and client from 4.2']),
    ],
    remedy: available
      ? 'Say ordering=none and delivery=at_least_once where that holds, and the share group stays. Else take a new group.id, and set its offsets before the first member joins (kafka-consumer-groups.sh --reset-offsets --to-datetime).'
      : 'Upgrade brokers and client to 4.2 for share groups. Until then take a consumer group with another group.id, and set its offsets before the first member joins (kafka-consumer-groups.sh --reset-offsets --to-datetime).',
    guideline: GUIDELINE.shareGroups,
    confidence: 'high',
  };
};

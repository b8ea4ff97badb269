import { activeShareMembers, SHARE_GROUP_MAX_SIZE } from '../../formulas/members.ts';
import { show } from '../../words.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** More members than a share group takes by default. */
export const shareLimit: DesignRule = ({ sizing, protocol }) => {
  if (protocol.protocol !== 'share' || sizing.members <= SHARE_GROUP_MAX_SIZE) return null;
  const active = activeShareMembers({ consumers: sizing.members });
  return {
    rule: 'CONSUMERS-SHARE-GROUP-FULL',
    severity: 'high',
    says: `${show(sizing.members - active.value)} of ${show(sizing.members)} members are refused: a share group takes ${show(SHARE_GROUP_MAX_SIZE)} by default.`,
    evidence: [`${active.formula} = ${show(active.value)} (${active.source})`],
    remedy:
      'Make the handler faster, or raise group.share.max.size on the brokers (at most 1,000) after a load test of the coordinator.',
    guideline: GUIDELINE.shareGroups,
    confidence: 'high',
  };
};

import { hotMemberOf } from '../hot-member.ts';
import type { PartitionRule } from '../rule.ts';
import { tooFew } from './consumers-too-few.ts';

/** The given consumers carry the load, but not the one of them that has the hottest key beside other partitions. */
export const hotMember: PartitionRule = (plan) => {
  const { targetMessagesPerS, processingMs, hottestShare, consumers, consumersAssumed, utilisation, keyed } =
    plan.premises;
  if (targetMessagesPerS === null || processingMs === null || hottestShare === null) return null;
  if (consumers === null || consumersAssumed || tooFew(plan.premises) || plan.hotKey?.status === 'impossible')
    return null;
  return hotMemberOf({
    messagesPerS: targetMessagesPerS,
    processingMs,
    share: hottestShare,
    partitions: plan.counting.partitions,
    members: consumers,
    utilisation,
    keyed,
  });
};

import { named } from '../../named.ts';
import { count } from '../../words.ts';
import { internalTopicOf } from '../internal-topics.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The live topic looks like one that a system keeps for itself, whose count is not a matter of load. */
export const internalTopic: PartitionRule = ({ measured, counting, premises }) => {
  if (measured === null) return null;
  const { topic } = measured.facts.observed;
  const internal = internalTopicOf(topic);
  if (internal === null) return null;
  const changes = counting.partitions !== premises.currentPartitions;
  return {
    rule: 'PARTITIONS-INTERNAL-TOPIC',
    severity: changes ? 'high' : 'info',
    says: `By its name ${named(topic)} is ${internal.whose}: its count is ${internal.count}.${changes ? ' If so, do not carry out this plan.' : ''}`,
    evidence: [
      ...(premises.currentPartitions === null ? [] : [`it has ${count(premises.currentPartitions, 'partition')}`]),
      `with another count ${internal.otherwise} (${internal.source})`,
    ],
    remedy: 'Leave its count alone. Where the name only looks so, leave `topic` out and give the rate.',
    guideline: GUIDELINE.growing,
    confidence: 'medium',
  };
};

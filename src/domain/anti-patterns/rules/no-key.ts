import { percent, show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import { page, sentence } from '../words.ts';

/** Order matters, and nothing keeps the records of one entity together. */
export const noKey: AntiPattern = (facts) => {
  const { keyed, orderMatters, partitions } = facts;
  if (keyed !== false || orderMatters !== true || partitions === 1) return null;
  return {
    rule: 'ANTI-NO-KEY',
    severity: 'high',
    says: sentence(facts, 'order matters and the records have no key, so there is no order.'),
    evidence: [
      partitions === null
        ? 'two events of one entity meet in the same partition with probability 1 ÷ partitions'
        : `two events of one entity meet in the same partition with probability 1 ÷ ${show(partitions)} = ${percent(1 / partitions)}`,
      'no compaction, no joins and no local state without a key',
    ],
    remedy:
      'Key by the id of the entity whose order matters, serialised to the same bytes by every producer. On a live topic: new topic, drain the old one, switch producers, then consumers.',
    guideline: page('no-key'),
    confidence: 'high',
  };
};

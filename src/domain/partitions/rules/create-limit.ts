import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** One request can't create that many. */
export const createLimit: PartitionRule = ({ limits }) => {
  const over = limits.find(
    ({ limit, status }) => limit === 'partitions in one CreateTopics request' && status === 'over',
  );
  if (over === undefined) return null;
  return {
    rule: 'PARTITIONS-CREATE-LIMIT',
    severity: 'high',
    says: `Kafka refuses to create ${show(over.value)} partitions in one request: ${show(over.most)} is the most.`,
    evidence: [over.source],
    remedy: 'Question the inputs: no single topic should need this. Otherwise split it into several topics.',
    guideline: GUIDELINE.limits,
    confidence: 'high',
  };
};

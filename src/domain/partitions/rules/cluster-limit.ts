import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** More replicas than clusters are known to run well with. */
export const clusterLimit: PartitionRule = ({ limits }) => {
  const over = limits.find(({ limit, status }) => limit === 'replicas of the cluster' && status === 'over');
  if (over === undefined) return null;
  return {
    rule: 'PARTITIONS-CLUSTER-LIMIT',
    severity: 'critical',
    says: `The cluster would hold ${show(over.value)} replicas, above the ${show(over.most)} that are known to work.`,
    evidence: [`${over.source}; KRaft labs report 600,000 to 2,000,000, without a promise by Apache Kafka`],
    remedy: 'Question the inputs first; then split the topic over clusters, or make the handler faster.',
    guideline: GUIDELINE.limits,
    confidence: 'medium',
  };
};

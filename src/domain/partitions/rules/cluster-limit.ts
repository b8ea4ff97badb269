import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The most that a lab reported, of KRaft: Confluent, no promise by Apache Kafka. */
const MOST_REPLICAS_REPORTED = 2_000_000;

/** More replicas than clusters are known to run well with. */
export const clusterLimit: PartitionRule = ({ limits }) => {
  const over = limits.find(({ limit, status }) => limit === 'replicas of the cluster' && status === 'over');
  if (over === undefined) return null;
  return {
    rule: 'PARTITIONS-CLUSTER-LIMIT',
    severity: over.value > MOST_REPLICAS_REPORTED ? 'critical' : 'high',
    says: `The cluster would hold ${show(over.value)} replicas, more than the ${show(over.most)} that the rule of thumb allows.`,
    evidence: [
      `${over.formula} = ${show(over.value)}`,
      `${over.source}; KRaft labs report 600,000 to ${show(MOST_REPLICAS_REPORTED)}, without a promise by Apache Kafka`,
    ],
    remedy:
      'Question the inputs first. On ZooKeeper stay below; on KRaft rehearse a failover with so many, or split the load over clusters.',
    guideline: GUIDELINE.limits,
    confidence: 'medium',
  };
};

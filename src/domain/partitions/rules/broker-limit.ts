import type { PartitionRule } from '../rule.ts';
import { GUIDELINE, show } from '../words.ts';

/** More replicas per broker than the rule of thumb allows, in normal operation or with one broker down. */
export const brokerLimit: PartitionRule = ({ limits, premises }) => {
  const normal = limits.find(({ limit, status }) => limit === 'replicas per broker' && status === 'over');
  const degraded = limits.find(
    ({ limit, status }) => limit === 'replicas per broker, one broker down' && status === 'over',
  );
  const over = normal ?? degraded;
  if (over === undefined) return null;
  return {
    rule: 'PARTITIONS-BROKER-LIMIT',
    severity: normal === undefined ? 'medium' : 'high',
    says: `Each broker would hold ${show(over.value)} replicas${normal === undefined ? ' with one broker down' : ''}, above ${show(over.most)}.`,
    evidence: [normal, degraded].flatMap((limit) =>
      limit === undefined
        ? []
        : [
            `${limit.limit}: ${show(limit.value)} of ${show(limit.most)}, replication factor ${premises.replicationFactor}`,
          ],
    ),
    remedy:
      'Add brokers, delete or merge idle topics, or lower the count. Managed services allow less: MSK recommends 1,000 on m7g.large.',
    guideline: GUIDELINE.limits,
    confidence: premises.existingReplicas === null ? 'medium' : 'high',
  };
};

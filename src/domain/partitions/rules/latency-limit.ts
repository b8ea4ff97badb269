import { count, show } from '../../words.ts';
import { rounded } from '../arithmetic.ts';
import { replicasAfter, replicationLatencyMs } from '../limits.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Latency matters, and the brokers hold more partitions than Rao's soft cap. */
export const latencyLimit: PartitionRule = ({ limits, premises, counting }) => {
  const over = limits.find(({ limit, status }) => limit === 'replicas per broker for low latency' && status === 'over');
  const { brokers, replicationFactor } = premises;
  if (over === undefined || brokers === null) return null;
  const leaders = replicasAfter(premises, counting.partitions) / replicationFactor / brokers;
  return {
    rule: 'PARTITIONS-LATENCY-LIMIT',
    severity: 'medium',
    says: `Each broker would hold ${show(over.value)} replicas, above the soft cap of ${show(over.most)} for low latency.`,
    evidence: [
      `100 × ${count(brokers, 'broker')} × replication factor ${show(replicationFactor)} = ${show(over.most)} (Jun Rao)`,
      ...(brokers === 1 || replicationFactor === 1
        ? []
        : [
            `about ${show(rounded(replicationLatencyMs(leaders, replicationFactor - 1, brokers - 1), 1))} ms added by replication: ${show(Math.round(leaders))} leaders × ${count(replicationFactor - 1, 'follower')} ÷ ${count(brokers - 1, 'other broker')}, 20 ms for each 1,000`,
          ]),
    ],
    remedy: 'Fewer partitions per topic, more brokers, or num.replica.fetchers of 2–8 on the brokers.',
    guideline: GUIDELINE.limits,
    confidence: 'medium',
  };
};

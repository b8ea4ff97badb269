import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** One or two brokers can't keep three copies. */
export const replication: DesignRule = ({ premises: { brokers, replicationFactor, minInsyncReplicas } }) => {
  if (brokers === null || replicationFactor >= 3) return [];
  return [
    {
      rule: 'DESIGN-REPLICATION-BELOW-3',
      severity: 'high',
      says:
        replicationFactor === 1
          ? 'One broker keeps one copy: each restart stops everything, and a lost disk loses every record.'
          : 'Two brokers keep two copies: while one is down, each new record has one copy only.',
      evidence: [
        `brokers = ${brokers}: RF ${replicationFactor}, min.insync.replicas ${minInsyncReplicas}; the floor for production is RF 3 and 2`,
      ],
      remedy:
        'Run at least three brokers in three zones before this carries business; RF of live topics is raised by a reassignment.',
      guideline: GUIDELINE.replication,
      confidence: 'high',
    },
  ];
};

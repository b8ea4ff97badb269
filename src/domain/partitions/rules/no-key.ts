import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Records without a key have no order; right for telemetry, an anti-pattern for business events. */
export const noKey: PartitionRule = ({ premises }) => {
  if (premises.keyed) return null;
  return {
    rule: 'PARTITIONS-NO-KEY',
    severity: 'info',
    says: 'Without a key there is no order at all: right for logs and metrics, wrong for events of an entity.',
    evidence: ['ordering = none'],
    remedy:
      'For events of an entity, key by its id. For unordered work, a share group (Kafka 4.2 and later) lets more consumers than partitions take part.',
    guideline: GUIDELINE.antiPatterns,
    confidence: 'high',
  };
};

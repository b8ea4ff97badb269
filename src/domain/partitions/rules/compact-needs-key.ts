import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Compaction works on keys, also where nobody asks for order. */
export const compactNeedsKey: PartitionRule = ({ premises }) => {
  if (!premises.compacted || premises.ordered) return null;
  return {
    rule: 'PARTITIONS-COMPACT-NEEDS-KEY',
    severity: 'high',
    says: 'A compacted topic needs a key, so ordering = none cannot hold: the plan treats it as keyed.',
    evidence: ['cleanup_policy = compact, ordering = none'],
    remedy: 'Key every record by the entity whose last value is kept; brokers reject records without a key here.',
    guideline: GUIDELINE.antiPatterns,
    confidence: 'high',
  };
};

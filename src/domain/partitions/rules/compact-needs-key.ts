import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Compaction works on keys, also where nobody asks for order. */
export const compactNeedsKey: PartitionRule = ({ premises }) => {
  const { compacted, ordered, withKeys } = premises;
  if (!compacted || (ordered && withKeys !== false)) return null;
  return {
    rule: 'PARTITIONS-COMPACT-NEEDS-KEY',
    severity: 'high',
    says: `A compacted topic needs a key, so ${withKeys === false ? 'keyed = false' : 'ordering = none'} cannot hold: the plan treats it as keyed.`,
    evidence: [`cleanup_policy = compact, ${withKeys === false ? 'keyed = false' : 'ordering = none'}`],
    remedy: 'Key every record by the entity whose last value is kept; brokers reject records without a key here.',
    guideline: GUIDELINE.antiPatterns,
    confidence: 'high',
  };
};

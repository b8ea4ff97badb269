import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Only the number of consumers is known. */
export const noRate: PartitionRule = ({ loads, counting }) => {
  if (loads.length > 0) return null;
  return {
    rule: 'PARTITIONS-NO-RATE',
    severity: 'low',
    says: 'No rate was given: this is a starting floor for a topic of a few MB/s, not a capacity plan.',
    evidence: [counting.binding.says],
    remedy: 'Give target_mb_per_s, or target_messages_per_s with processing_ms_per_message.',
    guideline: GUIDELINE.formulas,
    confidence: 'high',
  };
};

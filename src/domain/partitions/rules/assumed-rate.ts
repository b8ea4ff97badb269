import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The binding number was assumed, not measured. */
export const assumedRate: PartitionRule = ({ loads, hotKey, counting }) => {
  const binding = counting.binding.id === 'hot-key' ? hotKey?.load : loads.find(({ id }) => id === counting.binding.id);
  if (binding === undefined || !binding.assumed) return null;
  return {
    rule: 'PARTITIONS-ASSUMED-RATE',
    severity: 'medium',
    says: `The count rests on an assumed rate of ${binding.perPartition} MB/s per partition for ${binding.who}.`,
    evidence: [counting.binding.says],
    remedy: 'Measure it before the topic carries keyed data: halve the rate and the count doubles.',
    guideline: GUIDELINE.formulas,
    confidence: 'high',
  };
};

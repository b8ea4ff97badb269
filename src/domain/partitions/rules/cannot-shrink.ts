import { count, show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The topic has more than it needs; that can't be undone, and mostly need not be. */
export const cannotShrink: PartitionRule = ({ premises, counting }) => {
  const current = premises.currentPartitions;
  if (current === null || counting.binding.id !== 'current' || current < 2 * counting.base) return null;
  if (counting.claims.every(({ assumed }) => assumed)) return null;
  return {
    rule: 'PARTITIONS-CANNOT-SHRINK',
    severity: 'info',
    says: `The topic has ${count(current, 'partition')} and needs ${show(counting.base)}.`,
    evidence: [`current_partitions ${show(current)}, needed ${show(counting.base)}`],
    remedy: 'Keep it unless the partitions hurt elsewhere; only a new topic can be smaller.',
    guideline: GUIDELINE.growing,
    confidence: 'high',
  };
};

import { show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** One partition would carry the traffic; the others buy room to scale out. */
export const elasticity: PartitionRule = ({ counting }) => {
  const { throughput, binding, partitions } = counting;
  if (throughput === null || throughput > 1 || binding.id !== 'F3-consumers') return null;
  return {
    rule: 'PARTITIONS-FOR-ELASTICITY',
    severity: 'info',
    says: `Throughput alone needs 1 partition; the ${show(partitions)} buy room to scale consumers out, not speed.`,
    evidence: [binding.says],
    remedy: 'Fine as it is; if the group never grows, fewer would do as well.',
    guideline: GUIDELINE.formulas,
    confidence: 'high',
  };
};

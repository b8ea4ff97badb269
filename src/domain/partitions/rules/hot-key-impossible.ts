import { percent } from '../../words.ts';
import { HOT_KEY_REMEDY, hottestKeyLoad } from '../hot-key.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The hottest key alone is more than one partition carries. */
export const hotKeyImpossible: PartitionRule = ({ hotKey }) => {
  if (hotKey === null || hotKey.status !== 'impossible') return null;
  return {
    rule: 'PARTITIONS-HOT-KEY-IMPOSSIBLE',
    severity: hotKey.load.assumed ? 'high' : 'critical',
    says: `No sensible number of partitions carries the hottest key: ${hotKey.oneOfKeys === null ? '' : 'at least '}${percent(hotKey.share)} of the traffic stays in one partition.`,
    evidence: [hottestKeyLoad(hotKey, 1)],
    remedy: HOT_KEY_REMEDY,
    guideline: GUIDELINE.hotKeys,
    confidence: hotKey.load.assumed ? 'low' : 'high',
  };
};

import { hotKeyRemedy, hottestKeyLoad } from '../hot-key.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE, sharePercent } from '../words.ts';

/** The hottest key alone is more than one partition carries. */
export const hotKeyImpossible: PartitionRule = ({ hotKey, premises }) => {
  if (hotKey === null || hotKey.status !== 'impossible' || hotKey.outOfProportion !== null) return null;
  return {
    rule: 'PARTITIONS-HOT-KEY-IMPOSSIBLE',
    severity: hotKey.load.assumed ? 'high' : 'critical',
    says: `No sensible number of partitions carries the hottest key: ${hotKey.oneOfKeys === null ? '' : 'at least '}${sharePercent(hotKey.share)} of the traffic stays in one partition.`,
    evidence: [hottestKeyLoad(hotKey, 1)],
    remedy: hotKeyRemedy(premises),
    guideline: GUIDELINE.hotKeys,
    confidence: hotKey.load.assumed ? 'low' : 'high',
  };
};

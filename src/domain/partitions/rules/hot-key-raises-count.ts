import { show } from '../../words.ts';
import { hotKeyRemedy, hottestKeyLoad } from '../hot-key.ts';
import { plannedFor } from '../rounding.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Half as many again are worth another key or a faster handler, a few more are not: rule of thumb. */
const WORTH_A_REMEDY = 1.5;

/** The plan is as large as it is only to thin out the hottest key's partition. */
export const hotKeyRaisesCount: PartitionRule = ({ hotKey, counting, premises }) => {
  if (hotKey === null || counting.binding.id !== 'hot-key') return null;
  const others = counting.claims.flatMap(({ id, asks }) => (id === 'hot-key' ? [] : [asks]));
  const even = plannedFor(Math.max(1, ...others), premises);
  if (even === counting.partitions) return null;
  return {
    rule: 'PARTITIONS-HOT-KEY-RAISES-COUNT',
    severity: counting.partitions < WORTH_A_REMEDY * even ? 'low' : 'medium',
    says: `The hottest key alone raises the count from ${show(even)} to ${show(counting.partitions)}.`,
    evidence: [hottestKeyLoad(hotKey, hotKey.growth)],
    remedy: hotKeyRemedy(premises),
    guideline: GUIDELINE.hotKeys,
    confidence: hotKey.load.assumed ? 'low' : 'high',
  };
};

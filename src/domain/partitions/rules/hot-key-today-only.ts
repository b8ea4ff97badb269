import { show } from '../../words.ts';
import { hotKeyRemedy, hottestKeyLoad } from '../hot-key.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The hottest key fits now and will not after the planned growth. */
export const hotKeyTodayOnly: PartitionRule = ({ hotKey, premises }) => {
  if (hotKey === null || hotKey.status !== 'fits_today_only' || hotKey.outOfProportion !== null) return null;
  return {
    rule: 'PARTITIONS-HOT-KEY-TODAY-ONLY',
    severity: 'high',
    says: `The hottest key ${hotKey.oneOfKeys === null ? 'fits today, but not' : 'will not fit'} after × ${show(premises.growth)} growth, and no sensible number of partitions changes that.`,
    evidence: [
      hottestKeyLoad(hotKey, 1),
      hottestKeyLoad(hotKey, premises.growth),
      `it fills one partition at × ${show(1 / (hotKey.share * hotKey.load.partitions))}${hotKey.oneOfKeys === null ? '' : ' at the latest'}`,
    ],
    remedy: hotKeyRemedy(premises),
    guideline: GUIDELINE.hotKeys,
    confidence: hotKey.load.assumed ? 'low' : 'high',
  };
};

import { percent, show } from '../../words.ts';
import { hotKeyRemedy, hottestKeyLoad, hottestPartitionLoad } from '../hot-key.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Only hundreds of idle partitions would keep the other keys out of the hottest key's way, so the plan has them not. */
export const hotKeyOutOfProportion: PartitionRule = ({ hotKey, counting, premises }) => {
  if (hotKey === null || hotKey.outOfProportion === null) return null;
  const { outOfProportion: wanted, load, share } = hotKey;
  const { partitions } = counting;
  const ofPartition = share * load.partitions * wanted.growth;
  const withOthers = hottestPartitionLoad(load.partitions * wanted.growth, share, partitions);
  const when = wanted.growth > 1 ? `After × ${show(wanted.growth)} growth the` : 'The';
  return {
    rule: 'PARTITIONS-HOT-KEY-OUT-OF-PROPORTION',
    severity: 'high',
    says: `${when} hottest key takes ${percent(ofPartition)} of what its partition carries, and the other keys in it make that ${percent(withOthers)}: they fall behind.`,
    evidence: [
      hottestKeyLoad(hotKey, wanted.growth),
      `${show(wanted.partitions)} partitions would keep the other keys out of its way; ${show(partitions)} are planned for the load`,
    ],
    remedy: hotKeyRemedy(premises),
    guideline: GUIDELINE.hotKeys,
    confidence: load.assumed ? 'low' : 'high',
  };
};

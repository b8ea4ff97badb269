import { UNEVEN } from '../../lag/skew.ts';
import { percent, show } from '../../words.ts';
import { HOT_KEY_REMEDY } from '../hot-key.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Source: guideline, key cardinality and skew: warn at 2, act at 4, above about 1,000 records. */
const ACT_AT = 4;
const FEWEST_RECORDS = 1_000;

/** One partition of the live topic takes far more than its share, which an even plan does not see. */
export const measuredSkew: PartitionRule = ({ measured }) => {
  const skew = measured?.facts.skew ?? null;
  if (skew === null || skew.factor < UNEVEN || skew.total < FEWEST_RECORDS) return null;
  return {
    rule: 'PARTITIONS-MEASURED-SKEW',
    severity: skew.factor >= ACT_AT ? 'high' : 'medium',
    says: `Partition ${skew.busiest} takes ${percent(skew.share)} of the records, × ${show(skew.factor)} its even share; the count assumes an even spread.`,
    evidence: [
      `${show(Math.round(skew.share * skew.total))} of ${show(skew.total)} records on one of ${show(skew.partitions)} partitions`,
    ],
    remedy: `Read a sample of that partition: one key with half of it is a hot key (give hottest_key_share), many keys are too few partitions or bad luck. ${HOT_KEY_REMEDY}`,
    guideline: GUIDELINE.skew,
    confidence: 'high',
  };
};

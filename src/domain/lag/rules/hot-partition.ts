import { named } from '../../named.ts';
import { HOT_KEY_REMEDY } from '../../partitions/hot-key.ts';
import { readRecords } from '../commands.ts';
import { hotTopic } from '../hot.ts';
import { pressureWords } from '../pressure.ts';
import { amount, rate } from '../words.ts';
import { type LagRule, nameOf } from './rule.ts';

/** Records to look at for the key that stands out. */
const RECORDS_TO_READ = 1_000;

/** Four times the even share and more. Source: lag rules §1.4, proposed there. */
const CRITICAL = 4;

/**
 * One partition gets most of what is written, and that is the one that lags: a hot key, or few keys. Produce skew, not lag
 * skew: with even production it is the owner. Source: lag rules L17, §1.4; lag-faults-observed 5.
 */
export const hotPartition: LagRule = (facts) => {
  const hot = hotTopic(facts);
  if (hot === null) return [];
  const { group, capacity } = facts;
  const { skew, hottest, seconds } = hot;
  const from = hottest.seen.committed ?? 0n;
  return [
    {
      rule: 'LAG-HOT-PARTITION',
      severity: skew.factor >= CRITICAL || capacity?.limit?.kind === 'partition' ? 'high' : 'medium',
      says: `${nameOf(hottest.judged)} gets ${Math.round(skew.share * 100)} % of what is written to ${skew.partitions} partitions, and there ${named(group.group)} falls behind: a hot key, which more consumers or partitions do not cure.`,
      evidence: [
        `${amount(skew.total)} records written in ${amount(seconds)} s: ${amount(skew.factor)} times the even share (high watermarks)`,
        `${nameOf(hottest.judged)}: ${hottest.judged.because}`,
        ...pressureWords(facts),
        ...(capacity === null
          ? []
          : [
              `one busy member gets ${rate(capacity.perMemberPerSecond)} done, ${rate(hottest.judged.producedPerSecond ?? 0)} come in there`,
            ]),
      ],
      remedy: `First see which key it is: sample the partition with the command (print.key=true) and count. ${HOT_KEY_REMEDY} Producers without a key look uneven on short samples only.`,
      command: `${readRecords(hottest.judged, from, RECORDS_TO_READ)} --property print.key=true --property print.value=false`,
      verify: `The share of ${nameOf(hottest.judged)} falls below ${Math.round((200 * 1) / skew.partitions)} %, and its lag falls.`,
      guideline: 'kafka://guidelines/partitioning-and-keys#hot-keys',
      confidence: hottest.trend?.on === 'commit history' ? 'high' : 'medium',
    },
  ];
};

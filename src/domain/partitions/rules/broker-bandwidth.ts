import { show } from '../../words.ts';
import { bandwidthOf, givenGrowth } from '../limits.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The topic alone is more than the network card of a broker carries, today or after the growth that was given. */
export const brokerBandwidthLimit: PartitionRule = ({ premises }) => {
  const growth = givenGrowth(premises);
  const today = bandwidthOf(premises, 1);
  const grown = bandwidthOf(premises, growth);
  if (today === null || grown === null || grown.verdict === 'fits') return null;
  const fitsToday = today.verdict === 'fits';
  const { worst, carriesMbPerS } = fitsToday ? grown : today;
  const { replicationFactor, replicationFactorAssumed } = premises;
  const takes = worst.direction === 'in' ? 'take in' : 'send';
  return {
    rule: 'PARTITIONS-BROKER-BANDWIDTH',
    severity: today.verdict === 'over' ? 'high' : 'medium',
    says: `${fitsToday ? `After × ${show(growth)} growth this topic alone would make` : 'This topic alone makes'} each broker ${takes} ${show(worst.value)} MB/s${worst.brokersDown === 1 ? ' while one broker is down' : ''}; a network card of 10 Gbit/s carries ${show(carriesMbPerS)}.`,
    evidence: [
      `${worst.formula} = ${show(worst.value)} MB/s, of ${show(carriesMbPerS)} MB/s each way (10 Gbit/s is assumed)`,
      ...(fitsToday ? [`today ${show(today.worst.value)} MB/s`] : []),
      ...(fitsToday || growth === 1 ? [] : [`after × ${show(growth)} growth ${show(grown.worst.value)} MB/s`]),
      ...(replicationFactorAssumed ? [`RF ${show(replicationFactor)} is assumed`] : []),
      'target_mb_per_s counts as it is on the wire; more groups of readers come on top',
    ],
    remedy:
      'First check the rate: is it in MB/s, and after compression? Then more brokers, faster cards, or the topic on a cluster of its own.',
    guideline: GUIDELINE.network,
    confidence: 'medium',
  };
};

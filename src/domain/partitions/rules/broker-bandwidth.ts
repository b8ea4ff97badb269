import { show } from '../../words.ts';
import { bandwidthOf } from '../limits.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The topic alone is more than the network card of a broker carries. */
export const brokerBandwidthLimit: PartitionRule = ({ premises }) => {
  const bandwidth = bandwidthOf(premises);
  if (bandwidth === null || bandwidth.verdict === 'fits') return null;
  const { worst, carriesMbPerS, verdict } = bandwidth;
  const { replicationFactor, replicationFactorAssumed } = premises;
  return {
    rule: 'PARTITIONS-BROKER-BANDWIDTH',
    severity: verdict === 'over' ? 'high' : 'medium',
    says: `This topic alone makes each broker ${worst.direction === 'in' ? 'take in' : 'send'} ${show(worst.value)} MB/s${worst.brokersDown === 1 ? ' while one broker is down' : ''}; a network card of 10 Gbit/s carries ${show(carriesMbPerS)}.`,
    evidence: [
      `${worst.formula} = ${show(worst.value)} MB/s, of ${show(carriesMbPerS)} MB/s each way (10 Gbit/s is assumed)`,
      ...(replicationFactorAssumed ? [`RF ${show(replicationFactor)} is assumed`] : []),
      'target_mb_per_s counts as it is on the wire; more groups of readers come on top',
    ],
    remedy:
      'First check the rate: is it in MB/s, and after compression? Then more brokers, faster cards, or the topic on a cluster of its own.',
    guideline: GUIDELINE.network,
    confidence: 'medium',
  };
};

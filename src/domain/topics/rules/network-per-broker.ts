import { rounded } from '../../partitions/arithmetic.ts';
import { count, show } from '../../words.ts';
import { bandwidthOf, brokersForNetwork, CLUSTER_GUIDELINE, clusterLoadOf, worstFormula } from '../cluster-load.ts';
import type { DesignRule } from '../rule.ts';

/** Better than most data compresses. Source: rule of thumb; JSON 3–6 times with zstd. */
const STRONG_COMPRESSION = 6;

/** The peak of all topics together against the network cards of the brokers. */
export const networkPerBroker: DesignRule = ({ premises, topics }) => {
  const { brokers } = premises;
  if (brokers === null) return [];
  const { surely } = clusterLoadOf(topics);
  const bandwidth = bandwidthOf(surely, premises, brokers);
  const { verdict, worst, carriesMbPerS } = bandwidth;
  if (verdict === 'fits') return [];
  const whatever = bandwidthOf(surely, premises, brokers, STRONG_COMPRESSION).verdict === 'over';
  const mbPerS = (value: number) => `${show(rounded(value, 0))} MB/s`;
  const down = worst.brokersDown === 1 ? ' while one is down' : '';
  return [
    {
      rule: 'DESIGN-NETWORK-PER-BROKER',
      severity: whatever ? 'high' : 'medium',
      says: `Each broker would ${worst.direction === 'in' ? 'take in' : 'send'} ${mbPerS(worst.value)} at peak${down}, before compression; a card of 10 Gbit/s, assumed, carries ${mbPerS(carriesMbPerS)}.`,
      evidence: [`${worstFormula(surely, bandwidth, premises, brokers)} = ${mbPerS(worst.value)}`],
      remedy: `Plan ${count(brokersForNetwork(surely, premises), 'broker')} with such cards, or faster cards; compression divides the number, so measure it on your records first.`,
      guideline: CLUSTER_GUIDELINE.network,
      confidence: 'medium',
    },
  ];
};

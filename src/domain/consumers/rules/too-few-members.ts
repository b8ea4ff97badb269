import { count, percent, show } from '../../words.ts';
import type { Premises } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { neededFormula, type Sizing, UTILISATION } from '../sizing.ts';
import { GUIDELINE, rounded } from '../words.ts';

/** Above it a partition count owes a measured reason, and a slow handler is none. */
const REVIEW_THRESHOLD = 50;

/** The members cannot carry the peak, because they are too few or because the partitions are. */
export const tooFewMembers: DesignRule = ({ premises, sizing, protocol }) => {
  const { needed, busy, members, partitions, fullest } = sizing;
  if (needed === null || busy === null || fullest === null || fullest <= UTILISATION) return null;
  const shared = protocol.protocol === 'share';
  const active = shared ? members : Math.min(members, partitions);
  if (active >= needed) return null;
  const partitionsBind = !shared && partitions < needed;
  return {
    rule: partitionsBind ? 'CONSUMERS-TOO-FEW-PARTITIONS' : 'CONSUMERS-TOO-FEW',
    severity: fullest > 1 ? 'high' : 'medium',
    says:
      fullest > 1
        ? `The group cannot carry its peak: the fullest of ${count(active, 'working member')} is ${percent(fullest)} busy, so lag grows as long as the peak lasts.`
        : `The group has no room to catch up: the fullest of ${count(active, 'working member')} is ${percent(fullest)} busy at peak.`,
    evidence: [`needed ${neededFormula(premises)} = ${show(needed)}, working ${show(active)}`],
    remedy: partitionsBind ? withSoManyPartitions(premises, sizing) : withMoreMembers(sizing, needed),
    guideline: GUIDELINE.size,
    confidence: premises.meanMs.assumed ? 'low' : 'high',
  };
};

/** What the handler may take, so that one for each partition is enough; more partitions where that is no absurd number. */
function withSoManyPartitions({ rate, ordered }: Premises, { partitions, needed }: Sizing): string {
  const affordableMs = rate === null ? 0 : (partitions * UTILISATION * 1_000) / rate.value;
  const more =
    needed !== null && needed <= REVIEW_THRESHOLD ? `, or give the topic at least ${show(needed)} partitions` : '';
  return `Bring the handler to ${show(rounded(affordableMs))} ms (${show(partitions)} partitions × ${UTILISATION} ÷ ${show(rate?.value ?? 0)} messages/s) by batches, asynchronous I/O or work per key in parallel${more}.${ordered ? '' : ' A share group (Kafka 4.2 and later) needs no partition for each member.'}`;
}

function withMoreMembers({ threads, instances, chosen }: Sizing, needed: number): string {
  const wider =
    chosen.threads && instances > 1
      ? `, or ${show(Math.ceil(needed / (instances - 1)))} consumers in each of ${show(instances)}`
      : '';
  return `Run ${show(Math.ceil(needed / threads) + 1)} instances of ${count(threads, 'consumer')}${wider}; one of them is the spare.`;
}

import { SHARE_GROUP_MAX_SIZE } from '../../formulas/members.ts';
import { count, percent, show } from '../../words.ts';
import type { Premises } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { neededFormula, type Sizing, UTILISATION } from '../sizing.ts';
import { GUIDELINE, perSecond, rounded } from '../words.ts';
import { shareGroupWouldDo } from './share-hint.ts';

/** Above it a partition count owes a measured reason, and a slow handler is none. */
const REVIEW_THRESHOLD = 50;

/** A rule of thumb is no edge: a little more is no finding. */
const TOLERATED = 1.05;

/** The members cannot carry the peak, because they are too few or because the partitions are. */
export const tooFewMembers: DesignRule = ({ premises, sizing, protocol }) => {
  const { needed, busy, members, active, partitions, fullest } = sizing;
  if (needed === null || busy === null || fullest === null || fullest <= UTILISATION * TOLERATED) return null;
  const shared = protocol.protocol === 'share';
  if (active >= needed || (shared && needed > SHARE_GROUP_MAX_SIZE)) return null;
  const idle = members - active;
  const partitionsBind = !shared && partitions < needed;
  return {
    rule: partitionsBind ? 'CONSUMERS-TOO-FEW-PARTITIONS' : 'CONSUMERS-TOO-FEW',
    severity: fullest > 1 ? 'high' : 'medium',
    says:
      fullest > 1
        ? `The group cannot carry its peak: the fullest of ${count(active, 'working member')} is ${percent(fullest)} busy, so lag grows as long as the peak lasts.`
        : `The group has no room to catch up: the fullest of ${count(active, 'working member')} is ${percent(fullest)} busy at peak.`,
    evidence: [
      `needed ${neededFormula(premises, sizing.repeats)} = ${show(needed)}, working ${show(active)}`,
      ...(idle > 0
        ? [
            `${show(idle)} of ${show(members)} members ${idle === 1 ? 'has' : 'have'} nothing to do: a partition goes to one of them`,
          ]
        : []),
    ],
    remedy: `${partitionsBind ? withSoManyPartitions(premises, sizing) : withMoreMembers(premises, sizing, needed)}${lessFailing(premises, sizing)}`,
    guideline: GUIDELINE.size,
    confidence: premises.meanMs.assumed ? 'low' : 'high',
  };
};

/** What the handler may take, so that one for each partition is enough; more partitions where that is no absurd number. */
function withSoManyPartitions(premises: Premises, { partitions, needed, members, repeats }: Sizing): string {
  const { rate, client } = premises;
  const affordableMs = rate === null ? 0 : (partitions * UTILISATION * 1_000) / rate.value / repeats;
  const all = client === 'connect' ? ` with tasks.max=${partitions}` : ` with ${count(partitions, 'member')}`;
  const more = needed === null ? '' : `, or give the topic ${enoughPartitions(needed)}`;
  return `Bring the handler to ${show(rounded(affordableMs))} ms (${count(partitions, 'partition')} × ${UTILISATION} ÷ ${perSecond(rate?.value ?? 0)}${repeats > 1 ? ` ÷ ${show(rounded(repeats))} tries` : ''})${members < partitions ? all : ''} by batches, asynchronous I/O or work per key in parallel${more}.${shareGroupWouldDo(premises) ? ' A share group (brokers and client of 4.2 and later) needs no partition for each member.' : ''}`;
}

/** Where the repeats are what is too much. */
const lessFailing = ({ failureShare }: Premises, { fullest, repeats }: Sizing): string =>
  fullest === null || repeats === 1 || fullest / repeats > UTILISATION
    ? ''
    : ` Or mend what fails: without the ${percent(failureShare.value)} that are tried again it is ${percent(fullest / repeats)} busy.`;

const enoughPartitions = (needed: number): string =>
  `at least ${show(needed)} partitions${needed > REVIEW_THRESHOLD ? ' (so many only after the handler was measured)' : ''}`;

function withMoreMembers({ client }: Premises, { threads, instances, chosen }: Sizing, needed: number): string {
  if (client === 'connect') return `Set tasks.max=${needed}, on enough workers that one of them can be away.`;
  const wider =
    chosen.threads && instances > 1
      ? `, or ${show(Math.ceil(needed / (instances - 1)))} consumers in each of ${show(instances)}`
      : '';
  return `Run ${show(Math.ceil(needed / threads) + 1)} instances of ${count(threads, 'consumer')}${wider}; one of them is the spare.`;
}

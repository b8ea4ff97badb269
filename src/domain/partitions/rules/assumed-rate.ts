import { count } from '../../words.ts';
import type { Premises } from '../premises.ts';
import type { PartitionRule } from '../rule.ts';
import { weigh } from '../weighing.ts';
import { GUIDELINE, rateWords } from '../words.ts';

/** How far an assumed rate may be off: a handler that does I/O is ten times slower than a light one. Rule of thumb. */
const HALF = 2;
const TENTH = 10;

/** The number that asks for most was assumed, not measured, and another one would have changed the plan. */
export const assumedRate: PartitionRule = ({ loads, hotKey, counting, premises }) => {
  const { binding, partitions, winner } = counting;
  const load = winner.id === 'hot-key' ? hotKey?.load : loads.find(({ id }) => id === winner.id);
  if (load === undefined || !load.assumed) return null;
  const slower = [
    { words: 'at half of it', partitions: plannedAt(premises, HALF) },
    { words: 'at a tenth', partitions: plannedAt(premises, TENTH) },
  ].filter((other) => other.partitions !== partitions);
  if (slower.length === 0) return null;
  return {
    rule: 'PARTITIONS-ASSUMED-RATE',
    severity: 'medium',
    says: `The count rests on an assumed rate of ${rateWords(load.perPartition, load.unit)} per partition for ${load.who}.`,
    evidence: [
      binding.says,
      slower.map((other) => `${other.words} the plan is ${count(other.partitions, 'partition')}`).join(', '),
    ],
    remedy: `Measure it${premises.keyed ? ' before the topic carries keyed data' : ''}, and count again.`,
    guideline: GUIDELINE.formulas,
    confidence: 'high',
  };
};

/** The plan if each assumed rate were so many times lower. */
function plannedAt(premises: Premises, times: number): number {
  const { producerMbPerS, consumerMbPerS } = premises;
  const lower = (rate: Premises['producerMbPerS']) =>
    rate === null || !rate.assumed ? rate : { ...rate, value: rate.value / times };
  const slow: Premises = {
    ...premises,
    producerMbPerS: lower(producerMbPerS),
    consumerMbPerS: lower(consumerMbPerS),
  };
  return weigh(slow).counting.partitions;
}

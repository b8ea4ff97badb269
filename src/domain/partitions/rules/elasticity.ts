import { count, show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** One partition would carry the traffic; the others buy room to scale out, or give each consumer one. */
export const elasticity: PartitionRule = ({ counting, premises }) => {
  const { throughput, binding, partitions } = counting;
  const consumers = premises.consumers ?? 0;
  if (throughput === null || throughput > 1 || binding.id !== 'F3-consumers') return null;
  return {
    rule: 'PARTITIONS-FOR-ELASTICITY',
    severity: 'info',
    says: `Throughput alone needs 1 partition; the ${show(partitions)} ${counting.base > consumers ? 'buy room to scale consumers out, not speed' : `give each of ${count(consumers, 'consumer')} one`}.`,
    evidence: [binding.says],
    remedy: remedyOf(counting.base > consumers, premises.currentPartitions),
    guideline: GUIDELINE.formulas,
    confidence: 'high',
  };
};

function remedyOf(room: boolean, current: number | null): string {
  if (current !== null)
    return `Leave it at ${count(current, 'partition')} unless more consumers must work at once: one carries the load of today, the others stand by.`;
  return room
    ? 'Fine as it is; if the group never grows, fewer would do as well.'
    : 'One consumer and its stand-in carry the load of today; with fewer consumers, fewer partitions do.';
}

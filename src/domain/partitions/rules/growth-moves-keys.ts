import { count, percent, show } from '../../words.ts';
import { hottestPartitionLoad } from '../hot-key.ts';
import { heaviest } from '../loads.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The topic exists, is smaller than planned and is keyed: urgent only where it can't do today's work. */
export const growthMovesKeys: PartitionRule = ({ premises, loads, growing }) => {
  const step = growing.steps.find((one) => one.step === 'current to planned');
  if (step === undefined) return null;
  const { compacted, consumers } = premises;
  const load = heaviest(loads);
  const headroom =
    load === null ? null : 1 / hottestPartitionLoad(load.partitions, premises.hottestShare ?? 0, step.from);
  const urgent = headroom !== null && headroom < 1;
  const idle = Math.max(0, (consumers ?? 0) - step.from);
  return {
    rule: 'PARTITIONS-GROWTH-MOVES-KEYS',
    severity: urgent ? (compacted ? 'critical' : 'high') : 'medium',
    says: `Growing this topic from ${show(step.from)} to ${show(step.to)} in place moves ${percent(step.moved_share_of_keys)} of the keys${compacted ? ' and leaves stale values behind for ever' : ' and breaks their order'}.`,
    evidence: [
      `1 − P ÷ lcm(P, Q) with P = ${show(step.from)}, Q = ${show(step.to)}`,
      ...(headroom === null || urgent ? [] : [`what is there carries today's load up to × ${show(headroom)}`]),
    ],
    remedy: `${urgent ? '' : `No hurry: ${idle > 0 ? `until then ${show(idle)} of ${count(consumers ?? 0, 'consumer')} ${idle === 1 ? 'stands' : 'stand'} by, idle` : 'plan it before growth gets there'}. `}Create a new topic with the planned count and switch over; see growing_later.safe_procedure.`,
    guideline: GUIDELINE.growing,
    confidence: 'high',
  };
};

import { count, show } from '../../words.ts';
import { KEYS_PER_PARTITION } from '../key-spread.ts';
import type { PartitionRule, WeighedPlan } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/**
 * Keys for each partition from which on the spread is near enough: the fullest partition is `√(20 ÷ 16)`, 1.12 times as far
 * above the average as at 20. Source: derived, balls in bins.
 */
const NEARLY_ENOUGH_KEYS = 16;

/** So many partitions are no excess, however small the load. */
const CONSUMER_AND_STAND_IN = 2;

/** Too few distinct keys for the count: partitions stay empty or uneven. */
export const fewKeys: PartitionRule = (plan) => {
  const { spread, counting } = plan;
  if (spread === null || spread.keys >= NEARLY_ENOUGH_KEYS * counting.partitions) return null;
  if (counting.partitions === 1) return null;
  const { partitions } = counting;
  const fewer = spread.keys < partitions;
  const needed = loadNeeds(plan);
  const fits = needed !== null && needed <= spread.most_partitions_for_an_even_spread;
  if (fits && !fewer && partitions <= CONSUMER_AND_STAND_IN) return null;
  return {
    rule: 'PARTITIONS-FEW-KEYS',
    severity: fits ? 'low' : fewer ? 'high' : 'medium',
    says: fewer
      ? `${count(spread.keys, 'key')} can never use ${count(partitions, 'partition')}.`
      : `${count(spread.keys, 'key')} ${spread.keys === 1 ? 'is' : 'are'} too few for an even spread over ${count(partitions, 'partition')}; it takes ${show(KEYS_PER_PARTITION * partitions)}.`,
    evidence: [
      `P·(1 − 1/P)^K = ${count(spread.expected_empty_partitions, 'partition')} expected to stay empty`,
      `an even spread takes ${KEYS_PER_PARTITION} keys for each partition: at most ${count(spread.most_partitions_for_an_even_spread, 'partition')}`,
      ...needsOf(plan),
    ],
    remedy: remedyOf(plan, fits),
    guideline: GUIDELINE.hotKeys,
    confidence: 'high',
  };
};

/** What asks for how many. */
function needsOf({ counting, hotKey }: WeighedPlan): string[] {
  const load = counting.throughputGrown;
  if (load === null) return [];
  const hottest = hotKey?.needed ?? 0;
  return [
    `the load after growth needs ${count(load, 'partition')}${hottest > load ? `, its hottest key ${show(hottest)}` : ''}`,
  ];
}

/** What the load and its hottest key ask for after growth; null with no rate. */
const loadNeeds = ({ counting, hotKey }: WeighedPlan): number | null =>
  counting.throughputGrown === null ? null : Math.max(counting.throughputGrown, hotKey?.needed ?? 1);

/** A finer key only where the load asks for so many partitions; else what asks for them gives way. */
function remedyOf({ counting, premises, spread }: WeighedPlan, fits: boolean): string {
  const most = count(spread?.most_partitions_for_an_even_spread ?? 1, 'partition');
  if (!premises.keyed)
    return 'Order is not needed, so keep the key from choosing the partition: partitioner.ignore.keys=true (Java since 3.3), or no key.';
  if (fits && counting.binding.id === 'current')
    return 'Nothing is lost: the load fits. Add no partitions, and run no more consumers than there are keys.';
  if (fits && counting.binding.id === 'F3-consumers')
    return `The load fits ${most}: run fewer consumers, and plan as many partitions as those.`;
  if (fits) return `The load fits ${most}: fewer partitions would do.`;
  if (counting.binding.id === 'F3-consumers' && counting.throughputGrown === null)
    return 'Give the rate: where it fits fewer partitions, fewer consumers do. Else choose a finer key that still keeps the order you need.';
  return 'Choose a finer key that still keeps the order you need, such as order_id in place of tenant_id.';
}

import { show } from '../../words.ts';
import { KEYS_PER_PARTITION } from '../key-spread.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Too few distinct keys for the count: partitions stay empty or uneven. */
export const fewKeys: PartitionRule = ({ spread, counting }) => {
  if (spread === null || spread.enough_keys) return null;
  const { partitions } = counting;
  const fewer = spread.keys < partitions;
  return {
    rule: 'PARTITIONS-FEW-KEYS',
    severity: fewer ? 'high' : 'medium',
    says: fewer
      ? `${show(spread.keys)} keys can never use ${show(partitions)} partitions.`
      : `${show(spread.keys)} keys are too few for an even spread over ${show(partitions)} partitions; it takes ${show(KEYS_PER_PARTITION * partitions)}.`,
    evidence: [
      `P·(1 − 1/P)^K = ${show(spread.expected_empty_partitions)} partitions expected to stay empty`,
      `K ≥ ${KEYS_PER_PARTITION} × P holds up to ${show(spread.most_partitions_for_these_keys)} partitions`,
    ],
    remedy: 'Choose a finer key that still keeps the order you need, such as order_id in place of tenant_id.',
    guideline: GUIDELINE.hotKeys,
    confidence: 'high',
  };
};

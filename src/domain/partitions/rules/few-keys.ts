import { count, show } from '../../words.ts';
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
      ? `${count(spread.keys, 'key')} can never use ${count(partitions, 'partition')}.`
      : `${count(spread.keys, 'key')} ${spread.keys === 1 ? 'is' : 'are'} too few for an even spread over ${count(partitions, 'partition')}; it takes ${show(KEYS_PER_PARTITION * partitions)}.`,
    evidence: [
      `P·(1 − 1/P)^K = ${count(spread.expected_empty_partitions, 'partition')} expected to stay empty`,
      `an even spread takes ${KEYS_PER_PARTITION} keys for each partition: at most ${count(spread.most_partitions_for_an_even_spread, 'partition')}`,
    ],
    remedy: 'Choose a finer key that still keeps the order you need, such as order_id in place of tenant_id.',
    guideline: GUIDELINE.hotKeys,
    confidence: 'high',
  };
};

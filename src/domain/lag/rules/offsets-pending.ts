import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { guideline, type LagRule, namesOf } from './rule.ts';

/** Offsets that were sent in a transaction which has not ended. Source: lag-faults-observed 26: error 88. */
export const offsetsPending: LagRule = ({ group, partitions }) => {
  const pending = partitions.filter(({ seen }) => seen.latest.offset?.error === 'UNSTABLE_OFFSET_COMMIT');
  if (pending.length === 0) return [];
  return [
    {
      rule: 'LAG-OFFSETS-PENDING',
      severity: 'medium',
      says: `${named(group.group)} has sent offsets of ${count(pending.length, 'partition')} in a transaction that is not over: its position there is not settled.`,
      evidence: [`UNSTABLE_OFFSET_COMMIT for ${namesOf(pending.map(({ judged }) => judged))}`],
      remedy:
        'Wait for the transaction: it is committed, or aborted after its transaction.timeout.ms. If this lasts longer than that, the group’s partition of __consumer_offsets has a hanging transaction; a consumer then cannot start there.',
      command: 'kafka-transactions.sh --bootstrap-server B list',
      verify: 'kafka_diagnose_lag gives a committed offset for these partitions.',
      guideline: guideline('blocked-by-a-transaction'),
      confidence: 'high',
    },
  ];
};

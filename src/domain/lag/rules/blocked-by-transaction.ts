import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { evidenceOf, GUIDELINE, type LagRule, partitionsWith } from './rule.ts';

/** The group stands at a last stable offset that does not move. Source: lag rules L19; KIP-664; observed on Kafka 3.9.1 and 4.3.1. */
export const blockedByTransaction: LagRule = (diagnosis) => {
  const blocked = partitionsWith(diagnosis, 'blocked_by_transaction');
  const [first] = blocked;
  if (first === undefined) return [];
  return [
    {
      rule: 'LAG-BLOCKED-BY-TRANSACTION',
      severity: 'high',
      says: `An open transaction holds ${named(diagnosis.group.group)} back on ${count(blocked.length, 'partition')}; restarting the consumer will not help.`,
      evidence: evidenceOf(blocked),
      remedy: `Offsets do not tell a long transaction from a hanging one: run kafka-transactions.sh --bootstrap-server … find-hanging --topic ${first.topic} --partition ${first.partition} --max-transaction-timeout 15 (minutes). Only a transaction that it lists may be ended, with its abort command: kafka-transactions.sh … abort --topic ${first.topic} --partition ${first.partition} --start-offset ${first.lastStable}. A live one ends by itself after its transaction.timeout.ms.`,
      guideline: `${GUIDELINE}#blocked-by-a-transaction`,
      confidence: 'medium',
    },
  ];
};

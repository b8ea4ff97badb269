import { count } from '../../count.ts';
import { named } from '../../named.ts';
import { findHanging } from '../commands.ts';
import { evidenceOf, guideline, type LagRule, nameOf, partitionsWith } from './rule.ts';

/**
 * The group stands at a last stable offset that does not move, and the coordinator of the transaction could not be asked: offsets
 * alone do not tell a long transaction from a hanging one. Source: lag rules L19; KIP-664; lag-faults-observed 12 and 13.
 */
export const blockedByTransaction: LagRule = (facts) => {
  const blocked = partitionsWith(facts, 'blocked_by_transaction').filter(
    ({ holding }) => holding?.kind === 'undecided',
  );
  const [first] = blocked;
  if (first === undefined) return [];
  const { topic, partition, lastStable } = first.judged;
  return [
    {
      rule: 'LAG-BLOCKED-BY-TRANSACTION',
      severity: 'high',
      says: `An open transaction holds ${named(facts.group.group)} back on ${count(blocked.length, 'partition')}; restarting the consumer will not help.`,
      evidence: evidenceOf(blocked),
      remedy: `Offsets do not tell a long transaction from a hanging one. Only a transaction that find-hanging lists (its times are minutes) may be ended, with kafka-transactions.sh --bootstrap-server B abort --topic ${topic} --partition ${partition} --start-offset ${lastStable}. A live one ends by itself after its transaction.timeout.ms.`,
      command: findHanging(first.judged),
      verify: `The last stable offset of ${nameOf(first.judged)} moves beyond ${lastStable}.`,
      guideline: guideline('blocked-by-a-transaction'),
      confidence: 'medium',
    },
  ];
};

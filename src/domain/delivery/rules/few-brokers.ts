import { count } from '../../count.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Source: broker configuration: transaction.state.log.replication.factor 3, min.isr 2. */
export const fewBrokers: EosRule = ({ premises: { transactional, brokers, replicationFactor, minIsr } }) => {
  if (!transactional || brokers === null || brokers >= 3) return null;
  return {
    rule: 'EOS-FEW-BROKERS',
    severity: 'high',
    says: `${count(brokers, 'broker')}: with the default settings of __transaction_state, which ask for 3, initTransactions hangs.`,
    evidence: [
      'transaction.state.log.replication.factor 3 and transaction.state.log.min.isr 2 by default',
      `what fits here: ${replicationFactor} and ${minIsr}; ${minIsr === 1 ? 'the loss of one broker can lose the outcome of transactions' : 'one broker may be down'}`,
    ],
    remedy: `Run three brokers. For development set the two to ${replicationFactor} and ${minIsr} before the first transaction.`,
    guideline: guideline('transactions'),
    confidence: 'high',
  };
};

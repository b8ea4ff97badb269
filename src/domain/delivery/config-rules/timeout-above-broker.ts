import { show } from '../../words.ts';
import { BROKER_MAX_TIMEOUT_MS } from '../interval.ts';
import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** Source: broker configuration: transaction.max.timeout.ms. */
export const configuredTimeoutAboveBroker: ConfigRule = (config, { transactional }) => {
  const entry = config('transaction.timeout.ms');
  const value = numberOf(entry);
  if (!transactional || entry === null || value === null) return null;
  const own = numberOf(config('transaction.max.timeout.ms'));
  const maximum = own ?? BROKER_MAX_TIMEOUT_MS;
  if (value <= maximum) return null;
  return {
    rule: 'EOS-CONFIG-TIMEOUT-ABOVE-BROKER',
    severity: 'critical',
    says: `transaction.timeout.ms ${show(value)} is above the ${show(maximum)} that the brokers allow${own === null ? ' by default' : ''}: initTransactions fails with InvalidTxnTimeoutException.`,
    evidence: [said(entry), `transaction.max.timeout.ms ${show(maximum)}`],
    remedy: 'Lower transaction.timeout.ms, or raise transaction.max.timeout.ms on every broker.',
    guideline: guideline('transactions'),
    confidence: own === null ? 'medium' : 'high',
  };
};

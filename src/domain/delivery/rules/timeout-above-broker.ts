import { show } from '../../words.ts';
import { BROKER_MAX_TIMEOUT_MS } from '../interval.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Source: broker configuration: transaction.max.timeout.ms 900000. */
export const timeoutAboveBroker: EosRule = ({ premises: { transactional, timeoutMs, timeoutRule } }) => {
  if (!transactional || timeoutMs <= BROKER_MAX_TIMEOUT_MS) return null;
  return {
    rule: 'EOS-TIMEOUT-ABOVE-BROKER',
    severity: 'high',
    says: `The commit interval needs transaction.timeout.ms ${show(timeoutMs)}, above the ${show(BROKER_MAX_TIMEOUT_MS)} that brokers allow by default: initTransactions fails.`,
    evidence: [
      `transaction.timeout.ms = ${timeoutRule}`,
      `transaction.max.timeout.ms ${show(BROKER_MAX_TIMEOUT_MS)} by default`,
    ],
    remedy: `Commit more often, or set transaction.max.timeout.ms=${timeoutMs} on every broker; a dead producer then holds readers back that long.`,
    guideline: guideline('transactions'),
    confidence: 'high',
  };
};

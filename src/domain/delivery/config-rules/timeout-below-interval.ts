import { show } from '../../words.ts';
import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** Source: transaction coordinator: it aborts what is open for longer. */
export const timeoutBelowInterval: ConfigRule = (config, { transactional, interval, timeoutMs }) => {
  const entry = config('transaction.timeout.ms');
  const value = numberOf(entry);
  if (!transactional || entry === null || value === null || value > interval.value) return null;
  return {
    rule: 'EOS-TIMEOUT-BELOW-INTERVAL',
    severity: 'critical',
    says: `transaction.timeout.ms ${show(value)} is not longer than the commit interval of ${show(interval.value)} ms: the coordinator aborts every transaction before its commit.`,
    evidence: [said(entry), `commit_interval_ms = ${show(interval.value)} (${interval.assumed ? 'assumed' : 'given'})`],
    remedy: `Commit more often, or set transaction.timeout.ms=${timeoutMs}.`,
    guideline: guideline('transactions'),
    confidence: interval.assumed ? 'medium' : 'high',
  };
};

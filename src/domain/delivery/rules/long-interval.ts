import { show } from '../../words.ts';
import { guideline, originOf, time } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Beyond that, readers ask where their data is. [rule of thumb] */
const LONG_MS = 10_000;

export const longInterval: EosRule = ({ premises: { transactional, client, interval, heldOpen } }) => {
  if (!transactional || !heldOpen || client === 'flink' || interval.value <= LONG_MS) return null;
  return {
    rule: 'EOS-LONG-INTERVAL',
    severity: 'low',
    says: `With a commit every ${time(interval.value)} readers wait up to ${time(interval.value)} for each record, and a crash does as much work again.`,
    evidence: [
      `commit_interval_ms = ${show(interval.value)} (${originOf(interval)})`,
      'read_committed shows records at the commit',
    ],
    remedy: 'Commit every 100 ms to 5 s; longer saves markers that hardly cost anything.',
    guideline: guideline('transactions'),
    confidence: 'high',
  };
};

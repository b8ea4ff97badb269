import { percent, show } from '../../words.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** More markers than that and the commit interval is too short for the rate. [rule of thumb] */
const MOST_CONTROL_SHARE = 0.1;

export const smallTransactions: EosRule = ({ premises: { interval, messagesPerS }, costs: { figures } }) => {
  const share = figures.find(({ name }) => name === 'control_record_share');
  if (share === undefined || messagesPerS === null || share.value <= MOST_CONTROL_SHARE) return null;
  return {
    rule: 'EOS-SMALL-TRANSACTIONS',
    severity: 'low',
    says: `${percent(share.value)} of all records would be transaction markers: a commit every ${show(interval.value)} ms is short for ${show(messagesPerS.value)} messages/s.`,
    evidence: [`control_record_share = ${share.formula}`],
    remedy: 'Commit less often as far as readers can wait, write to fewer partitions, or run fewer instances.',
    guideline: guideline('transactions'),
    confidence: 'high',
  };
};

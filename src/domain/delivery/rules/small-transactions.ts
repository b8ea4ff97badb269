import { percent, show } from '../../words.ts';
import { guideline, originOf, rate } from '../words.ts';
import type { EosRule } from './rule.ts';

/** More markers than that and the commit interval is too short for the rate. [rule of thumb] */
const MOST_CONTROL_SHARE = 0.1;

/** Only of numbers that somebody gave: what was assumed is said with the costs, and an interval of this plan is no fault. */
export const smallTransactions: EosRule = ({ premises, costs: { figures } }) => {
  const { interval, messagesPerS, outputPartitions, committing } = premises;
  const share = figures.find(({ name }) => name === 'control_record_share');
  if (interval.assumed || outputPartitions.assumed || committing.assumed) return null;
  if (share === undefined || messagesPerS === null || share.value <= MOST_CONTROL_SHARE) return null;
  return {
    rule: 'EOS-SMALL-TRANSACTIONS',
    severity: 'low',
    says: `${percent(share.value)} of all records would be transaction markers: a commit every ${show(interval.value)} ms is short for ${rate(messagesPerS.value)}.`,
    evidence: [
      `control_record_share = ${share.formula}`,
      `commit_interval_ms = ${show(interval.value)} (${originOf(interval)})`,
    ],
    remedy: 'Commit less often as far as readers can wait, write to fewer partitions, or run fewer instances.',
    guideline: guideline('transactions'),
    confidence: 'high',
  };
};

import { show } from '../../words.ts';
import { guideline } from '../words.ts';
import { brokerNames, type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** Source: broker configuration: transaction.max.timeout.ms; InvalidTxnTimeoutException. */
export const maxTimeout: ClusterRule = ({ brokers }, { transactional, timeoutMs, timeoutRule }) => {
  const known = brokers.flatMap(({ nodeId, settings }) =>
    settings === null || settings.maxTimeoutMs === null ? [] : [{ nodeId, most: settings.maxTimeoutMs }],
  );
  if (!transactional || known.length === 0) return notSeen;
  const low = known.filter(({ most }) => most < timeoutMs);
  const least = Math.min(...known.map(({ most }) => most));
  if (low.length === 0) return fine(`transaction.max.timeout.ms ${show(least)} covers the ${show(timeoutMs)} needed`);
  return wrong({
    rule: 'EOS-CLUSTER-MAX-TIMEOUT',
    severity: 'critical',
    says: `The plan needs transaction.timeout.ms ${show(timeoutMs)}, and ${brokerNames(low.map(({ nodeId }) => nodeId))} allow ${show(least)}: initTransactions fails with InvalidTxnTimeoutException.`,
    evidence: [
      `transaction.max.timeout.ms ${show(least)} (DescribeConfigs)`,
      `transaction.timeout.ms = ${timeoutRule}`,
    ],
    remedy: `Commit more often, or set transaction.max.timeout.ms=${timeoutMs} on every broker and restart it.`,
    guideline: guideline('transactions'),
    confidence: 'high',
  });
};

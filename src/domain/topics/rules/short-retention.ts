import type { DesignRule } from '../rule.ts';
import { DAY_MS, GUIDELINE, lasting, listed } from '../words.ts';

/** A consumer that breaks on Friday evening is repaired on Monday. */
const LONG_WEEKEND_MS = 3 * DAY_MS;

export const shortRetention: DesignRule = ({ topics }) => {
  const short = topics.filter(
    ({ retention, readers }) =>
      retention.retentionMs !== null && retention.retentionMs < LONG_WEEKEND_MS && readers.length > 0,
  );
  const [first] = short;
  if (first === undefined) return [];
  const least = Math.min(...short.map(({ retention }) => retention.retentionMs ?? 0));
  return [
    {
      rule: 'DESIGN-SHORT-RETENTION',
      severity: 'medium',
      says: `${listed(short.map(({ name }) => name))}: a consumer that stops on Friday loses records before Monday.`,
      evidence: [`shortest retention ${lasting(least)}; a long weekend is 3 d`],
      remedy:
        'Keep at least 3 d, or twice the longest outage of a reader; or watch retention headroom round the clock.',
      guideline: GUIDELINE.retention,
      confidence: 'high',
    },
  ];
};

import { maxPollRecords, pollFits, pollMs } from '../../formulas/polling.ts';
import { show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** The records of one poll can take longer than the member may be away. */
export const pollBudget: ConfigRule = (config, { premises }) => {
  if (premises.client === 'kafkajs' || premises.client === 'librdkafka') return null;
  const records = config.number('max.poll.records');
  const interval = config.number('max.poll.interval.ms');
  if (records === null || interval === null || interval <= 0 || records <= 0) return null;
  const p99 = premises.p99Ms.value;
  const poll = { records, p99MsPerRecord: p99 };
  if (pollFits({ ...poll, maxPollIntervalMs: interval })) return null;
  const fitting = maxPollRecords({ maxPollIntervalMs: interval, p99MsPerRecord: p99 });
  const taken = pollMs(poll);
  return {
    rule: 'CONSUMERS-POLL-OVER-BUDGET',
    severity: premises.p99Ms.assumed ? 'medium' : 'high',
    says: `A slow batch of ${show(records)} records takes ${seconds(taken.value)}, more than max.poll.interval.ms ${show(interval)}: the member is thrown out and its commit fails.`,
    evidence: [
      `${taken.formula} = ${show(taken.value)} ms against ${show(interval)} ms`,
      `fitting: ${fitting.formula} = ${show(fitting.value)}`,
    ],
    remedy: `max.poll.records=${fitting.value}, or a faster handler.`,
    verify: 'time-between-poll-max stays below half of the interval.',
    guideline: GUIDELINE.polling,
    confidence: premises.p99Ms.assumed ? 'low' : 'high',
  };
};

import { show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** librdkafka hands out one message at a time: one must fit into the interval. */
export const messageOverInterval: ConfigRule = (config, { premises, poll }) => {
  if (premises.client !== 'librdkafka' || !config.given('max.poll.interval.ms')) return null;
  const interval = config.number('max.poll.interval.ms');
  const p99 = premises.p99Ms.value;
  if (interval === null || 2 * p99 <= interval) return null;
  return {
    rule: 'CONSUMERS-POLL-OVER-BUDGET',
    severity: p99 > interval ? 'high' : 'medium',
    says: `A slow message takes ${seconds(p99)} of max.poll.interval.ms ${show(interval)}: ${p99 > interval ? 'the consumer loses its partitions' : 'less than half is left for anything else'}.`,
    evidence: [`2 × ${show(p99)} ms p99 > ${show(interval)} ms`],
    remedy: `${poll.oneRecordTooSlow ? '' : `max.poll.interval.ms=${poll.intervalMs}, or a faster handler. `}pause() of the partition lets the loop poll on while another thread works.`,
    guideline: GUIDELINE.polling,
    confidence: premises.p99Ms.assumed ? 'low' : 'high',
  };
};

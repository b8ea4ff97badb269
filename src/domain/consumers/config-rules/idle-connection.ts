import { show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The connection to the coordinator is closed while a long batch runs. */
export const idleConnection: ConfigRule = (config, { premises }) => {
  if (premises.client === 'kafkajs' || premises.client === 'librdkafka') return null;
  if (!config.given('connections.max.idle.ms') && !config.given('max.poll.interval.ms')) return null;
  if (config.brokersHoldSession) return null;
  const idle = config.number('connections.max.idle.ms');
  const interval = config.number('max.poll.interval.ms');
  if (idle === null || interval === null || idle < 0 || idle >= interval) return null;
  return {
    rule: 'CONSUMERS-IDLE-CONNECTION',
    severity: 'low',
    says: `connections.max.idle.ms ${show(idle)} is below max.poll.interval.ms ${show(interval)}: a rebalance that waits for a slow member can lose its connection and start again.`,
    evidence: [`${show(idle)} ms < ${show(interval)} ms`],
    remedy: `${config.spelt('connections.max.idle.ms')}=${interval + 60_000}, or a shorter interval.`,
    guideline: GUIDELINE.polling,
    confidence: 'medium',
  };
};

import { show } from '../../words.ts';
import { kafkajsTimingOf } from '../kafkajs-timing.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** A kafkajs member rejoins after the message in hand: the others wait rebalanceTimeout for it, and no longer. */
export const kafkajsRebalance: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'kafkajs' || !config.given('rebalanceTimeout')) return null;
  const timeout = config.number('rebalanceTimeout');
  const { p99Ms } = premises;
  if (timeout === null || timeout <= 0 || p99Ms.value < timeout) return null;
  return {
    rule: 'CONSUMERS-KAFKAJS-REBALANCE',
    severity: p99Ms.assumed ? 'medium' : 'high',
    says: `One slow message takes ${seconds(p99Ms.value)}, and a rebalance waits ${seconds(timeout)} for each member: who is late is left out, and its return is the next rebalance.`,
    evidence: [`processing_p99_ms ${show(p99Ms.value)} against rebalanceTimeout ${show(timeout)} ms`],
    remedy: `rebalanceTimeout=${kafkajsTimingOf(premises).rebalanceMs}, or a faster handler.`,
    guideline: GUIDELINE.polling,
    confidence: p99Ms.assumed ? 'low' : 'high',
  };
};

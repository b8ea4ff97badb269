import { show } from '../../words.ts';
import { kafkajsTimingOf } from '../kafkajs-timing.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** Messages of a batch that a handler without heartbeat() works off in one go; Java's max.poll.records stands for it. */
const BATCH_MESSAGES = 500;

/** kafkajs heartbeats between messages only: the slowest message, or the batch of an eachBatch, must fit into the session. */
export const kafkajsSession: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'kafkajs') return null;
  const session = config.number('sessionTimeout');
  if (session === null || session <= 0) return null;
  const { p99Ms, meanMs } = premises;
  const batchMs = BATCH_MESSAGES * meanMs.value;
  const eachBatch = config.given('eachBatch') || config.flag('eachBatchAutoResolve') === false;
  if (p99Ms.value >= session)
    return {
      rule: 'CONSUMERS-KAFKAJS-SESSION',
      severity: p99Ms.assumed ? 'medium' : 'high',
      says: `One slow message takes ${seconds(p99Ms.value)}, and the session ends after ${seconds(session)} without a heartbeat: the member is thrown out.`,
      evidence: [`processing_p99_ms ${show(p99Ms.value)} against sessionTimeout ${show(session)} ms`],
      remedy: `sessionTimeout=${kafkajsTimingOf(premises).sessionMs}, or heartbeat() inside the handler.`,
      guideline: GUIDELINE.polling,
      confidence: p99Ms.assumed ? 'low' : 'high',
    };
  if (batchMs < session) return null;
  return {
    rule: 'CONSUMERS-KAFKAJS-BATCH-WITHOUT-HEARTBEAT',
    severity: eachBatch ? 'medium' : 'low',
    says: `A batch of ${show(BATCH_MESSAGES)} messages takes ${seconds(batchMs)}, longer than the session of ${seconds(session)}: eachBatch must call heartbeat() between messages. eachMessage does so by itself.`,
    evidence: [
      `${show(BATCH_MESSAGES)} × ${show(meanMs.value)} ms = ${show(batchMs)} ms against sessionTimeout ${show(session)} ms`,
    ],
    remedy: 'In eachBatch: await heartbeat() after each message. Or a smaller maxBytesPerPartition.',
    guideline: GUIDELINE.polling,
    confidence: 'medium',
  };
};

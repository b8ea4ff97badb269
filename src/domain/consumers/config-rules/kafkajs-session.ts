import type { Finding } from '../../finding.ts';
import { show } from '../../words.ts';
import type { GivenConfig } from '../given-config.ts';
import { kafkajsTimingOf } from '../kafkajs-timing.ts';
import { inputOf, type Premises } from '../premises.ts';
import type { ConfigRule } from '../rule.ts';
import { bytes, GUIDELINE, seconds } from '../words.ts';

/** maxBytesPerPartition: what a batch of one partition holds. Source: KafkaJS 2.2.4. */
const BATCH_BYTES = 1_048_576;

/** kafkajs heartbeats between messages only: the slowest message, or the batch of an eachBatch, must fit into the session. */
export const kafkajsSession: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'kafkajs') return null;
  const session = config.number('sessionTimeout');
  if (session === null || session <= 0) return null;
  return messageOver(premises, session) ?? batchOver(config, premises, session);
};

/** A message that outlasts the session; or, where its time was measured, one that leaves no room for a slower one. */
function messageOver(premises: Premises, session: number): Finding | null {
  const { p99Ms } = premises;
  const { sessionMs } = kafkajsTimingOf(premises);
  const over = p99Ms.value >= session;
  if (!over && (p99Ms.assumed || session >= sessionMs || 3 * p99Ms.value <= session)) return null;
  const half = 2 * p99Ms.value > session;
  return {
    rule: 'CONSUMERS-KAFKAJS-SESSION',
    severity: over ? (p99Ms.assumed ? 'medium' : 'high') : half ? 'medium' : 'low',
    says: over
      ? `One slow message takes ${seconds(p99Ms.value)}, and the session ends after ${seconds(session)} without a heartbeat: the member is thrown out.`
      : `One slow message of ${seconds(p99Ms.value)} takes ${half ? 'more than half' : 'more than a third'} of the session of ${seconds(session)}, and no heartbeat goes out meanwhile: a slower one, and the member is thrown out.`,
    evidence: [
      `processing_p99_ms ${show(p99Ms.value)} against sessionTimeout ${show(session)} ms${over ? '' : '; wanted: 3 × p99, for one of a hundred is slower'}`,
    ],
    remedy: `sessionTimeout=${sessionMs}, or heartbeat() inside the handler.`,
    guideline: GUIDELINE.polling,
    confidence: p99Ms.assumed ? 'low' : 'high',
  };
}

/** What a handler without heartbeat() works off in one go. */
function batchOver(config: GivenConfig, { averageBytes, meanMs }: Premises, session: number): Finding | null {
  const batchBytes = config.number('maxBytesPerPartition') ?? BATCH_BYTES;
  const messages = Math.floor(batchBytes / averageBytes.value);
  const batchMs = messages * meanMs.value;
  if (meanMs.assumed || messages <= 1 || batchMs < session) return null;
  const eachBatch = config.given('eachBatch') || config.flag('eachBatchAutoResolve') === false;
  return {
    rule: 'CONSUMERS-KAFKAJS-BATCH-WITHOUT-HEARTBEAT',
    severity: eachBatch ? 'medium' : 'low',
    says: `A full batch of ${show(messages)} messages takes ${seconds(batchMs)}, longer than the session of ${seconds(session)}: eachBatch must call heartbeat() between messages. eachMessage does so by itself.`,
    evidence: [
      `${bytes(batchBytes)} maxBytesPerPartition ÷ ${show(averageBytes.value)} bytes = ${show(messages)}, × ${show(meanMs.value)} ms = ${show(batchMs)} ms against sessionTimeout ${show(session)} ms`,
      inputOf(averageBytes),
    ],
    remedy: 'In eachBatch: await heartbeat() after each message. Or a smaller maxBytesPerPartition.',
    guideline: GUIDELINE.polling,
    confidence: averageBytes.assumed ? 'low' : 'medium',
  };
}

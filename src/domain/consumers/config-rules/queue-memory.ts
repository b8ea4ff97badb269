import { count, show } from '../../words.ts';
import { QUEUE_KBYTES, queueKbytesOf } from '../fetching.ts';
import type { ConfigRule } from '../rule.ts';
import { bytes, GUIDELINE } from '../words.ts';

const QUEUE = 'queued.max.messages.kbytes';
/** Memory of one instance that a pod should be planned for: rule of thumb. */
const WORTH_SAYING_BYTES = 1_073_741_824;

/** With a backlog librdkafka fills its queue, in every consumer: more than the default, and more than a pod has. */
export const queueMemory: ConfigRule = (config, { premises, sizing }) => {
  if (premises.client !== 'librdkafka' || !config.given(QUEUE)) return null;
  const kbytes = config.number(QUEUE);
  if (kbytes === null || kbytes <= QUEUE_KBYTES.most) return null;
  const held = kbytes * 1_024 * sizing.threads;
  if (held < WORTH_SAYING_BYTES) return null;
  return {
    rule: 'CONSUMERS-QUEUE-MEMORY',
    severity: 'medium',
    says: `With a backlog one instance holds up to ${bytes(held)} of fetched messages: a pod with less is killed, just when there is lag.`,
    evidence: [
      `${count(sizing.threads, 'consumer')} × ${QUEUE} ${show(kbytes)} × 1,024 bytes; default ${show(QUEUE_KBYTES.most)}`,
    ],
    remedy: `${QUEUE}=${queueKbytesOf(premises, sizing)}, or that much memory for each instance.`,
    guideline: GUIDELINE.fetching,
    confidence: 'high',
  };
};

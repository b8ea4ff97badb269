import { show } from '../../words.ts';
import { kafkajsTimingOf } from '../kafkajs-timing.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE, seconds } from '../words.ts';

/** One record may take longer than a member may be silent. */
export const slowRecord: DesignRule = ({ premises, poll, protocol }) => {
  const { client, p99Ms } = premises;
  const kafkajs = client === 'kafkajs';
  if (kafkajs ? !kafkajsTimingOf(premises).tooSlow : !poll.oneRecordTooSlow) return null;
  const shared = protocol.protocol === 'share';
  return {
    rule: 'CONSUMERS-RECORD-EXCEEDS-POLL',
    severity: p99Ms.assumed ? 'medium' : 'high',
    says: `One message may take ${seconds(p99Ms.value)}: too long to finish between two ${kafkajs ? 'heartbeats' : 'polls'}.`,
    evidence: [
      `processing_p99_ms = ${show(p99Ms.value)} (${p99Ms.assumed ? 'assumed' : 'given'})`,
      shared
        ? `record lock ${seconds(poll.intervalMs)}`
        : kafkajs
          ? 'longest session 1,800 s'
          : `max.poll.interval.ms ${show(poll.intervalMs)}`,
    ],
    remedy: shared
      ? 'Renew the lock while the record is worked on (AcknowledgeType.RENEW, share.renew.acknowledge.enable), or hand the work to a job queue.'
      : kafkajs
        ? 'Call heartbeat() inside the handler, or hand the work to a job queue and commit when it is stored there.'
        : 'pause() the partition, work in another thread, poll() on, and resume() and commit when it is done. Or store the work in a job queue and commit then. A longer interval hides hangs as long.',
    guideline: GUIDELINE.polling,
    confidence: p99Ms.assumed ? 'low' : 'high',
  };
};

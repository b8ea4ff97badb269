import { hasOneTarget, isMirror } from '../mirror.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Source: KIP-98: a transaction belongs to the coordinator of one cluster. */
export const twoClusters: EosRule = ({ premises }) => {
  const { sinks, idempotencyKeys, transactional } = premises;
  if (!sinks.includes('other_kafka_cluster')) return null;
  const mirror = isMirror(premises) && hasOneTarget(premises);
  // Offsets and copies are then both in the target.
  if (mirror && transactional) return null;
  return {
    rule: 'EOS-TWO-CLUSTERS',
    severity: mirror || idempotencyKeys === true ? 'info' : 'high',
    says: 'Two Kafka clusters cannot commit together: what reached one of them before a crash comes again in the other.',
    evidence: ['a transaction has one coordinator, in one cluster', 'mirrors copy records, not transactions'],
    remedy:
      'Write to the own cluster only, mirror from there, and let readers in the other one dedupe by an event id in the record; offsets differ there.',
    guideline: guideline('what-ends-exactly-once'),
    confidence: 'high',
  };
};

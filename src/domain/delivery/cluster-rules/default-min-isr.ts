import { guideline } from '../words.ts';
import { type ClusterRule, fine, notSeen, wrong } from './rule.ts';

/** What a topic gets that sets none of its own. Source: broker configuration: min.insync.replicas 1. */
export const defaultMinIsr: ClusterRule = ({ brokers }, { transactional }) => {
  const known = brokers.flatMap(({ settings }) => settings?.defaultMinInsyncReplicas ?? []);
  if (!transactional || known.length === 0) return notSeen;
  const least = Math.min(...known);
  if (least >= 2) return fine(`min.insync.replicas is ${least} for topics that set none`);
  return wrong({
    rule: 'EOS-DEFAULT-MIN-ISR',
    severity: brokers.length < 3 ? 'info' : 'medium',
    says: 'min.insync.replicas is 1 for topics that set none: a committed record may have one copy, and be lost with it.',
    evidence: [
      `min.insync.replicas ${least} (DescribeConfigs of the brokers)`,
      'topics may set their own; those were not read',
    ],
    remedy: 'Set min.insync.replicas=2 on the input and output topics, with 3 replicas.',
    guideline: guideline('acks-and-replication'),
    confidence: 'medium',
  });
};

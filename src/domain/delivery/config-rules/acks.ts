import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said, writesKafka } from './words.ts';

/** Source: ProducerConfig: idempotence needs acks=all. */
export const acksNotAll: ConfigRule = (config, { client, sinks }) => {
  const entry = config('acks');
  if (!ownClient(client) || !writesKafka(sinks) || entry === null || entry.value === 'all') return null;
  const idempotence = config('enable.idempotence');
  const explicit = idempotence?.given === true && idempotence.value === 'true';
  return {
    rule: 'EOS-ACKS',
    severity: 'critical',
    says: explicit
      ? 'acks other than all with idempotence set: the producer refuses to start.'
      : 'acks other than all: idempotence is off without a word, and an acknowledged record can be lost with its leader.',
    evidence: [said(entry), ...(idempotence === null ? [] : [said(idempotence)])],
    remedy: 'Set acks=all, and min.insync.replicas=2 on topics with 3 replicas.',
    guideline: guideline('acks-and-replication'),
    confidence: 'high',
  };
};

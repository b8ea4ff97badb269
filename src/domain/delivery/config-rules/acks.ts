import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said, writesKafka } from './words.ts';

/** Source: ProducerConfig of 3.0.2 to 4.3.1, constructed: idempotence needs acks=all, transactions need idempotence. */
export const acksNotAll: ConfigRule = (config, { client, sinks }) => {
  const entry = config('acks');
  if (!ownClient(client) || !writesKafka(sinks) || entry === null || entry.value === 'all') return null;
  const idempotence = config('enable.idempotence');
  const explicit = idempotence?.given === true && idempotence.value === 'true';
  const inTransactions = config('transactional.id') !== null;
  return {
    rule: 'EOS-ACKS',
    severity: 'critical',
    says: explicit
      ? 'acks other than all with idempotence set: the producer refuses to start.'
      : inTransactions
        ? 'acks other than all with a transactional id: the producer refuses to start.'
        : 'acks other than all: idempotence is off without a word, and an acknowledged record can be lost with its leader.',
    evidence: [said(entry), ...(idempotence === null ? [] : [said(idempotence)])],
    remedy: 'Set acks=all, and min.insync.replicas=2 on topics with 3 replicas.',
    guideline: guideline('acks-and-replication'),
    confidence: 'high',
  };
};

import type { Finding } from '../../finding.ts';
import type { Premises } from '../premises.ts';
import { guideline } from '../words.ts';
import type { Entry, InUse } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { embedded, exactlyOnceOn, hasProducer, refusedBy, said } from './words.ts';

/** Source: ProducerConfig of 3.0.2 to 4.3.1, constructed: idempotence needs acks=all, transactions need idempotence. */
export const acksNotAll: ConfigRule = (config, premises): Finding | null => {
  const entry = config('acks');
  if (!hasProducer(premises) || entry === null || entry.value === 'all') return null;
  const idempotence = config('enable.idempotence');
  return {
    rule: 'EOS-ACKS',
    severity: 'critical',
    says: `acks other than all${effectOf(config, idempotence, premises)}.`,
    evidence: [said(entry), ...(idempotence === null ? [] : [idempotenceWords(idempotence, config, premises)])],
    remedy: `${embedded(premises.client) ? 'Delete the line: acks=all holds without it' : 'Set acks=all'}, and set min.insync.replicas=2 on topics with 3 replicas.`,
    guideline: guideline('acks-and-replication'),
    confidence: 'high',
  };
};

const LOST = 'an acknowledged record can be lost with its leader';

function effectOf(config: InUse, idempotence: Entry | null, premises: Premises): string {
  const { client } = premises;
  if (embedded(client)) {
    if (exactlyOnceOn(config, premises)) return `: ${refusedBy(client)}`;
    return `: ${LOST}; with exactly-once on, ${client === 'streams' ? 'the application does not start' : 'the tasks fail'}`;
  }
  if (client === 'kafkajs')
    return premises.transactional || idempotence?.value === 'true'
      ? ': KafkaJS refuses each send that is idempotent or in a transaction'
      : `: ${LOST}`;
  if (idempotence?.given === true && idempotence.value === 'true')
    return ' with idempotence set: the producer refuses to start';
  if (config('transactional.id') !== null) return ' with a transactional id: the producer refuses to start';
  return `: idempotence is off without a word, and ${LOST}`;
}

function idempotenceWords(entry: Entry, config: InUse, premises: Premises): string {
  if (!embedded(premises.client)) return said(entry);
  if (!exactlyOnceOn(config, premises)) return said(entry);
  return `enable.idempotence=true (forced with exactly-once${entry.given ? `; ${said(entry)} is ignored with a warning` : ''})`;
}

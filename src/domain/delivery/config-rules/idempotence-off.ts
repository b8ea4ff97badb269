import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said, writesKafka } from './words.ts';

/** Source: ProducerConfig; CONFIGURATION.md of librdkafka; KafkaJS docs. */
export const idempotenceOff: ConfigRule = (config, { client, sinks, transactional }) => {
  const entry = config('enable.idempotence');
  const id = config('transactional.id');
  // librdkafka turns it on by itself with a transactional.id.
  const implied = client === 'librdkafka' && id !== null && entry?.given !== true;
  if (!ownClient(client) || !writesKafka(sinks) || entry === null || entry.value !== 'false' || implied) return null;
  return {
    rule: 'EOS-IDEMPOTENCE-OFF',
    severity: transactional ? 'critical' : 'high',
    says: transactional
      ? 'Idempotence is off: a transactional producer does not start without it.'
      : 'Idempotence is off: a retry after a lost acknowledgement writes the record twice.',
    evidence: [said(entry)],
    remedy: client === 'kafkajs' ? 'Set idempotent: true.' : 'Set enable.idempotence=true and acks=all.',
    guideline: guideline('producer-idempotence'),
    confidence: 'high',
  };
};

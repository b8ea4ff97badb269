import type { Finding } from '../../finding.ts';
import { guideline } from '../words.ts';
import type { Entry } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said, writesKafka } from './words.ts';

/** Source: KafkaJS 2.2.4, producer/index.js: a transaction is idempotent by itself, and retries come from this setting. */
const kafkajsInTransaction = (entry: Entry): Finding => ({
  rule: 'EOS-IDEMPOTENCE-OFF',
  severity: 'low',
  says: 'idempotent is false: a transaction is idempotent all the same, but KafkaJS gives a send up after 5 retries, and what is sent outside of transactions may double.',
  evidence: [said(entry)],
  remedy: 'Set idempotent: true.',
  guideline: guideline('producer-idempotence'),
  confidence: 'high',
});

/** Source: ProducerConfig; CONFIGURATION.md of librdkafka; KafkaJS docs. */
export const idempotenceOff: ConfigRule = (config, { client, sinks, transactional }) => {
  const entry = config('enable.idempotence');
  const id = config('transactional.id');
  // librdkafka turns it on by itself with a transactional.id.
  const implied = client === 'librdkafka' && id !== null && entry?.given !== true;
  if (!ownClient(client) || !writesKafka(sinks) || entry === null || entry.value !== 'false' || implied) return null;
  if (client === 'kafkajs' && transactional) return kafkajsInTransaction(entry);
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

import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said, writesKafka } from './words.ts';

/** Source: ProducerConfig: idempotence needs retries above 0. */
export const noRetries: ConfigRule = (config, { client, sinks }) => {
  const entry = config('retries');
  if (!ownClient(client) || !writesKafka(sinks) || entry === null || numberOf(entry) !== 0) return null;
  return {
    rule: 'EOS-NO-RETRIES',
    severity: 'high',
    says: 'retries=0: idempotence is off, and where it was set, or with a transactional id, the producer does not start; every moved leader fails a send.',
    evidence: [said(entry)],
    remedy: 'Leave retries at its default and bound the time with delivery.timeout.ms.',
    guideline: guideline('producer-idempotence'),
    confidence: 'high',
  };
};

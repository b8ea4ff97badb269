import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { embedded, exactlyOnceOn, hasProducer, refusedBy, said } from './words.ts';

/** Source: ProducerConfig: idempotence needs retries above 0. */
export const noRetries: ConfigRule = (config, premises) => {
  const { client } = premises;
  const entry = config('retries');
  if (!hasProducer(premises) || entry === null || numberOf(entry) !== 0) return null;
  const inFramework = embedded(client) && exactlyOnceOn(config, premises) ? `${refusedBy(client)}.` : null;
  return {
    rule: 'EOS-NO-RETRIES',
    severity: 'high',
    says: `retries=0: ${inFramework ?? 'idempotence is off, and where it was set, or with a transactional id, the producer does not start; every moved leader fails a send.'}`,
    evidence: [said(entry)],
    remedy: 'Leave retries at its default and bound the time with delivery.timeout.ms.',
    guideline: guideline('producer-idempotence'),
    confidence: 'high',
  };
};

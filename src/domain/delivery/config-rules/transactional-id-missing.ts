import { transactionalIdWords } from '../ids.ts';
import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';

/** Source: ProducerConfig: transactional.id. */
export const transactionalIdMissing: ConfigRule = (config, premises) => {
  const wanted = transactionalIdWords(premises);
  if (!premises.transactional || wanted === null || config('transactional.id') !== null) return null;
  const unseen = !config.shows.producer;
  return {
    rule: 'EOS-TRANSACTIONAL-ID-MISSING',
    severity: unseen ? 'medium' : 'critical',
    says: unseen
      ? 'The configuration shows no producer: without a transactional.id there are no transactions, and every crash doubles output.'
      : 'No transactional.id is set: there are no transactions, and every crash doubles the output since the last commit.',
    evidence: ['transactional.id is not in the configuration, and has no default'],
    remedy: `Set ${premises.client === 'kafkajs' ? 'transactionalId' : 'transactional.id'} to ${wanted}.`,
    guideline: guideline('zombie-fencing'),
    confidence: unseen ? 'low' : 'high',
  };
};

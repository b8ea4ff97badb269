import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said } from './words.ts';

/** Source: KafkaConsumer documentation; KIP-98. */
export const autoCommitOn: ConfigRule = (config, { client, sources, transactional }) => {
  const entry = config('enable.auto.commit');
  if (!ownClient(client) || !sources.includes('kafka') || entry === null || entry.value !== 'true') return null;
  const unseen = !entry.given && !config.shows.consumer;
  return {
    rule: 'EOS-AUTO-COMMIT',
    severity: transactional && !unseen ? 'critical' : 'medium',
    says: unseen
      ? 'The configuration shows no consumer: by default its auto-commit is on, and moves the offsets whatever becomes of the work.'
      : transactional
        ? 'Auto-commit is on: it moves the offsets even when the transaction aborts, and the input is lost.'
        : 'Auto-commit is on: with work handed to other threads it commits what is not done yet.',
    evidence: [said(entry)],
    remedy:
      client === 'kafkajs'
        ? `Set autoCommit: false in run(), and ${transactional ? 'send the offsets with the transaction' : 'commit after the effect'}.`
        : `Set enable.auto.commit=false and ${transactional ? 'send the offsets with the transaction' : 'commit after the effect'}.`,
    guideline: guideline('transactions'),
    confidence: unseen ? 'low' : 'high',
  };
};

import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said } from './words.ts';

/** Source: KafkaJS 2.2.4, consumer.run(). */
const RUN = [
  'autoCommit',
  'autoCommitInterval',
  'autoCommitThreshold',
  'eachBatchAutoResolve',
  'partitionsConsumedConcurrently',
];

/** Source: KafkaConsumer documentation; KIP-98; CONFIGURATION.md of librdkafka: enable.auto.offset.store. */
export const autoCommitOn: ConfigRule = (config, { client, sources, transactional }) => {
  const entry = config('enable.auto.commit');
  if (!ownClient(client) || !sources.includes('kafka') || entry === null || entry.value !== 'true') return null;
  if (client === 'librdkafka' && config('enable.auto.offset.store')?.value === 'false' && !transactional) return null;
  // KafkaJS takes it in run(), which need not be where its consumer is made.
  const runUnseen = client === 'kafkajs' && RUN.every((name) => config(name)?.given !== true);
  const unseen = !entry.given && (!config.shows.consumer || runUnseen);
  return {
    rule: 'EOS-AUTO-COMMIT',
    severity: transactional && !unseen ? 'critical' : 'medium',
    says: unseen
      ? `The configuration shows no ${config.shows.consumer ? 'run()' : 'consumer'}: by default its auto-commit is on, and moves the offsets whatever becomes of the work.`
      : transactional
        ? 'Auto-commit is on: it moves the offsets even when the transaction aborts, and the input is lost.'
        : client === 'librdkafka'
          ? 'Auto-commit is on, and a record counts as done when it is handed out: what is in work at a crash is lost.'
          : client === 'kafkajs'
            ? 'Auto-commit is on: it commits what eachMessage has returned from, also where the work was not awaited.'
            : 'Auto-commit is on: with work handed to other threads it commits what is not done yet.',
    evidence: [said(entry)],
    remedy:
      client === 'kafkajs'
        ? `Set autoCommit: false in run(), and ${transactional ? 'send the offsets with the transaction' : 'commit after the effect'}.`
        : client === 'librdkafka' && !transactional
          ? 'Set enable.auto.offset.store=false and store the offset after the effect; or enable.auto.commit=false and commit after it.'
          : `Set enable.auto.commit=false and ${transactional ? 'send the offsets with the transaction' : 'commit after the effect'}.`,
    guideline: guideline('transactions'),
    confidence: unseen ? 'low' : 'high',
  };
};

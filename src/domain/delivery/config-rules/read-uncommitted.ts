import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { exactlyOnceOn, ownClient, said } from './words.ts';

/** Source: ConsumerConfig: isolation.level; StreamsConfig. */
export const readUncommitted: ConfigRule = (config, premises) => {
  const { client, sources, transactional } = premises;
  const entry = config('isolation.level');
  if (!sources.includes('kafka') || entry === null || entry.value !== 'read_uncommitted') return null;
  // Streams with exactly-once takes it from nobody but main.consumer. [constructed, 3.0.2–4.3.1]
  if (client === 'streams' && exactlyOnceOn(config, premises) && !entry.name.startsWith('main.consumer.')) return null;
  if (!entry.given && !(ownClient(client) && transactional)) return null;
  const unseen = !entry.given && !config.shows.consumer;
  return {
    rule: 'EOS-READ-UNCOMMITTED',
    severity: unseen ? 'medium' : 'high',
    says: unseen
      ? 'The configuration shows no consumer: by default it reads read_uncommitted, so it takes records of aborted transactions too.'
      : 'The consumer reads read_uncommitted: it also takes records of transactions that were aborted, and of those that come again.',
    evidence: [said(entry)],
    remedy: client === 'kafkajs' ? 'Set readUncommitted: false.' : `Set ${entry.name}=read_committed.`,
    guideline: guideline('what-ends-exactly-once'),
    confidence: unseen ? 'low' : 'high',
  };
};

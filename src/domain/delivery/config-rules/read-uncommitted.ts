import { guideline } from '../words.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said } from './words.ts';

/** Source: ConsumerConfig: isolation.level. */
export const readUncommitted: ConfigRule = (config, { client, sources, transactional }) => {
  const entry = config('isolation.level');
  if (!sources.includes('kafka') || entry === null || entry.value !== 'read_uncommitted') return null;
  if (!entry.given && !(ownClient(client) && transactional)) return null;
  const unseen = !entry.given && !config.shows.consumer;
  return {
    rule: 'EOS-READ-UNCOMMITTED',
    severity: unseen ? 'medium' : 'high',
    says: unseen
      ? 'The configuration shows no consumer: by default it reads read_uncommitted, so it takes records of aborted transactions too.'
      : 'The consumer reads read_uncommitted: it also takes records of transactions that were aborted, and of those that come again.',
    evidence: [said(entry)],
    remedy: client === 'kafkajs' ? 'Set readUncommitted: false.' : 'Set isolation.level=read_committed.',
    guideline: guideline('what-ends-exactly-once'),
    confidence: unseen ? 'low' : 'high',
  };
};

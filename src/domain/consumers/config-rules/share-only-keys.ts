import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** librdkafka has max.poll.records for share consumers alone. Source: CONFIGURATION.md of 2.15.1; 2.14.0 does not take the name. */
export const shareOnlyKeys: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'librdkafka' || config.ofShareConsumer || !config.given('max.poll.records')) return null;
  return {
    rule: 'CONSUMERS-POLL-RECORDS-WITHOUT-EFFECT',
    severity: 'medium',
    says: 'max.poll.records bounds nothing here: only a share consumer reads it, and librdkafka before 2.15 does not start with it.',
    evidence: ['librdkafka 2.14.0: No such configuration property; 2.15.1: only supported for share consumers'],
    remedy:
      'Delete it. poll() hands out one message; a batch call takes its size as an argument, and queued.max.messages.kbytes bounds what is fetched ahead.',
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};

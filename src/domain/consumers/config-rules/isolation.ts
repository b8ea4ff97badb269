import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Exactly-once reads only what was committed. */
export const isolation: ConfigRule = (config, { premises }) => {
  const { client, delivery } = premises;
  if (config.ofShareConsumer || client === 'streams') return null;
  const kafkajs = client === 'kafkajs';
  const name = kafkajs ? 'readUncommitted' : 'isolation.level';
  const uncommitted = kafkajs ? config.flag(name) === true : config.text(name)?.toLowerCase() === 'read_uncommitted';
  if (!uncommitted || (delivery !== 'exactly_once' && !config.given(name))) return null;
  return {
    rule: 'CONSUMERS-READS-ABORTED',
    severity: delivery === 'exactly_once' ? 'high' : 'low',
    says:
      delivery === 'exactly_once'
        ? 'Records of aborted transactions are processed, so the result is not exactly once.'
        : 'Records of aborted transactions are processed if a producer of the topic uses transactions.',
    evidence: [`${name}=${config.text(name)} (${config.given(name) ? 'given' : 'default'})`],
    remedy: `${kafkajs ? 'readUncommitted=false' : `${config.spelt('isolation.level')}=read_committed`}; it costs nothing on a topic without transactions.`,
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};

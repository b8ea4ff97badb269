import type { GivenConfig } from '../given-config.ts';
import type { Premises } from '../premises.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Exactly-once reads only what was committed. */
export const isolation: ConfigRule = (config, { premises }) => {
  const { client, delivery } = premises;
  if (config.ofShareConsumer || !reachesConsumer(config, premises)) return null;
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
    evidence: [
      `${config.given(name) ? config.spelt(name) : name}=${config.text(name)} (${config.given(name) ? 'given' : 'default'})`,
    ],
    remedy: `${kafkajs ? 'readUncommitted=false' : `${config.spelt(name)}=read_committed`}; it costs nothing on a topic without transactions.`,
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};

/**
 * With exactly once Streams sets read_committed itself, but not over the prefix of its main consumer. Source:
 * StreamsConfig.getMainConsumerConfigs, called with 3.0.2, 3.9.2 and 4.3.1.
 */
const reachesConsumer = (config: GivenConfig, { client, told }: Premises): boolean =>
  client !== 'streams' ||
  (told.delivery?.value === 'exactly_once' &&
    config.given('isolation.level') &&
    config.spelt('isolation.level').includes('main.consumer.'));

import { atLeast } from '../../configs/release.ts';
import type { Finding } from '../../finding.ts';
import type { GivenConfig } from '../given-config.ts';
import type { Premises } from '../premises.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Automatic commits follow the poll or the hand-out, not the work. */
export const autoCommit: ConfigRule = (config, { premises }) => {
  const { client, delivery, handsOff } = premises;
  if (config.ofShareConsumer) return null;
  if (client === 'streams') return underStreams(config, premises);
  if (client === 'connect') return underConnect(config);
  const auto = config.flag(client === 'kafkajs' ? 'autoCommit' : 'enable.auto.commit') === true;
  if (!auto || delivery === 'at_most_once') return null;
  if (delivery === 'exactly_once')
    return {
      rule: 'CONSUMERS-AUTO-COMMIT-BESIDE-TRANSACTION',
      severity: 'high',
      says: 'Automatic commits run beside the transaction: an aborted one has its offsets committed all the same.',
      evidence: [
        `${client === 'kafkajs' ? 'autoCommit' : 'enable.auto.commit'}=true (${config.given(client === 'kafkajs' ? 'autoCommit' : 'enable.auto.commit') ? 'given' : 'default'})`,
      ],
      remedy: `Set it to false and send the offsets to the transaction.`,
      guideline: GUIDELINE.exactlyOnce,
      confidence: 'high',
    };
  if (client === 'librdkafka' && config.flag('enable.auto.offset.store') !== false)
    return {
      rule: 'CONSUMERS-STORED-BEFORE-THE-WORK',
      severity: 'high',
      says: 'Offsets are stored when a message is handed out and committed in the background: a crash loses the message in hand.',
      evidence: [
        `enable.auto.offset.store=true (${config.given('enable.auto.offset.store') ? 'given' : 'default'}), enable.auto.commit=true`,
      ],
      remedy: 'enable.auto.offset.store=false, and store_offsets(message) after the work.',
      guideline: GUIDELINE.commits,
      confidence: 'high',
    };
  if (!handsOff) return null;
  return {
    rule: 'CONSUMERS-AUTO-COMMIT-WITH-HAND-OFF',
    severity: 'high',
    says: 'Offsets are committed at the next poll while other threads still work on the records: a crash loses what they have in hand.',
    evidence: ['hands_off = true (given)', `${client === 'kafkajs' ? 'autoCommit' : 'enable.auto.commit'}=true`],
    remedy:
      'Commit yourself, up to the lowest offset of each partition that is finished; or finish the batch before the next poll.',
    guideline: GUIDELINE.commits,
    confidence: 'high',
  };
};

/** A worker commits what the task has flushed; its consumer must not do so before. Source: Connect, Worker. */
function underConnect(config: GivenConfig): Finding | null {
  if (config.flag('enable.auto.commit') !== true) return null;
  return {
    rule: 'CONSUMERS-AUTO-COMMIT-UNDER-CONNECT',
    severity: 'high',
    says: 'The consumer of the sink commits what it has polled, whether or not the task has written it: a crash loses records.',
    evidence: [`${config.spelt('enable.auto.commit')}=true (given); Connect itself sets false`],
    remedy: 'Delete it: the worker commits after the flush.',
    guideline: GUIDELINE.commits,
    confidence: 'high',
  };
}

/**
 * Streams switches it off, but up to 4.1 not over the prefix of its main consumer. Source: StreamsConfig.getMainConsumerConfigs, called
 * with 3.0.2, 3.9.2, 4.0.2 and 4.1.2, where it stays true, and with 4.2.1 and 4.3.1, where it does not.
 */
function underStreams(config: GivenConfig, { clientRelease }: Premises): Finding | null {
  const name = config.spelt('enable.auto.commit');
  if (!config.given('enable.auto.commit') || !name.includes('main.consumer.')) return null;
  if (config.flag('enable.auto.commit') !== true || atLeast(clientRelease, '4.2')) return null;
  return {
    rule: 'CONSUMERS-AUTO-COMMIT-UNDER-STREAMS',
    severity: 'high',
    says: 'The consumer of Streams commits what it has polled, whether or not it is processed: a crash loses records, with exactly once, too.',
    evidence: [`${name}=true (given); Streams ${clientRelease} sets false, but not over this prefix`],
    remedy: 'Delete it: Streams commits by itself (commit.interval.ms).',
    guideline: GUIDELINE.commits,
    confidence: 'high',
  };
}

import { show } from '../../words.ts';
import { asItWillBe } from '../given-config.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** librdkafka asks for a poll interval that is no shorter than the session; Java does not. Observed with librdkafka 2.12 and 2.16. */
export const intervalBelowSession: ConfigRule = (config, { premises, poll, membership }) => {
  if (premises.client !== 'librdkafka' || config.ofShareConsumer || config.brokersHoldSession) return null;
  const [intervalName, sessionName] = ['max.poll.interval.ms', 'session.timeout.ms'];
  const [interval, session] = [config.number(intervalName), config.number(sessionName)];
  if (interval === null || session === null || interval >= session) return null;
  const from = (name: string): string => (config.given(name) ? 'given' : 'default');
  const longer = Math.max(poll.intervalMs, membership.sessionMs);
  return {
    rule: 'CONSUMERS-INTERVAL-BELOW-SESSION',
    ...asItWillBe(
      config,
      'high',
      `max.poll.interval.ms ${show(interval)} is below session.timeout.ms ${show(session)}: the client does not start.`,
    ),
    evidence: [
      `max.poll.interval.ms ${show(interval)} (${from(intervalName)}) < session.timeout.ms ${show(session)} (${from(sessionName)})`,
      'librdkafka: `max.poll.interval.ms` must be >= `session.timeout.ms`',
    ],
    remedy: `max.poll.interval.ms=${longer} and session.timeout.ms=${membership.sessionMs}.`,
    guideline: GUIDELINE.polling,
    confidence: 'high',
  };
};

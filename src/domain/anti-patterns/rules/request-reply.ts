import { show } from '../../words.ts';
import type { AntiPattern } from '../anti-pattern.ts';
import { page, sentence } from '../words.ts';

/** Source: `session.timeout.ms` of Java and librdkafka. */
const CRASH_NOTICED_AFTER_S = 45;

/** A caller that waits for an answer pays for the log twice and gets none of what a log is for. */
export const requestReply: AntiPattern = (facts) => {
  if (!facts.requestReply) return null;
  const { messagesPerS, replicationFactor } = facts;
  return {
    rule: 'ANTI-REQUEST-REPLY',
    severity: 'high',
    says: sentence(facts, 'the caller waits for the answer, and a log is the wrong way to ask.'),
    evidence: [
      messagesPerS === null
        ? `each call is 2 records, stored ${show(2 * replicationFactor)} times at RF ${replicationFactor}`
        : `${show(messagesPerS)} calls/s are ${show(2 * messagesPerS)} records/s, stored ${show(2 * messagesPerS * replicationFactor)} times a second at RF ${replicationFactor}`,
      'latency is paid twice: 2 sends with what the producer lingers, 2 replications, 2 fetches',
      `a crashed instance is noticed after session.timeout.ms, mostly ${CRASH_NOTICED_AFTER_S} s; its calls hang as long`,
    ],
    remedy:
      'HTTP or gRPC where somebody waits. Where the caller can go on: publish the event, and let the result be another event with a correlation id and a timeout.',
    guideline: page('request-reply-over-kafka'),
    confidence: 'high',
  };
};

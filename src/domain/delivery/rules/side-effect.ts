import { show } from '../../words.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Source: design.md of Apache Kafka 4.4: side effects outside Kafka are not part of a transaction. */
export const sideEffect: EosRule = ({
  premises: { sinks, idempotencyKeys, interval, messagesPerS, transactional },
}) => {
  const outside = sinks.filter((sink) => sink === 'http_api' || sink === 'email_or_payment');
  if (outside.length === 0 || idempotencyKeys === true) return null;
  const again =
    messagesPerS === null || !transactional
      ? []
      : [
          `an abort makes up to ${show(Math.ceil((messagesPerS.value * interval.value) / 1_000))} calls again (${show(messagesPerS.value)} messages/s × ${show(interval.value)} ms)`,
        ];
  return {
    rule: 'EOS-SIDE-EFFECT',
    severity: outside.includes('email_or_payment') ? 'high' : 'medium',
    says: `No transaction of Kafka covers ${outside.join(' and ')}: after a crash the call is made again.`,
    evidence: [
      'a call cannot be rolled back',
      ...again,
      `idempotency_keys = ${idempotencyKeys === false ? 'false (given)' : 'unknown (not given)'}`,
    ],
    remedy:
      'Send the event id as idempotency key and record the answer before the offset is committed. Where the other side honours no keys, choose: call before the commit (may be twice) or after it (may be never).',
    guideline: guideline('what-ends-exactly-once'),
    confidence: 'high',
  };
};

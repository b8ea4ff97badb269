import { count } from '../../words.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Source: design.md of Apache Kafka 4.4: side effects outside Kafka are not part of a transaction. */
export const sideEffect: EosRule = ({ premises: { sinks, idempotencyKeys }, costs: { figures } }) => {
  const outside = sinks.filter((sink) => sink === 'http_api' || sink === 'email_or_payment');
  if (outside.length === 0 || idempotencyKeys === true) return null;
  const again = figures.find(({ name }) => name === 'records_done_again_after_an_abort');
  return {
    rule: 'EOS-SIDE-EFFECT',
    severity: outside.includes('email_or_payment') ? 'high' : 'medium',
    says: `No transaction of Kafka covers ${outside.join(' and ')}: after a crash the call is made again.`,
    evidence: [
      'a call cannot be rolled back',
      ...(again === undefined
        ? []
        : [`an abort makes up to ${count(Math.ceil(again.value), 'call')} again (${again.formula})`]),
      `idempotency_keys = ${idempotencyKeys === false ? 'false (given)' : 'unknown (not given)'}`,
    ],
    remedy:
      'Send the event id as idempotency key and record the answer before the offset is committed. Where the other side honours no keys, choose: call before the commit (may be twice) or after it (may be never).',
    guideline: guideline('what-ends-exactly-once'),
    confidence: 'high',
  };
};

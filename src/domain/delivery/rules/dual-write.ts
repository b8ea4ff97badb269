import { isDualWrite } from '../dual-write.ts';
import { guideline, rate } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Source: Debezium 3.6 outbox; derived. */
export const dualWrite: EosRule = ({ premises }) => {
  const { messagesPerS } = premises;
  if (!isDualWrite(premises)) return null;
  return {
    rule: 'EOS-DUAL-WRITE',
    severity: 'high',
    says: 'Writing to a database and to Kafka one after the other loses or invents events when the service dies between the two.',
    evidence: [
      'database and Kafka share no transaction',
      'publish, then commit: an event of a change that was rolled back; commit, then publish: a change without its event',
      ...(messagesPerS === null ? [] : [`${rate(messagesPerS.value)} through that gap`]),
    ],
    remedy:
      'Insert the event as a row of an outbox table in the same database transaction, and publish it with CDC (Debezium EventRouter) or a poller; consumers dedupe on the row id.',
    guideline: guideline('outbox'),
    confidence: 'high',
  };
};

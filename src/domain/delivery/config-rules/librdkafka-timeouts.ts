import { show } from '../../words.ts';
import { SOCKET_SLACK_MS, TRANSACTION_TIMEOUT_MS } from '../librdkafka.ts';
import { guideline } from '../words.ts';
import { type Entry, numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/**
 * What librdkafka refuses beside a transaction; where they are not given it lowers both itself, and message.timeout.ms=0 (no
 * limit) passes. Source: librdkafka, constructed (confluent-kafka 2.16).
 */
export const librdkafkaTimeouts: ConfigRule = (config, { client, transactional }) => {
  if (client !== 'librdkafka' || !(transactional || config('transactional.id') !== null)) return null;
  const timeout = config('transaction.timeout.ms');
  const timeoutMs = numberOf(timeout) ?? TRANSACTION_TIMEOUT_MS;
  const tooLong = (entry: Entry | null, most: number): entry is Entry =>
    entry?.given === true && (numberOf(entry) ?? 0) > most;
  const [message, socket] = [config('delivery.timeout.ms'), config('socket.timeout.ms')];
  const refused = [
    ...(tooLong(message, timeoutMs) ? [{ entry: message, most: timeoutMs, limit: 'transaction.timeout.ms' }] : []),
    ...(tooLong(socket, timeoutMs + SOCKET_SLACK_MS)
      ? [{ entry: socket, most: timeoutMs + SOCKET_SLACK_MS, limit: `transaction.timeout.ms + ${SOCKET_SLACK_MS}` }]
      : []),
  ];
  const [first] = refused;
  if (first === undefined) return null;
  const { entry, most, limit } = first;
  return {
    rule: 'EOS-LIBRDKAFKA-TIMEOUTS',
    severity: 'critical',
    says: `${entry.name} ${show(numberOf(entry) ?? 0)} is above ${limit} = ${show(most)}: the client refuses to make a transactional producer.`,
    evidence: [...refused.map((each) => said(each.entry)), ...(timeout === null ? [] : [said(timeout)])],
    remedy: `Delete ${refused.map((each) => each.entry.name).join(' and ')}: librdkafka then fits ${refused.length === 1 ? 'it' : 'them'} to transaction.timeout.ms itself; or raise transaction.timeout.ms.`,
    guideline: guideline('exactly-once-by-client'),
    confidence: 'high',
  };
};

import { atLeast } from '../../configs/release.ts';
import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { ownClient, said, writesKafka } from './words.ts';

/** Batches that a broker remembers of a producer. Source: ProducerConfig. */
const MOST_IN_FLIGHT = 5;

export const tooManyInFlight: ConfigRule = (config, { client, sinks, clientRelease }) => {
  const entry = config('max.in.flight.requests.per.connection');
  const value = numberOf(entry);
  const most = client === 'kafkajs' ? 1 : MOST_IN_FLIGHT;
  if (!ownClient(client) || !writesKafka(sinks) || entry === null || value === null || value <= most) return null;
  // librdkafka lowers its own default when idempotence is on.
  if (!entry.given) return null;
  const effect =
    client === 'java' && !atLeast(clientRelease, '4.0')
      ? 'idempotence is then off; where it was set, or with a transactional id, the producer does not start'
      : client === 'kafkajs'
        ? 'KafkaJS asks for one in a transaction, else batches arrive out of sequence'
        : 'the producer does not start with idempotence';
  return {
    rule: 'EOS-IN-FLIGHT',
    severity: 'high',
    says: `More than ${most} ${most === 1 ? 'request' : 'requests'} in flight: ${effect}.`,
    evidence: [said(entry), `a broker remembers ${MOST_IN_FLIGHT} batches of each producer`],
    remedy:
      client === 'kafkajs'
        ? 'Set maxInFlightRequests: 1.'
        : `Set max.in.flight.requests.per.connection=${MOST_IN_FLIGHT}.`,
    guideline: guideline('producer-idempotence'),
    confidence: 'high',
  };
};

import { atLeast } from '../../configs/release.ts';
import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { embedded, exactlyOnceOn, hasProducer, refusedBy, said } from './words.ts';

/** Batches that a broker remembers of a producer. Source: ProducerConfig; StreamsConfig. */
const MOST_IN_FLIGHT = 5;

export const tooManyInFlight: ConfigRule = (config, premises) => {
  const { client, clientRelease } = premises;
  const entry = config('max.in.flight.requests.per.connection');
  const value = numberOf(entry);
  const most = client === 'kafkajs' ? 1 : MOST_IN_FLIGHT;
  if (!hasProducer(premises) || entry === null || value === null || value <= most) return null;
  // librdkafka lowers its own default when idempotence is on.
  if (!entry.given) return null;
  const effect = embedded(client)
    ? exactlyOnceOn(config, premises)
      ? refusedBy(client)
      : 'with exactly-once on, its producers refuse to be made'
    : client === 'java' && !atLeast(clientRelease, '4.0')
      ? 'idempotence is then off; where it was set, or with a transactional id, the producer does not start'
      : client === 'kafkajs'
        ? 'KafkaJS asks for one in a transaction, else batches arrive out of sequence'
        : 'the producer does not start with idempotence';
  return {
    rule: 'EOS-IN-FLIGHT',
    severity: 'high',
    says: `More than ${most} ${most === 1 ? 'request' : 'requests'} in flight: ${effect}.`,
    evidence: [said(entry), `a broker remembers ${MOST_IN_FLIGHT} batches of each producer`],
    remedy: client === 'kafkajs' ? 'Set maxInFlightRequests: 1.' : `Set ${entry.name}=${MOST_IN_FLIGHT}.`,
    guideline: guideline('producer-idempotence'),
    confidence: 'high',
  };
};

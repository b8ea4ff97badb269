import { show } from '../words.ts';
import type { NotOnKafka } from './design-types.ts';
import type { BusinessEvent, Premises } from './premises.ts';
import { listed } from './words.ts';

/** Source: session.timeout.ms of Java and librdkafka. */
const CRASH_NOTICED_S = 45;

/** Requests, which get no topic, and documents, of which only a reference travels. */
export const notOnKafka = ({ events, replicationFactor }: Premises): NotOnKafka[] =>
  events.flatMap((event) => {
    if (event.kind === 'request') return [request(event, replicationFactor)];
    return event.documentBytes === null ? [] : [document(event, event.documentBytes, replicationFactor)];
  });

function request(
  { name, producer, consumers, peakPerS, kindGiven }: BusinessEvent,
  replicationFactor: number,
): NotOnKafka {
  const records =
    peakPerS === null
      ? `each call is 2 records in ${2 * replicationFactor} copies`
      : `${show(peakPerS)} calls/s are ${show(2 * peakPerS)} records/s in ${show(2 * replicationFactor * peakPerS)} copies`;
  return {
    event: name,
    why: `${kindGiven ? 'The sender waits' : 'Its name asks for an answer, so the sender is taken to wait'}: ${records}, two sends, two replications and two fetches before the answer, and mostly ${CRASH_NOTICED_S} s until a dead instance is noticed.`,
    instead: `HTTP or gRPC from ${producer} to ${consumers.length === 0 ? 'the one that answers' : listed(consumers)}, with a timeout. What became of it may be published as an event.`,
  };
}

function document({ name, peakPerS, consumers }: BusinessEvent, bytes: number, replicationFactor: number): NotOnKafka {
  const readers = Math.max(1, consumers.length);
  const sent = replicationFactor - 1 + readers;
  const mb = bytes / 1e6;
  const rate = peakPerS === null ? '' : `; ${show(mb * peakPerS * sent)} MB/s over the network at peak`;
  return {
    event: name,
    why: `Its payload is ${show(mb)} MB a record, above the 1 MB that clients and brokers take by default: written ${replicationFactor} times and sent ${sent} times${rate}.`,
    instead:
      'Claim check: put the document into an object store; the topic carries its URI, size, checksum and type. Keep it longer than the topic keeps the event.',
  };
}

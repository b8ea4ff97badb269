import { noFacts, type StreamFacts } from '../anti-patterns/facts.ts';
import type { Premises } from './premises.ts';
import type { ExactlyOnceRequest } from './request.ts';

/** What the six anti-patterns look at. */
export const factsOf = (request: ExactlyOnceRequest, premises: Premises): StreamFacts => ({
  ...noFacts,
  of: premises.pipeline,
  requestReply: request.request_reply === true,
  messagesPerS: request.messages_per_s ?? null,
  averageBytes: request.average_message_bytes ?? null,
  // Those of one topic are not known where there may be several output topics.
  partitions: request.input_partitions ?? null,
  replicationFactor: premises.replicationFactor,
  brokers: premises.brokers,
  consumers: request.instances ?? null,
  orderMatters: request.order_matters ?? null,
  keyed: request.keyed ?? null,
  commits: request.commits ?? null,
  lagWatched: request.lag_alerts ?? null,
});

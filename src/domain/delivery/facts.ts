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
  // Inputs and outputs may be several topics, so those of one are known only where all output is one partition.
  partitions: request.output_partitions === 1 ? 1 : null,
  replicationFactor: premises.replicationFactor,
  brokers: premises.brokers,
  orderMatters: request.order_matters ?? null,
  keyed: request.keyed ?? null,
  commits: request.commits ?? null,
  lagWatched: request.lag_alerts ?? null,
});

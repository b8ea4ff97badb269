import { noFacts, type StreamFacts } from '../anti-patterns/facts.ts';
import { isSpring } from '../configs/spring.ts';
import type { InUse } from './config-rules/given.ts';
import { ownClient } from './config-rules/words.ts';
import type { Premises } from './premises.ts';
import type { ExactlyOnceRequest } from './request.ts';

/** What the six anti-patterns look at. */
export const factsOf = (request: ExactlyOnceRequest, premises: Premises, configuration: InUse | null): StreamFacts => ({
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
  commits:
    request.commits === false && commitsByItself(request, premises, configuration) ? true : (request.commits ?? null),
  lagWatched: request.lag_alerts ?? null,
});

/** Whether offsets are committed though the application never does: by auto-commit as configured, or by the framework. */
function commitsByItself(
  { config = {} }: ExactlyOnceRequest,
  { client }: Premises,
  configuration: InUse | null,
): boolean {
  if (!ownClient(client) || springCommits(config)) return true;
  const auto = configuration?.('enable.auto.commit') ?? null;
  if (configuration === null || auto === null || auto.value !== 'true') return false;
  // The default of a consumer that the configuration does not show proves nothing.
  if (!auto.given && !configuration.shows.consumer) return false;
  return client !== 'librdkafka' || configuration('enable.auto.offset.store')?.value !== 'false';
}

/** Spring's listener container commits after each batch, unless its ack mode leaves it to the listener. Source: Spring for Apache Kafka docs, Committing Offsets. */
const springCommits = (config: NonNullable<ExactlyOnceRequest['config']>): boolean =>
  Object.keys(config).some(isSpring) &&
  !Object.entries(config).some(
    ([name, value]) =>
      (/\.ack-?mode$/i.test(name.trim()) && /manual/i.test(String(value))) ||
      (/\.auto-?commit-?offset$/i.test(name.trim()) && String(value).trim().toLowerCase() === 'false'),
  );

import { afterAll, beforeAll } from 'vitest';
import { type KafkaOptions, type RunningKafka, startKafka } from '../../sandbox/kafka.ts';
import { type RunningRegistry, startRegistry } from '../../sandbox/registry.ts';
import { type SecuredKafka, startSecuredKafka } from '../../sandbox/security.ts';

/** Long enough to fetch a release on a slow line; a start takes seconds. */
const startTimeoutMs = 600_000;
const stopTimeoutMs = 60_000;

/**
 * A Kafka for the tests of one file or one `describe`: started before the first, stopped after the last.
 *
 *     const kafka = withKafka('4.3.1', { brokers: 3 });
 *     test('…', async () => { connect(kafka().bootstrapServers); });
 */
export function withKafka(version: string, options: Omit<KafkaOptions, 'version'> = {}): () => RunningKafka {
  return withRunning('Kafka', () => startKafka({ ...options, version }));
}

/** A schema registry for the tests of one file or one `describe`, as `withKafka`. */
export function withRegistry(): () => RunningRegistry {
  return withRunning('registry', () => startRegistry());
}

/** A broker with TLS and SASL listeners for the tests of one file or one `describe`, as `withKafka`. */
export function withSecuredKafka(): () => SecuredKafka {
  return withRunning('secured Kafka', startSecuredKafka);
}

function withRunning<T extends { stop(): Promise<void> }>(name: string, start: () => Promise<T>): () => T {
  let running: T | null = null;
  beforeAll(async () => {
    running = await start();
  }, startTimeoutMs);
  afterAll(async () => {
    await running?.stop();
  }, stopTimeoutMs);
  return () => {
    if (running === null) throw new Error(`The ${name} is not running: ask inside a test.`);
    return running;
  };
}

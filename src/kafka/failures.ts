import { BootstrapError, BrokerCallError } from './connection/errors.ts';
import { KnownFailure } from '../failure.ts';
import type { KafkaSettings } from '../config/settings.ts';

/** A predicate for a gap: what the broker did instead of answering. */
export function explainBrokerFailure(error: unknown): string {
  if (!(error instanceof BrokerCallError)) return 'failed unexpectedly';
  return error.timedOut ? 'did not answer in time' : 'could not be reached';
}

/** The error as the person who asked should read it. */
export async function unreachable(error: unknown, _settings: KafkaSettings, _signal: AbortSignal): Promise<unknown> {
  if (!(error instanceof BootstrapError)) return error;
  return new KnownFailure(error.message, 'No configured broker can be reached.', 'Call kafka_server_status.');
}

import type { KafkaSettings } from '../../config/settings.ts';
import { named } from '../../domain/named.ts';
import { KnownFailure } from '../../failure.ts';
import type { EndpointProblem } from '../../ports.ts';
import { addressText } from '../connection/address.ts';
import { BootstrapError, BrokerCallError } from '../connection/errors.ts';
import { speaksTls } from '../tls-probe.ts';
import { symptomsOf } from './causes.ts';
import { type FailedConnection, type FailureKind, kindOf, needsProbe } from './kinds.ts';

/** A predicate for a gap, to follow the name of the broker: `refused the connection`. Looks at the error only. */
export function explainBrokerFailure(error: unknown): string {
  return error instanceof BrokerCallError ? kindOf(failedConnection(error, null)).did : 'failed unexpectedly';
}

/** When one server took the whole time for connecting, an answer in under 5 s leaves this much for asking another. */
const SHORT_PROBE_TIMEOUT_MS = 400;

/** Which mistake this is; asks the port with a TLS hello where only that tells two mistakes apart. */
export async function recognise(
  error: BrokerCallError,
  settings: KafkaSettings,
  signal: AbortSignal,
  probeTimeoutMs?: number,
): Promise<FailureKind> {
  const failed = failedConnection(error, settings);
  if (!needsProbe(failed)) return kindOf(failed);
  return kindOf({ ...failed, speaksTls: await speaksTls(error.address, signal, probeTimeoutMs) });
}

const failedConnection = (error: BrokerCallError, settings: KafkaSettings | null): FailedConnection => ({
  symptoms: symptomsOf(error),
  timedOut: error.timedOut,
  phase: error.phase,
  settings,
  speaksTls: null,
});

/** What one server did, why that may be, and what to do. */
export function problemOf({ address }: BrokerCallError, kind: FailureKind): EndpointProblem {
  const endpoint = addressText(address);
  return { endpoint, what: `${named(endpoint)} ${kind.did}.`, likelyCause: kind.likelyCause, nextStep: kind.nextStep };
}

/** The problems of every server that was tried; null when the error is not about a connection. */
export async function problemsOf(
  error: unknown,
  settings: KafkaSettings,
  signal: AbortSignal,
): Promise<readonly EndpointProblem[] | null> {
  if (error instanceof BrokerCallError) return [problemOf(error, await recognise(error, settings, signal))];
  if (!(error instanceof BootstrapError)) return null;
  const probeTimeoutMs = error.attempts.some(({ timedOut }) => timedOut) ? SHORT_PROBE_TIMEOUT_MS : undefined;
  return Promise.all(
    error.attempts.map(async (attempt) =>
      problemOf(attempt, await recognise(attempt, settings, signal, probeTimeoutMs)),
    ),
  );
}

/** The error as the person who asked should read it: a KnownFailure when no server could be reached, else unchanged. */
export async function unreachable(error: unknown, settings: KafkaSettings, signal: AbortSignal): Promise<unknown> {
  const problems = await problemsOf(error, settings, signal);
  if (problems === null) return error;
  const unique = (texts: readonly string[]) => [...new Set(texts)].join(' ');
  return new KnownFailure(
    `No Kafka broker could be reached, so nothing is known about the cluster. ${unique(problems.map(({ what }) => what))}`,
    unique(problems.map(({ likelyCause }) => likelyCause)),
    `${unique(problems.map(({ nextStep }) => nextStep))} kafka_server_status tests every address.`,
    { cause: error },
  );
}

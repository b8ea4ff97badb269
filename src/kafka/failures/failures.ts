import type { KafkaSettings } from '../../config/settings.ts';
import { named } from '../../domain/named.ts';
import { KnownFailure } from '../../failure.ts';
import type { EndpointProblem } from '../../ports.ts';
import { addressText } from '../connection/address.ts';
import { BootstrapError, BrokerCallError } from '../connection/errors.ts';
import { speaksTls } from '../tls-probe.ts';
import { symptomsOf } from './causes.ts';
import { kindOf } from './kinds.ts';

const NO_SETTINGS = { securityProtocol: 'PLAINTEXT', sasl: null, tls: null } as const;

/** A predicate for a gap, to follow the name of the broker: `refused the connection`. Looks at the error only. */
export function explainBrokerFailure(error: unknown): string {
  if (!(error instanceof BrokerCallError)) return 'failed unexpectedly';
  const { timedOut } = error;
  return kindOf({ symptoms: symptomsOf(error), timedOut, settings: NO_SETTINGS, speaksTls: null }).did;
}

/** What one server did, why that may be, and what to do; probes the port where only that tells two mistakes apart. */
export async function explainProblem(
  error: BrokerCallError,
  settings: KafkaSettings,
  signal: AbortSignal,
): Promise<EndpointProblem> {
  const { timedOut, address } = error;
  const probed = settings.tls === null && !timedOut ? await speaksTls(address, signal) : null;
  const kind = kindOf({ symptoms: symptomsOf(error), timedOut, settings, speaksTls: probed });
  const endpoint = addressText(address);
  return { endpoint, what: `${named(endpoint)} ${kind.did}.`, likelyCause: kind.likelyCause, nextStep: kind.nextStep };
}

/** The problems of every server that was tried; null when the error is not about a connection. */
export async function problemsOf(
  error: unknown,
  settings: KafkaSettings,
  signal: AbortSignal,
): Promise<readonly EndpointProblem[] | null> {
  if (error instanceof BrokerCallError) return [await explainProblem(error, settings, signal)];
  if (!(error instanceof BootstrapError)) return null;
  return Promise.all(error.attempts.map((attempt) => explainProblem(attempt, settings, signal)));
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

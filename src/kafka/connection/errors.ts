import { addressText, type BrokerAddress } from './address.ts';

/** How far a call came: opening the connection and asking for versions, logging in, or the request itself. */
export type CallPhase = 'connect' | 'authenticate' | 'request';

/** A broker could not be reached or did not answer. Why, is in the chain of causes, with the names and codes it came with. */
export class BrokerCallError extends Error {
  override readonly name = 'BrokerCallError';
  readonly address: BrokerAddress;
  readonly phase: CallPhase;
  /** The deadline passed first. */
  readonly timedOut: boolean;
  /** The caller gave up first. */
  readonly aborted: boolean;
  /** The API that was asked for; null when only a connection was. */
  readonly apiName: string | null;

  constructor(call: { address: BrokerAddress; phase: CallPhase; apiName: string | null }, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const what = call.apiName === null ? call.phase : `${call.phase} (${call.apiName})`;
    super(`${addressText(call.address)}, ${what}: ${reason}`, { cause });
    this.address = call.address;
    this.phase = call.phase;
    this.apiName = call.apiName;
    this.timedOut = cause instanceof DeadlineError;
    this.aborted = cause instanceof AbortedError;
  }
}

/** None of the bootstrap servers answered; `attempts` has one error each, in the order in which they are configured. */
export class BootstrapError extends Error {
  override readonly name = 'BootstrapError';
  readonly attempts: readonly BrokerCallError[];
  /** All that failed ran out of time. */
  readonly timedOut: boolean;
  readonly aborted: boolean;

  constructor(attempts: readonly BrokerCallError[]) {
    const listed = attempts.map((attempt) => attempt.message).join('; ');
    super(`no bootstrap server answered: ${listed}`, { cause: attempts[0] });
    this.attempts = attempts;
    this.timedOut = attempts.every((attempt) => attempt.timedOut);
    this.aborted = attempts.some((attempt) => attempt.aborted);
  }
}

/** The installed kafkajs is not the one whose internals this folder relies on. */
export class KafkajsInternalsMissing extends Error {
  override readonly name = 'KafkajsInternalsMissing';
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(`kafkajs 2.2.4 with its internals is needed; missing: ${missing.join(', ')}`);
    this.missing = missing;
  }
}

/** The server speaks, but not Kafka. */
export class ForeignBytesError extends Error {
  override readonly name = 'ForeignBytesError';
}

/** The time given for a call is over. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(timeoutMs: number) {
    super(timeoutMs > 0 ? `no answer within ${Math.round(timeoutMs)} ms` : 'no time was left');
  }
}

/** The caller's AbortSignal fired; its reason is the cause. */
export class AbortedError extends Error {
  override readonly name = 'AbortedError';

  constructor(signal: AbortSignal) {
    super('cancelled by the caller', { cause: signal.reason });
  }
}

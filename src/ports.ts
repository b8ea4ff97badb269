import type { ClusterObservation } from './domain/cluster/observation.ts';
import type { Guideline } from './domain/guidelines/guideline.ts';
import type { GroupSelection, LagObservation } from './domain/lag/observation.ts';
import type { CompatibilityObservation, CompatibilityQuestion, SchemaHistory } from './domain/schemas/observation.ts';

/** Every outside call obeys the tool call's cancellation; the adapter adds its own deadlines. */
interface CallOptions {
  readonly signal: AbortSignal;
}

/** What the domain needs from a live Kafka. Every method throws KnownFailure when nothing at all could be had. */
export interface ClusterReader {
  /** Connects anew and says what answered; never throws for a cluster that is down. */
  check(options: CallOptions): Promise<EndpointCheck>;
  describe(options: CallOptions): Promise<ClusterObservation>;
  observeLag(selection: GroupSelection, options: CallOptions): Promise<LagObservation>;
  /** Offsets of the same groups and partitions once more, for rates. */
  observeAgain(first: LagObservation, options: CallOptions): Promise<LagObservation>;
  close(): Promise<void>;
}

/** The outcome of a connection test. */
export interface EndpointCheck {
  readonly reachable: boolean;
  /** What answered, such as `3 brokers, release 4.3`; null when nothing did. */
  readonly found: string | null;
  /** One entry for each endpoint that did not answer as it should. */
  readonly problems: readonly EndpointProblem[];
}

export interface EndpointProblem {
  /** host:port or a URL without user information. */
  readonly endpoint: string;
  readonly what: string;
  readonly likelyCause: string;
  readonly nextStep: string;
}

export interface Clock {
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The guidelines as they lie in the package. */
export interface GuidelineLibrary {
  list(): Promise<readonly Guideline[]>;
}

/**
 * Everything that tools may reach. The adapters are loaded on first use; each function throws KnownFailure, naming the
 * setting, when the operator configured nothing for it.
 */
export interface Ports {
  cluster(): Promise<ClusterReader>;
  schemas(): Promise<SchemaCatalog>;
  connect(): Promise<ConnectReader>;
  readonly guidelines: GuidelineLibrary;
  readonly clock: Clock;
  readonly configured: Configured;
}

/** What the operator set, without secrets: addresses and the kind of security. */
export interface Configured {
  readonly version: string;
  readonly kafka: { readonly endpoints: readonly string[]; readonly security: string } | null;
  readonly registry: { readonly endpoint: string; readonly security: string } | null;
  readonly connect: { readonly endpoint: string; readonly security: string } | null;
  /** Settings that were set and could not be used, each one readable sentence. */
  readonly problems: readonly string[];
}

/** A Kafka Connect worker. */
export interface ConnectReader {
  check(options: CallOptions): Promise<EndpointCheck>;
}

/** A schema registry that speaks Confluent's REST API. Reads only. Every method but `check` throws KnownFailure. */
export interface SchemaCatalog {
  /** Connects anew and says what answered; never throws for a registry that is down. */
  check(options: CallOptions): Promise<EndpointCheck>;
  /** Names of all subjects that are not deleted. */
  subjects(options: CallOptions): Promise<readonly string[]>;
  /** Registered versions of a subject with their texts, oldest first; null for an unknown subject. */
  history(subject: string, which: 'latest' | 'all', options: CallOptions): Promise<SchemaHistory | null>;
  /** Holds a schema that is not registered against a subject's versions. */
  observeCompatibility(question: CompatibilityQuestion, options: CallOptions): Promise<CompatibilityObservation>;
}

import type { ClusterObservation } from './domain/cluster/observation.ts';
import type { ConfigCatalog } from './domain/configs/catalog.ts';
import type { TransactionObservation } from './domain/delivery/observation.ts';
import type { Guideline } from './domain/guidelines/guideline.ts';
import type { GroupSelection, LagBackground, LagObservation } from './domain/lag/observation.ts';
import type { TopicThroughput, UnknownTopic } from './domain/partitions/observation.ts';
import type {
  CompatibilityObservation,
  CompatibilityQuestion,
  VersionTexts,
} from './domain/schemas/compatibility-observation.ts';
import type { DependentList, SubjectList } from './domain/schemas/observation.ts';

/** Every outside call obeys the tool call's cancellation; the adapter adds its own deadlines. */
interface CallOptions {
  readonly signal: AbortSignal;
}

/** How much of a group's past and surroundings is wanted. */
interface BackgroundOptions extends CallOptions {
  /** History and curves begin here; null: ten minutes before the look. Reaches no further back than the cluster keeps. */
  readonly sinceMs: number | null;
  /** Also reads the first unread record of each partition with lag, which costs a few requests a leader. For few groups. */
  readonly deep: boolean;
}

/** What the domain needs from a live Kafka. Every method throws KnownFailure when nothing at all could be had. */
export interface ClusterReader {
  /** Connects anew and says what answered; never throws for a cluster that is down. */
  check(options: CallOptions): Promise<EndpointCheck>;
  describe(options: CallOptions): Promise<ClusterObservation>;
  observeLag(selection: GroupSelection, options: CallOptions): Promise<LagObservation>;
  /** Offsets of the same groups and partitions once more, for rates. */
  observeAgain(first: LagObservation, options: CallOptions): Promise<LagObservation>;
  /** An existing topic, what was written to it lately, and the cluster around it. */
  observeTopic(name: string, options: CallOptions): Promise<TopicThroughput | UnknownTopic>;
  /** What the cluster offers to transactions, and which of them are open. */
  observeTransactions(options: CallOptions): Promise<TransactionObservation>;
  /** What lies around and before a look, read without waiting. What can't be had is a gap. */
  background(first: LagObservation, options: BackgroundOptions): Promise<LagBackground>;
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
  /** Configuration names of Apache Kafka and its clients, as they lie in the package. */
  configs(): Promise<ConfigCatalog>;
  readonly clock: Clock;
  readonly configured: Configured;
}

/** What the operator set, without secrets: addresses and the kind of security. */
export interface Configured {
  readonly version: string;
  readonly kafka: { readonly endpoints: readonly string[]; readonly security: string } | null;
  readonly registry: { readonly endpoint: string; readonly security: string } | null;
  readonly connect: { readonly endpoint: string; readonly security: string } | null;
  /** What every answer about a live system must say first, such as that the cluster is simulated; null: nothing. */
  readonly notice: string | null;
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
  /** Names of subjects that are not deleted: those of the default context, or those of every context. */
  subjects(options: CallOptions & { readonly everyContext?: boolean }): Promise<readonly string[]>;
  /** Versions, latest schema and level of subjects, in the order asked for; one that is not there is left out. */
  describe(subjects: readonly string[], options: CallOptions): Promise<SubjectList>;
  /** Registered versions with everything they refer to, in the order asked for; one that is not there is left out. */
  texts(subject: string, versions: readonly number[], options: CallOptions): Promise<VersionTexts>;
  /** Schemas that refer to a subject, of which all `versions` are given, ascending. */
  dependents(subject: string, versions: readonly number[], options: CallOptions): Promise<DependentList>;
  /** Holds a schema that is not registered against a subject's versions. */
  observeCompatibility(question: CompatibilityQuestion, options: CallOptions): Promise<CompatibilityObservation>;
}

import type { Gap } from '../gap.ts';
import type { OpenTransaction } from '../lag/observation.ts';

/** What a cluster offers to transactions, and which of them are open, at one moment. */
export interface TransactionObservation {
  readonly observedAtMs: number;
  readonly brokers: readonly TransactionBroker[];
  readonly stateTopic: StateTopic;
  /** Finalised level of the feature transaction.version; null: the cluster tells none, or it could not be read. */
  readonly transactionVersion: number | null;
  /** Transactions that their coordinators say are under way. */
  readonly running: readonly RunningTransaction[];
  /** What holds back the last stable offset of a partition. */
  readonly open: readonly OpenTransaction[];
  readonly gaps: readonly Gap[];
}

export interface TransactionBroker {
  readonly nodeId: number;
  /** Release family such as `4.3`; null: not reached, or older than 3.0. */
  readonly release: string | null;
  /** Its own settings; null where they could not be read. A setting that the release lacks is null as well. */
  readonly settings: BrokerTransactionSettings | null;
}

export interface BrokerTransactionSettings {
  readonly stateReplicationFactor: number | null;
  readonly stateMinIsr: number | null;
  readonly maxTimeoutMs: number | null;
  readonly idExpirationMs: number | null;
  readonly partitionVerification: boolean | null;
  readonly defaultMinInsyncReplicas: number | null;
}

/** `absent`: nobody used transactions yet, the first use makes it. `unreadable`: it may be there. */
export type StateTopic =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | {
      readonly kind: 'present';
      /** null: could not be read. */
      readonly minInsyncReplicas: number | null;
      readonly partitions: readonly StatePartition[];
    };

export interface StatePartition {
  readonly partition: number;
  /** null: no leader. */
  readonly leader: number | null;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

export interface RunningTransaction {
  readonly transactionalId: string;
  readonly coordinator: number;
  /** Ongoing, PrepareCommit, PrepareAbort, … */
  readonly state: string;
  /** null: could not be described. */
  readonly timeoutMs: number | null;
  readonly startedMs: number | null;
  readonly partitions: number | null;
}

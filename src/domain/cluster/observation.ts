import type { Gap } from '../gap.ts';

/** What a Kafka cluster looked like at one moment. */
export interface ClusterObservation {
  readonly observedAtMs: number;
  readonly clusterId: string | null;
  readonly brokers: readonly BrokerObservation[];
  readonly topics: readonly TopicObservation[];
  readonly gaps: readonly Gap[];
}

export interface BrokerObservation {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
  /** Registered but not serving (KRaft); null where the broker does not tell (before 4.0). */
  readonly fenced: boolean | null;
  /** Whether this server could talk to it just now; null when it was not tried. */
  readonly reachable: boolean | null;
  /** Release family read from the advertised API versions, such as `4.3`; null when it was not reached. */
  readonly release: string | null;
}

export interface TopicObservation {
  readonly name: string;
  readonly internal: boolean;
  /** Kafka's error name when the topic itself could not be described. */
  readonly error: string | null;
  readonly partitions: readonly PartitionObservation[];
}

export interface PartitionObservation {
  readonly partition: number;
  /** null: no leader. */
  readonly leader: number | null;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly offlineReplicas: readonly number[];
}

import { show } from '../words.ts';
import type { Computed } from './computed.ts';

interface Replication {
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
}

/** Brokers that may fail while acks=all still writes: `RF − min.insync.replicas`, never below 0. Source: TopicConfig. */
export const writeFailuresTolerated = ({ replicationFactor, minInsyncReplicas }: Replication): Computed => ({
  value: Math.max(0, replicationFactor - minInsyncReplicas),
  formula: `RF ${show(replicationFactor)} − min.insync.replicas ${show(minInsyncReplicas)}`,
  source: 'Apache Kafka TopicConfig: min.insync.replicas',
});

/** Whether the restart of one broker stops producers with acks=all. Source: TopicConfig. */
export const rollingRestartStopsWrites = (replication: Replication): boolean =>
  writeFailuresTolerated(replication).value < 1;

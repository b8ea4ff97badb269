import { count, percent, show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const PRODUCTION_REPLICAS = 3;

/** One or two copies that somebody asked for, where there are brokers for more. Source: Apache Kafka TopicConfig, min.insync.replicas. */
export const fewReplicas: PartitionRule = ({ premises, counting }) => {
  const { replicationFactor, replicationFactorAssumed, brokers } = premises;
  if (replicationFactorAssumed || replicationFactor >= PRODUCTION_REPLICAS || brokers === 1) return null;
  const { partitions } = counting;
  const lost =
    brokers === null
      ? 'the partitions of a broker are offline while it is down'
      : `up to ${show(Math.ceil(partitions / brokers))} of ${count(partitions, 'partition')} (${percent(Math.ceil(partitions / brokers) / partitions)}) are offline while one of ${count(brokers, 'broker')} is down`;
  return {
    rule: 'PARTITIONS-FEW-REPLICAS',
    severity: replicationFactor === 1 ? 'high' : 'medium',
    says:
      replicationFactor === 1
        ? 'With one replica each restart of a broker takes its partitions offline, and a lost disk loses their records.'
        : 'With two replicas, while one broker is down either writes stop (min.insync.replicas 2) or new records have a single copy (1).',
    evidence: [
      replicationFactor === 1
        ? `replication_factor = 1: ${lost}`
        : 'replication_factor = 2: 2 − min.insync.replicas 2 = 0 brokers may fail before writes with acks=all stop',
    ],
    remedy: `${brokers === 2 ? 'Add a third broker first. ' : ''}${premises.currentPartitions === null ? 'Create it with RF 3' : 'Raise it to RF 3 with kafka-reassign-partitions.sh'} and min.insync.replicas=2.`,
    guideline: GUIDELINE.safeSettings,
    confidence: 'high',
  };
};

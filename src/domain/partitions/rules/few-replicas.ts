import { count, percent, show } from '../../words.ts';
import type { PartitionRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const PRODUCTION_REPLICAS = 3;

/**
 * One or two copies, asked for or all that the brokers can keep: the floor for production is three.
 * Source: Apache Kafka TopicConfig, min.insync.replicas.
 */
export const fewReplicas: PartitionRule = ({ premises, counting }) => {
  const { replicationFactor, brokers } = premises;
  if (replicationFactor >= PRODUCTION_REPLICAS) return null;
  const { partitions } = counting;
  const tooFewBrokers = brokers !== null && brokers < PRODUCTION_REPLICAS;
  const lost =
    brokers === null
      ? 'the partitions of a broker are offline while it is down'
      : brokers === 1
        ? 'all partitions are offline while the one broker is down'
        : `up to ${show(Math.ceil(partitions / brokers))} of ${count(partitions, 'partition')} (${percent(Math.ceil(partitions / brokers) / partitions)}) are offline while one of ${count(brokers, 'broker')} is down`;
  const raise =
    premises.currentPartitions === null ? 'create it with RF 3' : 'raise it to RF 3 with kafka-reassign-partitions.sh';
  return {
    rule: 'PARTITIONS-FEW-REPLICAS',
    severity: replicationFactor === 1 || tooFewBrokers ? 'high' : 'medium',
    says:
      replicationFactor === 1
        ? 'With one replica each restart of a broker takes its partitions offline, and a lost disk loses their records.'
        : 'With two replicas, while one broker is down either writes stop (min.insync.replicas 2) or new records have a single copy (1).',
    evidence: [
      replicationFactor === 1
        ? `replication_factor = 1: ${lost}`
        : 'replication_factor = 2: 2 − min.insync.replicas 2 = 0 brokers may fail before writes with acks=all stop',
      ...(tooFewBrokers ? [`brokers = ${brokers}: they keep no more than RF ${brokers}`] : []),
    ],
    remedy: tooFewBrokers
      ? `Run at least three brokers before this carries business; then ${raise} and min.insync.replicas=2.`
      : `${raise.charAt(0).toUpperCase()}${raise.slice(1)} and min.insync.replicas=2.`,
    guideline: GUIDELINE.safeSettings,
    confidence: 'high',
  };
};

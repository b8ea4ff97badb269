import { atLeast } from '../../configs/release.ts';
import type { Group } from '../groups.ts';
import type { Premises } from '../premises.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';
import type { Writer } from '../writers.ts';

/** One or two brokers can't keep three copies. */
export const replication: DesignRule = ({ premises, groups, writers }) => {
  const { brokers, replicationFactor, minInsyncReplicas } = premises;
  if (brokers === null || replicationFactor >= 3) return [];
  return [
    {
      rule: 'DESIGN-REPLICATION-BELOW-3',
      severity: 'high',
      says:
        replicationFactor === 1
          ? 'One broker keeps one copy: each restart stops everything, and a lost disk loses every record.'
          : 'Two brokers keep two copies: while one is down, each new record has one copy only.',
      evidence: [
        `brokers = ${brokers}: RF ${replicationFactor}, min.insync.replicas ${minInsyncReplicas}; the floor for production is RF 3 and 2`,
        `topics of Kafka's own want RF 3 by default, cannot be created so here, and without them no group commits; before the first start set on brokers ${ofBrokers(premises)}${usesConnect(groups, writers) ? `; on Connect workers ${ofWorkers(premises)}` : ''}`,
      ],
      remedy:
        'Run at least three brokers in three zones before this carries business; RF of live topics is raised by a reassignment.',
      guideline: GUIDELINE.replication,
      confidence: 'high',
    },
  ];
};

const usesConnect = (groups: readonly Group[], writers: readonly Writer[]): boolean =>
  groups.some(({ service }) => service.client === 'connect') || writers.some(({ client }) => client === 'connect');

/** Source: Apache Kafka GroupCoordinatorConfig, TransactionLogConfig; ShareCoordinatorConfig from 4.0. */
const ofBrokers = ({ replicationFactor, minInsyncReplicas, release }: Premises): string =>
  [
    `offsets.topic.replication.factor=${replicationFactor}`,
    `transaction.state.log.replication.factor=${replicationFactor}`,
    `transaction.state.log.min.isr=${minInsyncReplicas}`,
    ...(atLeast(release, '4.2')
      ? [
          `share.coordinator.state.topic.replication.factor=${replicationFactor}`,
          `share.coordinator.state.topic.min.isr=${minInsyncReplicas}`,
        ]
      : []),
  ].join(', ');

/** Source: Apache Kafka DistributedConfig, SinkConnectorConfig. */
const ofWorkers = ({ replicationFactor }: Premises): string =>
  `${['config', 'offset', 'status'].map((topic) => `${topic}.storage.replication.factor=${replicationFactor}`).join(', ')}, and errors.deadletterqueue.topic.replication.factor=${replicationFactor} on sinks`;

import { replicasPerBroker } from '../../partitions/limits.ts';
import { count, show } from '../../words.ts';
import { replicasOf } from '../replicas.ts';
import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Rule of thumb since Kafka 1.1, of the ZooKeeper era; as in the limits of one topic's plan. */
const MOST_REPLICAS_PER_BROKER = 4_000;

/** All topics of the design together, with their failure topics and what is there already. */
export const brokerLimit: DesignRule = ({ premises, topics, groups }) => {
  const { brokers, existingReplicas } = premises;
  if (brokers === null) return [];
  const own = replicasOf(topics, groups, premises).value;
  const each = replicasPerBroker(own + (existingReplicas ?? 0), brokers);
  if (each <= MOST_REPLICAS_PER_BROKER) return [];
  const largest = [...topics].sort((a, b) => b.partitions - a.partitions).slice(0, 3);
  return [
    {
      rule: 'DESIGN-TOO-MANY-REPLICAS',
      severity: 'high',
      says: `${show(Math.ceil(each))} replicas on ${brokers === 1 ? 'the one broker' : `each of ${show(brokers)} brokers`} are more than the usual ${show(MOST_REPLICAS_PER_BROKER)}.`,
      evidence: [
        `(${show(own)} of this design + ${show(existingReplicas ?? 0)} there already) ÷ ${count(brokers, 'broker')} = ${show(each)}`,
        `largest: ${largest.map(({ name, partitions }) => `${name} with ${count(partitions, 'partition')}`).join(', ')}`,
      ],
      remedy:
        'Make the slowest handlers faster, or add brokers; then count again. KRaft clusters bear more: test yours.',
      guideline: GUIDELINE.limits,
      confidence: 'medium',
    },
  ];
};

import { isMirror } from '../mirror.ts';
import type { NeedRule } from './need.ts';

export const topicNeeds: NeedRule = (premises) => {
  const { sources, sinks, transactional, minIsr, replicationFactor } = premises;
  const which = [
    ...(sources.includes('kafka') ? ['input topics'] : []),
    ...(sinks.includes('kafka') || (transactional && isMirror(premises)) ? ['output topics'] : []),
  ];
  if (which.length === 0) return null;
  return {
    family: 'topic',
    applies_to: which,
    ofClient: false,
    settings: [
      {
        name: 'min.insync.replicas',
        value: String(minIsr),
        why:
          replicationFactor > 1
            ? `RF ${replicationFactor} − 1: with acks=all an acknowledged record ${minIsr > 1 ? `has ${minIsr} copies` : 'may have one copy only'}`
            : 'RF 1: an acknowledged record has one copy only',
        source: 'Apache Kafka TopicConfig',
      },
      {
        name: 'unclean.leader.election.enable',
        value: 'false',
        why: 'an unclean leader may lack committed records and markers',
        source: 'Apache Kafka TopicConfig',
      },
    ],
  };
};

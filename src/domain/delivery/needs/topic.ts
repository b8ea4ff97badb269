import type { NeedRule } from './need.ts';

export const topicNeeds: NeedRule = ({ sources, sinks, minIsr, replicationFactor }) => {
  const which = [
    ...(sources.includes('kafka') ? ['input topics'] : []),
    ...(sinks.includes('kafka') ? ['output topics'] : []),
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
        why: `RF ${replicationFactor} − 1: with acks=all an acknowledged record ${minIsr > 1 ? `has ${minIsr} copies` : 'has one copy only'}`,
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

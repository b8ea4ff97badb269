import type { DesignRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** The client cannot give the delivery that was asked for. */
export const deliveryUnavailable: DesignRule = ({ premises }) => {
  const { client, delivery } = premises;
  if (delivery === 'at_most_once' && (client === 'streams' || client === 'connect'))
    return {
      rule: 'CONSUMERS-AT-MOST-ONCE-UNAVAILABLE',
      severity: 'medium',
      says: `${client === 'streams' ? 'Kafka Streams' : 'Kafka Connect'} commits after the work only: it delivers at least once, and may repeat.`,
      evidence: [
        client === 'streams'
          ? 'processing.guarantee takes at_least_once and exactly_once_v2'
          : 'a sink task commits what it has flushed',
      ],
      remedy: 'Make the effect idempotent, or use a plain consumer.',
      guideline: GUIDELINE.commits,
      confidence: 'high',
    };
  if (delivery === 'exactly_once' && client === 'kafkajs')
    return {
      rule: 'CONSUMERS-EOS-WITHOUT-FENCING',
      severity: 'high',
      says: 'kafkajs cannot fence a zombie by its group generation, so exactly-once holds only with one transactionalId for each input partition.',
      evidence: ['transaction.sendOffsets() takes consumerGroupId and topics, no group metadata (KafkaJS 2.2.4)'],
      remedy:
        'Use @confluentinc/kafka-javascript (librdkafka), or one producer and transactionalId for each input partition. kafka_plan_exactly_once has the whole design.',
      guideline: GUIDELINE.exactlyOnce,
      confidence: 'high',
    };
  if (delivery === 'exactly_once' && client === 'connect')
    return {
      rule: 'CONSUMERS-EOS-DEPENDS-ON-SINK',
      severity: 'medium',
      says: 'Exactly once into a sink depends on the connector: Kafka Connect itself delivers at least once.',
      evidence: ['exactly.once.source.support covers source connectors only (KIP-618)'],
      remedy:
        'Use a connector that upserts by key or stores offsets with its results; kafka_plan_exactly_once has the whole design.',
      guideline: GUIDELINE.exactlyOnceEnds,
      confidence: 'high',
    };
  return null;
};

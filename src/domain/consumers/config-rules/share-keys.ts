import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Settings that a KafkaShareConsumer refuses, because the group has them. Source: Apache Kafka ShareConsumerConfig. */
const FORBIDDEN = [
  'auto.offset.reset',
  'enable.auto.commit',
  'group.instance.id',
  'group.protocol',
  'group.remote.assignor',
  'heartbeat.interval.ms',
  'interceptor.classes',
  'isolation.level',
  'partition.assignment.strategy',
  'session.timeout.ms',
];

/** A share consumer takes no offsets, isolation, sessions or assignors. */
export const shareKeys: ConfigRule = (config) => {
  const found = config.ofShareConsumer ? FORBIDDEN.filter((name) => config.given(name)) : [];
  if (found.length === 0) return null;
  return {
    rule: 'CONSUMERS-KEYS-OF-ANOTHER-GROUP',
    severity: 'high',
    says: `A share consumer must not set ${found.join(', ')}: it does not start.`,
    evidence: ['ConfigException of KafkaShareConsumer'],
    remedy:
      'Delete them. The group has share.auto.offset.reset, share.isolation.level and share.session.timeout.ms (kafka-configs.sh --entity-type groups).',
    guideline: GUIDELINE.shareGroups,
    confidence: 'high',
  };
};

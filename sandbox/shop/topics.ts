import type { ITopicConfig } from 'kafkajs';

const dayMs = 24 * 60 * 60 * 1000;

/** The four topics of the shop, with settings that fit what is in them. */
export function shopTopics(replicationFactor: number): ITopicConfig[] {
  const topic = (name: string, numPartitions: number, settings: Readonly<Record<string, string>>): ITopicConfig => ({
    topic: name,
    numPartitions,
    replicationFactor,
    configEntries: Object.entries({
      'min.insync.replicas': String(Math.max(1, replicationFactor - 1)),
      ...settings,
    }).map(([name, value]) => ({ name, value })),
  });
  return [
    topic('shop.orders', 6, { 'cleanup.policy': 'delete', 'retention.ms': String(7 * dayMs) }),
    topic('shop.payments', 3, { 'cleanup.policy': 'delete', 'retention.ms': String(30 * dayMs) }),
    topic('shop.inventory', 3, { 'cleanup.policy': 'compact', 'max.compaction.lag.ms': String(dayMs) }),
    topic('shop.notifications', 3, { 'cleanup.policy': 'delete', 'retention.ms': String(dayMs) }),
  ];
}

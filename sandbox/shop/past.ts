import type { Admin, Kafka } from 'kafkajs';

/**
 * Makes a group that has read this share of every partition of `shop.orders` and then gone: one member joins, commits and
 * leaves. (`admin.setOffsets` of kafkajs does the same in five seconds, waiting for a fetch that brings nothing.)
 */
export async function leaveCommits(kafka: Kafka, admin: Admin, groupId: string, share: number): Promise<void> {
  const ends = await admin.fetchTopicOffsets('shop.orders');
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: ['shop.orders'] });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => undefined });
    await joined;
    await consumer.commitOffsets(
      ends.map(({ partition, high }) => ({
        topic: 'shop.orders',
        partition,
        offset: String(Math.floor(Number(high) * share)),
      })),
    );
  } finally {
    await consumer.disconnect();
  }
}

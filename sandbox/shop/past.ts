import type { Admin, Kafka } from 'kafkajs';
import { waitUntil } from '../wait.ts';

/**
 * Resolves when the coordinator of the group answers. On a new cluster the first group makes the topic of the offsets;
 * a kafkajs consumer that starts meanwhile crashes, starts again behind our back, and may lose a commit and a member.
 */
export function coordinatorReady(admin: Admin, groupId: string): Promise<void> {
  return waitUntil(
    () =>
      committedOffsets(admin, groupId).then(
        () => true,
        () => false,
      ),
    {
      timeoutMs: 60_000,
      what: `Finding the coordinator of ${groupId}`,
    },
  );
}

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
  const committed = await committedOffsets(admin, groupId);
  if (committed.size < ends.length) throw new Error(`${groupId} committed only ${committed.size} partitions.`);
}

/** The committed offset by partition of `shop.orders`; partitions without one are left out. */
export async function committedOffsets(admin: Admin, groupId: string): Promise<Map<number, number>> {
  const [topic] = await admin.fetchOffsets({ groupId, topics: ['shop.orders'] });
  const offsets = topic?.partitions.map(({ partition, offset }): [number, number] => [partition, Number(offset)]) ?? [];
  return new Map(offsets.filter(([, offset]) => offset >= 0));
}

import type { TopicPartition } from './observation.ts';

/** Finds by topic and partition. Without a key made of both: a cluster may have 100,000 partitions. */
export interface ByPartition<Item> {
  get(where: TopicPartition): Item | null;
}

export function byPartition<Item extends TopicPartition>(items: Iterable<Item>): ByPartition<Item> {
  return toByPartition(items, (item) => item);
}

/** The last of several for one partition wins. */
export function toByPartition<Item extends TopicPartition, Value>(
  items: Iterable<Item>,
  value: (item: Item) => Value,
): ByPartition<Value> {
  const topics = new Map<string, Map<number, Value>>();
  for (const item of items) {
    const known = topics.get(item.topic);
    if (known === undefined) topics.set(item.topic, new Map([[item.partition, value(item)]]));
    else known.set(item.partition, value(item));
  }
  return { get: ({ topic, partition }) => topics.get(topic)?.get(partition) ?? null };
}

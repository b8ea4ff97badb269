export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Which partitions each member gets, by member id. */
export type Assignment = ReadonlyMap<string, readonly TopicPartition[]>;

/**
 * Partitions in blocks over the members in order of their ids, topic by topic, as Kafka's RangeAssignor does: the first
 * members get one more where it does not come out even. Source: org.apache.kafka.clients.consumer.RangeAssignor.
 */
export function assignRange(memberIds: readonly string[], topics: ReadonlyMap<string, number>): Assignment {
  const sorted = [...memberIds].sort();
  const assigned = new Map<string, TopicPartition[]>(sorted.map((id) => [id, []]));
  for (const [topic, count] of topics) {
    const each = Math.floor(count / sorted.length);
    const extra = count % sorted.length;
    let next = 0;
    sorted.forEach((id, index) => {
      for (let taken = 0; taken < each + (index < extra ? 1 : 0); taken += 1) {
        assigned.get(id)?.push({ topic, partition: next });
        next += 1;
      }
    });
  }
  return assigned;
}

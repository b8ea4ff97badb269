import { quietClient } from '../../sandbox/client.ts';
import { createTopics } from '../../sandbox/topics.ts';

/** Commits of one group: topic, then the offset of each partition in order; null commits nothing there. */
export interface PlantedGroup {
  readonly group: string;
  readonly offsets: Readonly<Record<string, readonly (number | null)[]>>;
}

interface Broker {
  connect(): Promise<void>;
  offsetCommit(request: object): Promise<unknown>;
}

interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  findGroupCoordinator(request: { groupId: string }): Promise<Broker>;
}

/** Writes commits as an admin does (generation −1, no member), so the groups exist and have no members. */
export async function plantGroups(bootstrapServers: string, groups: readonly PlantedGroup[]): Promise<void> {
  const kafka = quietClient('plant', bootstrapServers);
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  const cluster: Cluster = Reflect.get(kafka, symbol ?? '')({ metadataMaxAge: 300_000 });
  await cluster.connect();
  try {
    for (const { group: groupId, offsets } of groups) {
      const topics = Object.entries(offsets).map(([topic, list]) => ({
        topic,
        partitions: list.flatMap((offset, partition) =>
          offset === null ? [] : [{ partition, offset: String(offset) }],
        ),
      }));
      const request = { groupId, groupGenerationId: -1, memberId: '', retentionTime: '-1', topics };
      await retry(async () => (await cluster.findGroupCoordinator({ groupId })).offsetCommit(request));
    }
  } finally {
    await cluster.disconnect();
  }
}

/** A fresh `__consumer_offsets` takes a moment until every broker knows its leaders. */
async function retry(step: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await step();
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

export interface PlantedTopic {
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor?: number;
  /** Records a partition. */
  readonly records: number;
  readonly config?: Readonly<Record<string, string>>;
  /** Brokers of each partition's replicas; overrides partitions and replication factor. */
  readonly assignment?: readonly (readonly number[])[];
}

export async function plantTopics(bootstrapServers: string, topics: readonly PlantedTopic[]): Promise<void> {
  await createTopics(
    bootstrapServers,
    topics.map(({ topic, partitions, replicationFactor = 1, config = {}, assignment }) => ({
      topic,
      ...(assignment === undefined
        ? { numPartitions: partitions, replicationFactor }
        : { replicaAssignment: assignment.map((replicas, partition) => ({ partition, replicas: [...replicas] })) }),
      configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
    })),
  );
  // Idempotent, so that a send which kafkajs repeats on a busy machine leaves no record twice.
  const producer = quietClient('plant', bootstrapServers).producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  try {
    for (const { topic, partitions, records } of topics) {
      const messages = Array.from({ length: partitions }, (_, partition) =>
        Array.from({ length: records }, (_unused, index) => ({ partition, key: `k${index}`, value: `v${index}` })),
      ).flat();
      if (messages.length === 0) continue;
      await producer.send({ topic, messages });
    }
  } finally {
    await producer.disconnect();
  }
}

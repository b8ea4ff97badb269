import type { TopicPartition } from '../domain/lag/observation.ts';
import { brokersOf, type Metadata } from './brokers.ts';
import { chunks } from './chunks.ts';
import type { BrokerAddress } from './connection/address.ts';
import { grouped } from './grouped.ts';
import { errorName } from './protocol/errors.ts';

/** One request carries up to 10,000 partitions (ListOffsets: about 400 kB). [measured: kafka-protocol notes §4.2] */
const PARTITIONS_PER_REQUEST = 10_000;

/** AclOperation.READ in the bit field of authorized operations. Source: org.apache.kafka.common.acl.AclOperation. */
const READ = 1 << 3;
const NOT_TOLD = -2147483648;

/** A partition and where requests for it go. */
export interface LedPartition extends TopicPartition {
  readonly leader: BrokerAddress;
  /** Whether this client may READ the topic; true where the cluster does not tell. */
  readonly readable: boolean;
}

/** A partition that nobody can be asked for: `leaderless`, or Kafka's error name. */
export interface NotLed extends TopicPartition {
  readonly why: string;
}

/** Keys a partition in maps. Topic names can't hold a colon. */
export const keyOf = ({ topic, partition }: TopicPartition) => `${topic}:${partition}`;

/** Where each partition is led, or why it is not. */
export function findLeaders(
  wanted: readonly TopicPartition[],
  metadata: Metadata,
): { readonly led: readonly LedPartition[]; readonly notLed: readonly NotLed[] } {
  const { byId } = brokersOf(metadata);
  const topics = new Map(metadata.topics.map((topic) => [topic.name, topic]));
  const leaders = new Map(
    metadata.topics.map(({ name, partitions }) => [
      name,
      new Map(partitions.map(({ partitionIndex, leaderId }) => [partitionIndex, leaderId])),
    ]),
  );
  const led: LedPartition[] = [];
  const notLed: NotLed[] = [];
  for (const { topic: name, partition } of wanted) {
    const topic = topics.get(name);
    const leader = leaders.get(name)?.get(partition);
    const address = leader === undefined ? undefined : byId.get(leader);
    const missing = (why: string) => notLed.push({ topic: name, partition, why });
    if (topic !== undefined && topic.errorCode !== 0) missing(errorName(topic.errorCode));
    else if (leader === undefined) missing('UNKNOWN_TOPIC_OR_PARTITION');
    else if (address === undefined) missing('leaderless');
    else led.push({ topic: name, partition, leader: address, readable: mayRead(topic) });
  }
  return { led, notLed };
}

/** Whether this client may READ a topic, as its metadata tell. */
function mayRead(topic: Metadata['topics'][number] | undefined): boolean {
  const operations = topic?.topicAuthorizedOperations ?? NOT_TOLD;
  return operations === NOT_TOLD || (operations & READ) !== 0;
}

/** Asks every leader for its own, all at the same time. */
export async function eachLeader<P extends LedPartition>(
  partitions: readonly P[],
  ask: (leader: BrokerAddress, partitions: readonly P[]) => Promise<void>,
): Promise<void> {
  await Promise.all(
    [...byLeader(partitions)].flatMap(([leader, own]) =>
      chunks(own, PARTITIONS_PER_REQUEST).map((chunk) => ask(leader, chunk)),
    ),
  );
}

export const byLeader = <P extends LedPartition>(partitions: readonly P[]): ReadonlyMap<BrokerAddress, readonly P[]> =>
  grouped(partitions, ({ leader }) => leader);

/** As requests want them: partitions below their topic. */
export const byTopic = <P extends TopicPartition>(partitions: readonly P[]): [topic: string, partitions: P[]][] => [
  ...grouped(partitions, ({ topic }) => topic),
];

import { KnownFailure } from '../../failure.ts';

/** Topics of the brokers, and why their count is none of ours. Source: Apache Kafka 4.4 docs: never alter their partitions. */
const BROKER_TOPICS: ReadonlyMap<string, string> = new Map([
  ['__consumer_offsets', 'The hash of a group id over this count says where its offsets are kept.'],
  ['__transaction_state', 'The hash of a transactional id over this count says where its state is kept.'],
  ['__share_group_state', 'The hash of a share group and its partition over this count says where its state is kept.'],
  ['__cluster_metadata', 'It is the log of the controllers, and one partition by construction.'],
]);

/** Throws KnownFailure for a topic of the brokers, whose partitions nobody may change. */
export function refuseBrokerTopic(topic: string): void {
  const name = topic.trim();
  const why = BROKER_TOPICS.get(name);
  if (why === undefined) return;
  throw new KnownFailure(
    `\`topic\` ${name} belongs to the brokers: never change its partitions, and never replace it by another topic.`,
    `${why} With another count the brokers look for it where it is not.`,
    'Leave it as it is; to plan a topic of your own, give its name or its rate.',
  );
}

/** A kind of topic that some system keeps for itself, and what is known of its count. */
export interface InternalTopic {
  readonly whose: string;
  readonly count: string;
  /** What happens with another count. */
  readonly otherwise: string;
  readonly source: string;
}

const KINDS: readonly (readonly [name: RegExp, kind: InternalTopic])[] = [
  [
    /-changelog$/,
    {
      whose: 'a changelog of Kafka Streams',
      count: 'as many as the subtopology has tasks, which is what its largest input topic has',
      otherwise: 'the application stops with "has invalid partitions", and only a reset of its state mends it',
      source: 'Apache Kafka 4.3 Streams, InternalTopicManager',
    },
  ],
  [
    /-repartition$/,
    {
      whose: 'a repartition topic of Kafka Streams',
      count: 'what the topology derives from its input topics, or sets with Repartitioned.numberOfPartitions',
      otherwise: 'the application stops with "has invalid partitions", and only a reset of its state mends it',
      source: 'Apache Kafka 4.3 Streams, InternalTopicManager',
    },
  ],
  [
    /(^|[._-])connect([._-]cluster)?[._-]configs?$/,
    {
      whose: 'the config.storage.topic of Kafka Connect',
      count: 'exactly 1',
      otherwise: 'no worker starts: it "is required to have a single partition"',
      source: 'Apache Kafka 4.3 Connect, KafkaConfigBackingStore',
    },
  ],
  [
    /(^|[._-])connect([._-]cluster)?[._-](offsets|status(es)?)$/,
    {
      whose: 'the offset or status storage of Kafka Connect',
      count: 'what Connect made it with, 25 and 5 by default',
      otherwise: 'it is compacted: an old value stays in the partition that its key has left',
      source: 'Apache Kafka 4.3 Connect, DistributedConfig',
    },
  ],
  [
    /^_schemas$/,
    {
      whose: 'the store of a Schema Registry',
      count: 'exactly 1',
      otherwise: 'the registry does not start: it "should have only 1 partition"',
      source: 'Confluent Schema Registry, KafkaStore',
    },
  ],
  [
    /^__remote_log_metadata$/,
    {
      whose: 'the metadata of tiered storage',
      count: 'what remote.log.metadata.topic.num.partitions says, 50 by default',
      otherwise: 'a broker that restarts does not start its remote storage',
      source: 'Apache Kafka 4.3, TopicBasedRemoteLogMetadataManager',
    },
  ],
];

/** What is known of a topic by its name; null: it looks like a topic of somebody's own. */
export const internalTopicOf = (topic: string): InternalTopic | null =>
  KINDS.find(([name]) => name.test(topic))?.[1] ?? null;

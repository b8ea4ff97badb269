import { isPlainName, named } from '../named.ts';
import type { TopicPartition } from './observation.ts';

/** Command lines of Apache Kafka's tools with the real names filled in; `B` stands for the bootstrap servers. */

const PLAIN_WORD = /^[A-Za-z0-9._:@/+=-]+$/;

/** One argument for a POSIX shell. A name that could be read as words of ours is marked as a name as well. */
function argument(name: string): string {
  if (PLAIN_WORD.test(name) && isPlainName(name)) return name;
  return named(`'${name.replaceAll("'", "'\\''")}'`);
}

const groups = (group: string, rest: string): string =>
  `kafka-consumer-groups.sh --bootstrap-server B --group ${argument(group)} ${rest}`;

export const describeGroup = (group: string): string => groups(group, '--describe');

export const describeMembers = (group: string): string => groups(group, '--describe --members --verbose');

export const describeState = (group: string): string => groups(group, '--describe --state');

export const describeShareGroup = (group: string): string =>
  `kafka-share-groups.sh --bootstrap-server B --describe --group ${argument(group)}`;

/** A dry run, which says what it would do. */
export const planReset = (group: string, { topic, partition }: TopicPartition, to: string): string =>
  groups(group, `--reset-offsets --topic ${argument(`${topic}:${partition}`)} ${to} --dry-run`);

export const deleteOffsets = (group: string, topic: string): string =>
  groups(group, `--delete-offsets --topic ${argument(topic)}`);

export const readRecords = ({ topic, partition }: TopicPartition, offset: bigint, records: number): string =>
  `kafka-console-consumer.sh --bootstrap-server B --topic ${argument(topic)} --partition ${partition} --offset ${offset} --max-messages ${records}`;

export const describeTopic = (topic: string): string =>
  `kafka-topics.sh --bootstrap-server B --describe --topic ${argument(topic)}`;

export const unavailablePartitions = (): string =>
  'kafka-topics.sh --bootstrap-server B --describe --unavailable-partitions';

export const underReplicated = (): string =>
  'kafka-topics.sh --bootstrap-server B --describe --under-replicated-partitions';

export const keepLonger = (topic: string, retentionMs: number): string =>
  `kafka-configs.sh --bootstrap-server B --alter --entity-type topics --entity-name ${argument(topic)} --add-config retention.ms=${retentionMs}`;

export const findHanging = ({ topic, partition }: TopicPartition): string =>
  `kafka-transactions.sh --bootstrap-server B find-hanging --topic ${argument(topic)} --partition ${partition} --max-transaction-timeout 15`;

export const abortTransaction = ({ topic, partition }: TopicPartition, startOffset: bigint): string =>
  `kafka-transactions.sh --bootstrap-server B abort --topic ${argument(topic)} --partition ${partition} --start-offset ${startOffset}`;

export const describeProducers = ({ topic, partition }: TopicPartition): string =>
  `kafka-transactions.sh --bootstrap-server B describe-producers --topic ${argument(topic)} --partition ${partition}`;

export const describeTransaction = (transactionalId: string): string =>
  `kafka-transactions.sh --bootstrap-server B describe --transactional-id ${argument(transactionalId)}`;

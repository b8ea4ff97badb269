import type { GroupSeen } from './seen.ts';

/** The library that a group reads with, as far as its traces tell: no admin API names it. */
export type ClientKind = 'java' | 'librdkafka' | 'kafkajs' | 'connect' | 'streams';

export interface ConsumerClient {
  readonly kind: ClientKind;
  /** What gave it away, in one clause; null: nothing did, and Java, the most common, is assumed. */
  readonly because: string | null;
}

/**
 * Traces, as observed on Kafka 4.3.1: kafkajs offers the protocol RoundRobinAssigner; a Connect sink's group is
 * `connect-NAME` with clients `connector-consumer-NAME-T`; a Streams thread is `APP-…-StreamThread-N-consumer`, its assignor
 * `stream`, and its commits carry metadata. librdkafka's client id is `rdkafka` unless set. A commit with a leader epoch
 * rules kafkajs and Connect out.
 */
export function clientOf({ group, history, partitions }: GroupSeen): ConsumerClient {
  const ids = [
    ...(group.members ?? []).map(({ clientId }) => clientId),
    ...(history?.generations.at(-1)?.members ?? []).flatMap(({ clientId }) => clientId ?? []),
  ];
  const some = (pattern: RegExp) => ids.some((id) => pattern.test(id));
  if (group.type === 'streams') return { kind: 'streams', because: 'the group is of type streams' };
  if (group.assignor === 'stream' || some(/-StreamThread-\d+-consumer$/))
    return { kind: 'streams', because: 'its members are threads of Kafka Streams' };
  if (history?.streamsMetadata === true)
    return { kind: 'streams', because: 'its commits carry the metadata of Kafka Streams' };
  if (group.protocolType === 'connect' || some(/^connector-consumer-/) || /^connect-/.test(group.group))
    return { kind: 'connect', because: 'its names are those of a Connect sink' };
  if (group.assignor === 'RoundRobinAssigner')
    return { kind: 'kafkajs', because: 'its assignor is RoundRobinAssigner' };
  if (some(/^rdkafka/)) return { kind: 'librdkafka', because: 'its client id begins with rdkafka' };
  if (some(/^consumer-.*-\d+$/)) return { kind: 'java', because: 'its client id is the default of the Java consumer' };
  const epochs = partitions.some(({ commits }) => commits?.points.some(({ leaderEpoch }) => leaderEpoch !== null));
  return {
    kind: 'java',
    because: epochs ? 'its commits carry leader epochs, as those of Java and new librdkafka clients do' : null,
  };
}

import type { ClientKind, ConsumerClient } from './client.ts';
import type { GroupType } from './observation.ts';

/** What to change, by the names that the client in use and the group's protocol know. Defaults stand in brackets. */
export interface ClientSettings {
  /** A handler that takes too long for its group. */
  readonly slowHandler: string;
  /** More records per second out of one member. */
  readonly throughput: string;
  /** When offsets are committed. */
  readonly commits: string;
  /** A record that can't be processed. */
  readonly deadLetter: string;
  /** How long a silent member is kept. */
  readonly session: string;
  /** A restart without a rebalance. */
  readonly restarts: string;
  /** Partitions spread evenly, and few of them revoked. */
  readonly assignor: string;
  /** How to have more members. */
  readonly scaleOut: string;
  /** A record or batch that is large. */
  readonly fetchSize: string;
}

/**
 * Names, defaults and releases: ConfigDef objects of the released jars 3.0.2–4.4.0, librdkafka 2.15.0 CONFIGURATION.md, KafkaJS
 * 2.2.4 documentation; the guideline consumer-groups has them with their sources.
 */
export function settingsFor({ kind, because }: ConsumerClient, type: GroupType): ClientSettings {
  const settings = byClient[kind];
  const assumed = because === null && kind === 'java' ? ' (Java names: nothing gives the client away)' : '';
  return {
    ...settings,
    slowHandler: `${settings.slowHandler}${assumed}`,
    throughput: `${settings.throughput}${assumed}`,
    commits: `${settings.commits}${assumed}`,
    session: brokerSession[type] ?? `${settings.session}${assumed}`,
    assignor: type === 'consumer' ? 'group.remote.assignor=uniform, the default of this protocol' : settings.assignor,
  };
}

/** Under the 4.x protocols the brokers set the session, and a client that sets session.timeout.ms is refused since 4.0. */
const brokerSession: Partial<Record<GroupType, string>> = {
  consumer:
    'the group setting consumer.session.timeout.ms (45000–60000 unless the broker allows more), or group.consumer.session.timeout.ms on the brokers; session.timeout.ms of the client is refused under this protocol',
  share: 'the group setting share.session.timeout.ms (45000)',
  streams: 'the group setting streams.session.timeout.ms (45000)',
};

const java: ClientSettings = {
  slowHandler:
    'fewer records per poll (max.poll.records, 500), a faster handler, or a longer max.poll.interval.ms (300000)',
  throughput:
    'handle records in batches first; then max.poll.records (500), fetch.min.bytes (1) and max.partition.fetch.bytes (1 MiB)',
  commits: 'enable.auto.commit=true (every auto.commit.interval.ms, 5000), or commitSync() after processing',
  deadLetter:
    'catch the failure, send the record to a dead-letter topic and go on; Spring: DefaultErrorHandler with DeadLetterPublishingRecoverer',
  session:
    'session.timeout.ms (45000 since 3.0, 10000 before), with heartbeat.interval.ms (3000) at most a third of it',
  restarts: 'group.instance.id, unique for each instance, with session.timeout.ms above the time of a restart',
  assignor:
    'partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor (one rolling restart from the default list, two from a list without it), or group.protocol=consumer on brokers from 4.0',
  scaleOut: 'start more instances with the same group.id',
  fetchSize: 'max.partition.fetch.bytes (1 MiB) and fetch.max.bytes (50 MiB)',
};

const byClient: Readonly<Record<ClientKind, ClientSettings>> = {
  java,
  librdkafka: {
    ...java,
    slowHandler: 'a faster handler, or a longer max.poll.interval.ms (300000)',
    throughput: 'handle messages in batches first; then fetch.min.bytes (1) and max.partition.fetch.bytes (1 MiB)',
    commits:
      'enable.auto.commit=true with enable.auto.offset.store, or store the offset after processing; auto.commit.interval.ms (5000)',
    deadLetter: 'catch the failure, produce the message to a dead-letter topic, store its offset and go on',
    session: 'session.timeout.ms (45000), with heartbeat.interval.ms (3000) at most a third of it',
    assignor:
      'partition.assignment.strategy=cooperative-sticky, or group.protocol=consumer (librdkafka from 2.12, brokers from 4.0)',
  },
  kafkajs: {
    slowHandler:
      'call heartbeat() inside eachBatch or eachMessage, since KafkaJS has no poll interval and heartbeats only between messages; a longer sessionTimeout (30000); a smaller maxBytesPerPartition (1 MiB)',
    throughput: 'eachBatch with one write for the batch, and partitionsConsumedConcurrently (1)',
    commits:
      'autoCommit (on unless set), autoCommitInterval or autoCommitThreshold; in eachBatch resolveOffset() and commitOffsetsIfNecessary()',
    deadLetter:
      'catch the failure in eachMessage or eachBatch, produce the message to a dead-letter topic and resolve its offset; a thrown error restarts the consumer',
    session: 'sessionTimeout (30000), with heartbeatInterval (3000) at most a third of it',
    restarts: 'KafkaJS has no static membership: restart rarely, one instance at a time, with disconnect() on shutdown',
    assignor: 'KafkaJS has one eager assignor, round robin: every rebalance stops every member',
    scaleOut: 'start more instances with the same groupId',
    fetchSize: 'maxBytesPerPartition (1 MiB) and maxBytes',
  },
  connect: {
    slowHandler:
      'consumer.override.max.poll.records (500) or consumer.override.max.poll.interval.ms (300000) in the connector',
    throughput: 'larger batches in the sink, consumer.override.max.poll.records (500) in the connector',
    commits: 'offset.flush.interval.ms (60000) of the worker; a sink that overrides preCommit decides itself',
    deadLetter:
      'errors.tolerance=all with errors.deadletterqueue.topic.name in the connector (errors.deadletterqueue.context.headers.enable=true says why); errors while writing get there only from sinks that report them',
    session: 'consumer.override.session.timeout.ms (45000) in the connector',
    restarts:
      'restart tasks rather than workers; a lost worker is waited for scheduled.rebalance.max.delay.ms (300000)',
    assignor: 'consumer.override.partition.assignment.strategy in the connector',
    scaleOut: 'raise tasks.max, up to the number of partitions',
    fetchSize: 'consumer.override.max.partition.fetch.bytes (1 MiB) in the connector',
  },
  streams: {
    ...java,
    slowHandler: 'max.poll.records or a longer max.poll.interval.ms (300000) in the Streams configuration',
    throughput: 'num.stream.threads (1) up to the number of tasks, then more instances',
    commits: 'commit.interval.ms (30000, or 100 with exactly-once)',
    deadLetter:
      'deserialization.exception.handler (default.deserialization.exception.handler before 4.0), processing.exception.handler (from 3.9) and errors.dead.letter.queue.topic.name (from 4.2)',
    assignor: 'leave the assignor to Streams; num.standby.replicas shortens restores, group.protocol=streams from 4.2',
    scaleOut: 'num.stream.threads, or more instances with the same application.id',
  },
};

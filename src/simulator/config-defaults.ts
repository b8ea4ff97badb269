import type { Release } from './scenario/schema.ts';

type Defaults = readonly (readonly [name: string, since: Release, value: string])[];

/*
 * The settings of brokers and groups that a simulated broker tells when nothing else was set, and the first release that has
 * each. Not every setting of Kafka: those that decide how topics, groups and transactions behave.
 * Source: ConfigDef objects of the kafka-clients and server jars, 3.0.2, 3.9.2, 4.0.2, 4.3.1, 4.4.0.
 */

const broker: Defaults = [
  ['auto.create.topics.enable', '3.0', 'true'],
  ['default.replication.factor', '3.0', '1'],
  ['group.consumer.heartbeat.interval.ms', '3.9', '5000'],
  ['group.consumer.session.timeout.ms', '3.9', '45000'],
  ['group.initial.rebalance.delay.ms', '3.0', '3000'],
  ['group.max.session.timeout.ms', '3.0', '1800000'],
  ['group.share.delivery.count.limit', '3.9', '5'],
  ['group.share.record.lock.duration.ms', '3.9', '30000'],
  ['log.retention.bytes', '3.0', '-1'],
  ['log.retention.hours', '3.0', '168'],
  ['message.max.bytes', '3.0', '1048588'],
  ['min.insync.replicas', '3.0', '1'],
  ['num.partitions', '3.0', '1'],
  ['offsets.retention.minutes', '3.0', '10080'],
  ['offsets.topic.num.partitions', '3.0', '50'],
  ['transaction.max.timeout.ms', '3.0', '900000'],
  ['transaction.partition.verification.enable', '3.9', 'true'],
  ['unclean.leader.election.enable', '3.0', 'false'],
];

const group: Defaults = [
  ['consumer.heartbeat.interval.ms', '4.0', '5000'],
  ['consumer.session.timeout.ms', '4.0', '45000'],
  ['share.auto.offset.reset', '4.0', 'latest'],
  ['share.delivery.count.limit', '4.3', '5'],
  ['share.heartbeat.interval.ms', '4.0', '5000'],
  ['share.record.lock.duration.ms', '4.0', '30000'],
  ['share.session.timeout.ms', '4.0', '45000'],
  ['streams.heartbeat.interval.ms', '4.3', '5000'],
  ['streams.session.timeout.ms', '4.3', '45000'],
];

const all = { broker, group };

/** The defaults of one kind of resource in a release, by name. */
export function configDefaults(kind: keyof typeof all, release: Release): ReadonlyMap<string, string> {
  return new Map(
    all[kind].flatMap(([name, since, value]) => (Number(since) <= Number(release) ? [[name, value]] : [])),
  );
}

import { named } from '../named.ts';
import type { TransactionalIds } from './plan-types.ts';
import type { Premises } from './premises.ts';
import type { PipelineClient } from './request.ts';
import { hasPlaceholder, isPlainId, looksMadeUp } from './transactional-id.ts';

/** Names and number of transactional ids, and what fences a zombie. Sources: KIP-447, KIP-618 (Worker of Connect 4.3.1), StreamsProducer. */
export function transactionalIdsOf(premises: Premises): TransactionalIds | null {
  return premises.transactional ? schemes[premises.client](premises) : null;
}

/** The same in a sentence; null: the client makes its ids itself. */
export function transactionalIdWords(premises: Premises): string | null {
  const suffix = idSuffix(premises);
  return suffix === null ? null : `${premises.label}${suffix}`;
}

function idSuffix({ client, fencedById, told: { transactionalId } }: Premises): string | null {
  if (client !== 'java' && client !== 'librdkafka' && client !== 'kafkajs') return null;
  if (fencedById) return '-<topic>-<partition>';
  return SPRING_PREFIX.test(transactionalId?.setting ?? '') ? '-<ordinal>-' : '-<ordinal>';
}

/** Spring appends a number of its own: after `tx-1` the eleventh producer of one instance is the first of another. Source: Spring for Apache Kafka, Transactions. */
const SPRING_PREFIX = /transaction[-_]?id[-_]?prefix$/i;

/** What stands in the configuration of one instance; null: the client makes its ids itself. */
export function transactionalIdSetting(premises: Premises): string | null {
  const suffix = idSuffix(premises);
  return suffix === null ? null : (ownId(premises) ?? `${premises.name}${suffix}`);
}

/** The id of the configuration in use, where it is a good one for every instance. */
function ownId({ fencedById, told: { transactionalId } }: Premises): string | null {
  const id = transactionalId?.value ?? '';
  if (!isPlainId(id) || !hasPlaceholder(id) || looksMadeUp(id)) return null;
  return fencedById && !/partition/i.test(id) ? null : id;
}

/** As it stands in a sentence. */
function schemeOf(premises: Premises): string {
  const own = ownId(premises);
  return own === null ? `${premises.label}${idSuffix(premises) ?? ''}` : named(own);
}

const perInstance =
  (call: string) =>
  (premises: Premises): TransactionalIds => ({
    scheme: `${schemeOf(premises)}: one for each instance (and thread with a producer of its own), from the StatefulSet ordinal; never random, never shared`,
    count: premises.instances.value,
    fencing: `${call} passes the group generation, so the coordinator refuses offsets of an instance that lost its partitions (KIP-447, brokers from 2.5); the same id again aborts what the last instance left open`,
  });

const perPartition =
  (call: string) =>
  (premises: Premises): TransactionalIds => ({
    scheme: `${schemeOf(premises)}: one producer for each input partition, since ${call} passes only the group id`,
    count: premises.inputPartitions.value,
    fencing:
      'no generation is sent, so fencing is by id alone: whoever gets a partition opens its producer first, which fences the old owner, and only then reads its committed offset',
  });

const schemes: Readonly<Record<PipelineClient, (premises: Premises) => TransactionalIds | null>> = {
  java: perInstance('sendOffsetsToTransaction(offsets, consumer.groupMetadata())'),
  librdkafka: (premises) =>
    premises.fencedById
      ? perPartition('send_offsets_to_transaction of this release')(premises)
      : perInstance('send_offsets_to_transaction with consumer_group_metadata')(premises),
  kafkajs: perPartition('sendOffsets'),
  streams: ({ producers, pipeline, label, told: { application } }) => ({
    scheme: `made by Streams from application.id${applicationWords(application?.value ?? null, pipeline === null ? null : label)}, process and thread: one a thread; keep application.id stable`,
    count: producers.value,
    fencing: 'by the group generation (KIP-447); nothing to do',
  }),
  connect_source: ({ producers, told: { workerGroup, application } }) => {
    const group = workerGroup === null ? '<group.id>' : named(workerGroup.value);
    const connector = application === null ? '<connector>' : named(application.value);
    return {
      scheme: `${group}-${connector}-<task> for each task, and connect-cluster-${group} for the leader: allow WRITE and DESCRIBE on both in the ACLs`,
      count: producers.value + 1,
      fencing: 'the leader fences every task of the old generation before new tasks start (KIP-618)',
    };
  },
  connect_sink: () => null,
  flink: ({ label, instances, told: { transactionalId, poolsIds } }) => {
    const prefix = transactionalId === null ? label : named(transactionalId.value);
    return {
      scheme: `${prefix}-<subtask>-<number>: setTransactionalIdPrefix("${prefix}"), which no other job on the cluster may use${poolsIds ? '' : '; one in use for each subtask, and a new one at each checkpoint'}`,
      count: instances.value,
      fencing: 'on a restore the job aborts what its prefix left open; two jobs with one prefix abort each other',
    };
  },
};

const applicationWords = (configured: string | null, label: string | null): string => {
  if (configured !== null) return ` (${named(configured)})`;
  return label === null ? '' : ` (${label})`;
};

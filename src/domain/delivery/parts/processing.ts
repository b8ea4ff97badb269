import type { PartVerdict } from '../plan-types.ts';
import type { Premises } from '../premises.ts';
import type { PipelineClient } from '../request.ts';

/** What happens between source and sink. Sources: KIP-98, KIP-447, KIP-618; KafkaJS docs, Transactions.md. */
export function processingVerdict(premises: Premises): PartVerdict {
  const { client, transactional, sinks } = premises;
  const part = `processing: ${client}`;
  if (transactional && client === 'librdkafka' && premises.fencedById)
    return { part, guarantee: 'exactly_once', ...withoutGroupFencing };
  if (transactional) return { part, guarantee: 'exactly_once', ...inTransaction[client] };
  if (sinks.includes('kafka') || sinks.includes('other_kafka_cluster')) {
    return {
      part,
      guarantee: 'effectively_once',
      why: 'no position of the source is in a Kafka transaction, so what was under way is done again after a crash',
      way: 'make the event id from the input, so that a second output carries the same id',
    };
  }
  return {
    part,
    guarantee: 'effectively_once',
    why: 'with nothing to write to Kafka, a transaction would cover the offsets alone: what was under way is done again after a crash',
    way: 'commit offsets after the effect; let each sink refuse what it has seen',
  };
}

/** Source: release notes of librdkafka 1.6.0: one producer for each input partition without KIP-447. */
const withoutGroupFencing = {
  why: 'input offsets and output commit or abort together; this release sends only the group id, so only one id per input partition fences zombies',
  way: 'librdkafka 1.6.0 or later; else one producer per input partition, opened when the partition is assigned, before its committed offset is read',
} as const;

const inTransaction: Readonly<Record<PipelineClient, Pick<PartVerdict, 'why' | 'way'>>> = {
  java: {
    why: 'input offsets and output commit or abort together, and the group generation fences zombies (KIP-447)',
    way: 'begin, send, sendOffsetsToTransaction(offsets, consumer.groupMetadata()), commit; after an abort seek back to the committed offsets',
  },
  librdkafka: {
    why: 'input offsets and output commit or abort together, and the group metadata fences zombies (KIP-447)',
    way: 'begin, produce, send_offsets_to_transaction(offsets, consumer_group_metadata), commit; after an abort seek back to the committed offsets',
  },
  kafkajs: {
    why: 'input offsets and output commit or abort together; sendOffsets passes only the group id, so only one id per input partition fences zombies',
    way: 'one producer per input partition; on the first batch after a join open it, fetch the committed offset again and seek to it',
  },
  streams: {
    why: 'exactly_once_v2 commits offsets, state changelogs and output in one transaction a thread',
    way: 'processing.guarantee=exactly_once_v2; no external calls in processors',
  },
  connect_source: {
    why: 'each task writes records and source offsets in one transaction; a new task generation fences the old',
    way: 'distributed mode; exactly.once.source.support on every worker',
  },
  connect_sink: { why: 'a Connect sink has no transactions of its own', way: 'an idempotent write' },
  flink: {
    why: 'state, source positions and Kafka transactions commit with the checkpoint (two-phase commit)',
    way: 'KafkaSink with DeliveryGuarantee.EXACTLY_ONCE and a transactionalIdPrefix of its own',
  },
};

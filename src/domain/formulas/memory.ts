import { producerBufferMib } from '../partitions/limits.ts';
import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';
import { floor } from './floor.ts';

/**
 * Page cache that holds what a broker wrote in the last seconds, so that consumers at the tail read no disk:
 * `write rate × seconds`, GB of 10⁹ bytes. Kafka's documentation counts 30 s; a longer time serves readers that lag.
 * Source: Apache Kafka documentation, hardware and OS.
 */
export const pageCacheGb = ({
  mbPerSPerBroker,
  seconds = 30,
}: {
  /** What one broker writes, replication included. */
  readonly mbPerSPerBroker: number;
  readonly seconds?: number;
}): Computed => ({
  value: (mbPerSPerBroker * seconds) / 1_000,
  formula: `${show(mbPerSPerBroker)} MB/s × ${show(seconds)} s ÷ 1,000`,
  source: 'Apache Kafka documentation, hardware and OS: write throughput × 30 s',
});

/**
 * Memory that Redpanda, not Apache Kafka, wants for partitions: `partitions × RF × 2 MB`, GB of the whole cluster.
 * Source: Redpanda sizing.
 */
export const redpandaMemoryGb = ({
  partitions,
  replicationFactor,
  mbPerReplica = 2,
}: {
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly mbPerReplica?: number;
}): Computed => ({
  value: (partitions * replicationFactor * mbPerReplica) / 1_000,
  formula: `${count(partitions, 'partition')} × RF ${show(replicationFactor)} × ${show(mbPerReplica)} MB ÷ 1,000`,
  source: 'Redpanda sizing: 2 MB a replica',
});

interface Batches {
  /** Partitions that one producer writes to at a time. */
  readonly partitions: number;
  readonly batchBytes: number;
  /** 1: the one that is filled; more with requests in flight. */
  readonly batchesPerPartition: number;
}

/** Memory that a producer reserves for batches: `partitions × batch.size × batches`, MiB of 2²⁰ bytes. Source: ProducerConfig. */
export const producerBatchesMib = ({ partitions, batchBytes, batchesPerPartition }: Batches): Computed => ({
  value: producerBufferMib(partitions, batchBytes, batchesPerPartition),
  formula: `${count(partitions, 'partition')} × ${show(batchBytes)} bytes × ${show(batchesPerPartition)} ÷ 2²⁰`,
  source: 'Apache Kafka ProducerConfig: batch.size is reserved in full',
});

/** Whether they fit into buffer.memory, 32 MiB by default; where not, send() waits for max.block.ms. Source: ProducerConfig. */
export const producerBatchesFit = ({
  bufferMemoryMib = 32,
  ...batches
}: Batches & { readonly bufferMemoryMib?: number }): boolean => producerBatchesMib(batches).value <= bufferMemoryMib;

/**
 * Partitions whose indexes one broker can map: `⌊vm.max_map_count ÷ maps a segment ÷ segments⌋`. Above it the broker dies with
 * "Map failed". Source: Apache Kafka documentation, hardware and OS; Instaclustr met it at about 30,000.
 */
export const mostMappedPartitions = ({
  maxMapCount,
  mapsPerSegment = 2,
  segmentsPerPartition = 1,
}: {
  readonly maxMapCount: number;
  readonly mapsPerSegment?: number;
  readonly segmentsPerPartition?: number;
}): Computed => ({
  value: floor(maxMapCount / mapsPerSegment / segmentsPerPartition),
  formula: `⌊${show(maxMapCount)} maps ÷ ${show(mapsPerSegment)} a segment ÷ ${count(segmentsPerPartition, 'segment')}⌋`,
  source: 'Apache Kafka documentation, hardware and OS: 2 maps a segment',
});

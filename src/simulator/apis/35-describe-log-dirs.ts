import { describeLogDirs } from '../../kafka/protocol/apis/35-describe-log-dirs.ts';
import { clusterError } from '../guards.ts';
import { type Served, serve } from '../served.ts';
import type { SimulatedPartition, SimulatedTopic } from '../state/topic.ts';

/** One disk of 1 TiB. */
const TOTAL_BYTES = 1n << 40n;

export const serveDescribeLogDirs = serve(describeLogDirs, ({ topics }, served) => {
  const error = clusterError(served, 'describe');
  if (error !== 0) return { throttleTimeMs: 0, errorCode: error, results: [] };
  const wanted = topics === null ? null : new Map(topics.map(({ topic, partitions }) => [topic, new Set(partitions)]));
  const sizes = [...served.cluster.topics.values()].flatMap((topic) => {
    const partitions = topic.partitions
      .filter(
        ({ index, replicas }) =>
          replicas.includes(served.broker.id) && (wanted?.get(topic.name)?.has(index) ?? wanted === null),
      )
      .map((partition) => ({
        partitionIndex: partition.index,
        partitionSize: sizeOf(served, topic, partition),
        offsetLag: 0n,
        isFutureKey: false,
      }));
    return partitions.length === 0 ? [] : [{ name: topic.name, partitions }];
  });
  const used = sizes
    .flatMap(({ partitions }) => partitions)
    .reduce((sum, { partitionSize }) => sum + partitionSize, 0n);
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    results: [
      {
        errorCode: 0,
        logDir: '/var/lib/kafka/data',
        topics: sizes,
        totalBytes: TOTAL_BYTES,
        usableBytes: used < TOTAL_BYTES ? TOTAL_BYTES - used : 0n,
      },
    ],
  };
});

function sizeOf({ nowMs }: Served, topic: SimulatedTopic, partition: SimulatedPartition): bigint {
  return (partition.log.end(nowMs) - topic.logStart(partition, nowMs)) * BigInt(topic.recordBytes);
}

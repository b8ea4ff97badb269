import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

/**
 * What a new controller needs to read the partitions of the cluster from ZooKeeper: `partitions × 2 ms`, s. Only up to release
 * 3.9 with ZooKeeper: a KRaft controller has them in memory. Source: Jun Rao.
 */
export const zookeeperFailoverS = ({
  partitions,
  msPerPartition = 2,
}: {
  readonly partitions: number;
  readonly msPerPartition?: number;
}): Computed => ({
  value: (partitions * msPerPartition) / 1_000,
  formula: `${count(partitions, 'partition')} × ${show(msPerPartition)} ms ÷ 1,000`,
  source: 'Jun Rao, confluent.io: how to choose the number of partitions (ZooKeeper)',
});

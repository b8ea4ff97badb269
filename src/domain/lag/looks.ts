import { byPartition } from './by-partition.ts';
import type { BackgroundIndex } from './evidence.ts';
import type { GroupObservation, LagObservation, PartitionOffsets, TopicPartition } from './observation.ts';

/** One look, with its parts by name. Built once per look, since a cluster may have 100,000 partitions. */
export interface LookIndex {
  readonly observation: LagObservation;
  partition(where: TopicPartition): PartitionOffsets | null;
  group(name: string): GroupObservation | null;
}

/** All evidence, by name. */
export interface EvidenceIndex {
  readonly first: LookIndex;
  readonly second: LookIndex | null;
  readonly background: BackgroundIndex | null;
}

export function indexLook(observation: LagObservation): LookIndex {
  const partitions = byPartition(observation.partitions);
  const groups = new Map(observation.groups.map((group) => [group.group, group]));
  return {
    observation,
    partition: (where) => partitions.get(where),
    group: (name) => groups.get(name) ?? null,
  };
}

/** One key for a partition, for small maps. */
export const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}:${partition}`;

import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

/** group.share.max.size of the broker: members that a share group takes by default. Source: Apache Kafka GroupCoordinatorConfig. */
export const SHARE_GROUP_MAX_SIZE = 200;

interface Members {
  readonly partitions: number;
  readonly consumers: number;
}

/** Members of a consumer group that have something to do: `min(partitions, consumers)`. Source: Apache Kafka documentation, design. */
export const activeMembers = ({ partitions, consumers }: Members): Computed => ({
  value: Math.min(partitions, consumers),
  formula: `min(${count(partitions, 'partition')}, ${count(consumers, 'consumer')})`,
  source: 'Apache Kafka documentation, design: one partition has one reader in a group',
});

/** The same of a share group, whose members share partitions: all, up to group.share.max.size. Source: KIP-932. */
export const activeShareMembers = ({ consumers }: { readonly consumers: number }): Computed => ({
  value: Math.min(consumers, SHARE_GROUP_MAX_SIZE),
  formula: `min(${count(consumers, 'consumer')}, group.share.max.size ${show(SHARE_GROUP_MAX_SIZE)})`,
  source: 'KIP-932: several members read one partition',
});

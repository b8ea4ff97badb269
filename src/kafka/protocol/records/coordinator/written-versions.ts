import type { CoordinatorRecord } from './codec.ts';

const classicGroups = { OffsetCommit: 3, GroupMetadata: 3 } as const;

const consumerGroups = {
  ConsumerGroupMetadata: 0,
  ConsumerGroupMemberMetadata: 0,
  ConsumerGroupTargetAssignmentMetadata: 0,
  ConsumerGroupTargetAssignmentMember: 0,
  ConsumerGroupCurrentMemberAssignment: 0,
} as const;

const newest = {
  ...classicGroups,
  OffsetCommit: 4,
  ...consumerGroups,
  ConsumerGroupRegularExpression: 0,
  ShareGroupMemberMetadata: 0,
  ShareGroupMetadata: 0,
  ShareGroupTargetAssignmentMetadata: 0,
  ShareGroupTargetAssignmentMember: 0,
  ShareGroupCurrentMemberAssignment: 0,
  ShareGroupStatePartitionMetadata: 0,
  StreamsGroupMetadata: 0,
  StreamsGroupMemberMetadata: 0,
  StreamsGroupTargetAssignmentMetadata: 0,
  StreamsGroupTargetAssignmentMember: 0,
  StreamsGroupCurrentMemberAssignment: 0,
  StreamsGroupTopology: 0,
} as const;

/**
 * The version of the value in which a broker of a release writes each kind of record; kinds that it does not write are
 * missing. Two exceptions: OffsetCommit is v1 when the client asked for a retention time (OffsetCommit request v2 to v4), and
 * up to 3.9 a cluster whose `inter.broker.protocol.version` is below 2.3 writes older ones. 4.1 and 4.2 are as 4.3. In 3.9
 * groups of the consumer protocol are a preview; share groups in 3.9 and 4.0 were early access, in shapes of their own.
 *
 * Source: bytecode of GroupMetadataManager (core 3.0.2), MetadataVersion (server-common 3.9.2),
 * CoordinatorRecordHelpers, GroupCoordinatorRecordHelpers and StreamsCoordinatorRecordHelpers (group-coordinator 3.9.2,
 * 4.0.2, 4.1.2, 4.2.0, 4.3.1, 4.4.0). Seen on real brokers as well: OffsetCommit and GroupMetadata of every release here,
 * records of consumer groups from 4.0 on, of share groups from 4.3 on.
 */
export const WRITTEN_VALUE_VERSIONS: Readonly<
  Record<'3.0' | '3.9' | '4.0' | '4.3' | '4.4', Readonly<Partial<Record<CoordinatorRecord['type'], number>>>>
> = {
  '3.0': classicGroups,
  '3.9': { ...classicGroups, ...consumerGroups, ConsumerGroupPartitionMetadata: 0 },
  '4.0': {
    ...classicGroups,
    ...consumerGroups,
    ConsumerGroupPartitionMetadata: 0,
    ConsumerGroupRegularExpression: 0,
  },
  '4.3': newest,
  '4.4': newest,
};

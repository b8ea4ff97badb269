import { writeAssignment, writeSubscription } from '../kafka/protocol/consumer-protocol.ts';
import { type CoordinatorRecordInput, encodeCoordinatorRecord } from '../kafka/protocol/records/coordinator/codec.ts';
import { WRITTEN_VALUE_VERSIONS } from '../kafka/protocol/records/coordinator/written-versions.ts';
import type { Release, ScenarioGroup } from './scenario/schema.ts';
import type { TopicPartition } from './state/assign.ts';
import type { LiveMember } from './state/classic-membership.ts';

/** Key and value as they lie in `__consumer_offsets`. */
export interface CoordinatorEntry {
  readonly key: Buffer;
  readonly value: Buffer | null;
}

interface CommitToWrite extends TopicPartition {
  readonly group: string;
  readonly offset: bigint;
  readonly leaderEpoch: number;
  readonly metadata: string | null;
  readonly atMs: number;
  /** Null for a topic that does not exist. */
  readonly topicId: string | null;
}

/** A commit in the form that the release writes. */
export function commitEntry(release: Release, commit: CommitToWrite): CoordinatorEntry {
  const { group, topic, partition, offset, leaderEpoch, metadata, atMs, topicId } = commit;
  return encodeCoordinatorRecord({
    type: 'OffsetCommit',
    key: { group, topic, partition },
    valueVersion: WRITTEN_VALUE_VERSIONS[release].OffsetCommit ?? 0,
    value: {
      offset,
      leaderEpoch,
      metadata: metadata ?? '',
      commitTimestamp: BigInt(atMs),
      ...(topicId === null ? {} : { topicId }),
    },
  });
}

interface MemberToWrite {
  readonly memberId: string;
  readonly clientId: string;
  readonly clientHost: string;
  readonly instanceId: string | null;
  readonly rack: string | null;
  readonly behind: boolean;
  readonly assignment: readonly TopicPartition[];
}

/** The group after a change of its members. */
export interface MembersToWrite {
  readonly type: ScenarioGroup['type'];
  readonly group: string;
  readonly generation: number;
  readonly protocolType: string;
  readonly assignor: string;
  readonly topics: readonly string[];
  readonly topicIdOf: (name: string) => string | null;
  readonly atMs: number;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly members: readonly MemberToWrite[];
  /** Members of the generation before that are gone. */
  readonly gone: readonly string[];
}

/** What the coordinator writes when a generation begins, by the protocol of the group. */
export function memberEntries(members: MembersToWrite): readonly CoordinatorEntry[] {
  return recordsOf[members.type](members).map(encodeCoordinatorRecord);
}

/** The same for clients that have really joined; their payloads are their own. */
export function liveEntries(
  group: string,
  {
    generation,
    protocolType,
    protocol,
  }: { readonly generation: number; readonly protocolType: string; readonly protocol: string },
  members: readonly LiveMember[],
  atMs: number,
): readonly CoordinatorEntry[] {
  return [
    encodeCoordinatorRecord({
      type: 'GroupMetadata',
      key: { group },
      valueVersion: GROUP_METADATA_VERSION,
      value: {
        protocolType,
        generation,
        protocol: members.length === 0 ? null : protocol,
        leader: members[0]?.memberId ?? null,
        currentStateTimestamp: BigInt(atMs),
        members: members.map((member) => ({
          memberId: member.memberId,
          groupInstanceId: member.instanceId,
          clientId: member.clientId,
          clientHost: member.clientHost,
          rebalanceTimeout: member.rebalanceTimeoutMs,
          sessionTimeout: member.sessionTimeoutMs,
          subscription: member.metadata,
          assignment: member.assignment,
        })),
      },
    }),
  ];
}

/** Every release writes it in the same version. Source: WRITTEN_VALUE_VERSIONS. */
const GROUP_METADATA_VERSION = WRITTEN_VALUE_VERSIONS['4.3'].GroupMetadata ?? 0;

const recordsOf: Readonly<
  Record<ScenarioGroup['type'], (members: MembersToWrite) => readonly CoordinatorRecordInput[]>
> = {
  classic,
  consumer,
  share,
  streams,
};

function classic(group: MembersToWrite): readonly CoordinatorRecordInput[] {
  const { members } = group;
  // A group that only ever had commits has no record of its own.
  if (group.protocolType === '') return [];
  const subscription = writeSubscription({ topics: group.topics });
  return [
    {
      type: 'GroupMetadata',
      key: { group: group.group },
      valueVersion: GROUP_METADATA_VERSION,
      value: {
        protocolType: group.protocolType,
        generation: group.generation,
        protocol: members.length === 0 ? null : group.assignor,
        leader: members[0]?.memberId ?? null,
        currentStateTimestamp: BigInt(group.atMs),
        members: members.map(({ memberId, instanceId, clientId, clientHost, assignment }) => ({
          memberId,
          groupInstanceId: instanceId,
          clientId,
          clientHost,
          rebalanceTimeout: group.rebalanceTimeoutMs,
          sessionTimeout: group.sessionTimeoutMs,
          subscription,
          assignment: writeAssignment(assignment),
        })),
      },
    },
  ];
}

/** All values of the 4.x protocols have version 0. */
const valueVersion = 0;

/** States of a member while it changes. Source: MemberState of kafka-group-coordinator 4.3.1. */
const STABLE = 0;
const UNREVOKED = 1;

function consumer(group: MembersToWrite): readonly CoordinatorRecordInput[] {
  const { generation, topics } = group;
  const key = { groupId: group.group };
  return [
    ...group.members.map(
      ({ memberId, instanceId, rack, clientId, clientHost }): CoordinatorRecordInput => ({
        type: 'ConsumerGroupMemberMetadata',
        key: { ...key, memberId },
        valueVersion,
        value: {
          instanceId,
          rackId: rack,
          clientId,
          clientHost,
          subscribedTopicNames: topics,
          // The Java client sends an empty one when it has none.
          subscribedTopicRegex: '',
          rebalanceTimeoutMs: group.rebalanceTimeoutMs,
          serverAssignor: null,
          classicMemberMetadata: null,
        },
      }),
    ),
    { type: 'ConsumerGroupMetadata', key, valueVersion, value: { epoch: generation } },
    ...group.members.map(
      ({ memberId, assignment }): CoordinatorRecordInput => ({
        type: 'ConsumerGroupTargetAssignmentMember',
        key: { ...key, memberId },
        valueVersion,
        value: { topicPartitions: byTopicId(group, assignment) },
      }),
    ),
    ...(group.members.length === 0
      ? []
      : [
          {
            type: 'ConsumerGroupTargetAssignmentMetadata',
            key,
            valueVersion,
            value: { assignmentEpoch: generation, assignmentTimestamp: BigInt(group.atMs) },
          } as const,
        ]),
    ...group.members.map(
      ({ memberId, assignment, behind }): CoordinatorRecordInput => ({
        type: 'ConsumerGroupCurrentMemberAssignment',
        key: { ...key, memberId },
        valueVersion,
        value: {
          memberEpoch: behind ? generation - 1 : generation,
          previousMemberEpoch: generation - 1,
          state: behind ? UNREVOKED : STABLE,
          assignedPartitions: byTopicId(group, behind ? kept(assignment) : assignment),
          partitionsPendingRevocation: behind ? byTopicId(group, assignment.slice(kept(assignment).length)) : [],
        },
      }),
    ),
    ...group.gone.flatMap((memberId): CoordinatorRecordInput[] => [
      { type: 'ConsumerGroupCurrentMemberAssignment', key: { ...key, memberId }, value: null },
      { type: 'ConsumerGroupTargetAssignmentMember', key: { ...key, memberId }, value: null },
      { type: 'ConsumerGroupMemberMetadata', key: { ...key, memberId }, value: null },
    ]),
  ];
}

function share(group: MembersToWrite): readonly CoordinatorRecordInput[] {
  const { generation, topics } = group;
  const key = { groupId: group.group };
  return [
    ...group.members.map(
      ({ memberId, rack, clientId, clientHost }): CoordinatorRecordInput => ({
        type: 'ShareGroupMemberMetadata',
        key: { ...key, memberId },
        valueVersion,
        value: { rackId: rack, clientId, clientHost, subscribedTopicNames: topics },
      }),
    ),
    { type: 'ShareGroupMetadata', key, valueVersion, value: { epoch: generation, metadataHash: 0n } },
    ...group.members.map(
      ({ memberId, assignment }): CoordinatorRecordInput => ({
        type: 'ShareGroupTargetAssignmentMember',
        key: { ...key, memberId },
        valueVersion,
        value: { topicPartitions: byTopicId(group, assignment) },
      }),
    ),
    {
      type: 'ShareGroupTargetAssignmentMetadata',
      key,
      valueVersion,
      value: { assignmentEpoch: generation, assignmentTimestamp: BigInt(group.atMs) },
    },
    ...group.members.map(
      ({ memberId, assignment }): CoordinatorRecordInput => ({
        type: 'ShareGroupCurrentMemberAssignment',
        key: { ...key, memberId },
        valueVersion,
        value: {
          memberEpoch: generation,
          previousMemberEpoch: generation - 1,
          state: STABLE,
          assignedPartitions: byTopicId(group, assignment),
        },
      }),
    ),
    {
      type: 'ShareGroupStatePartitionMetadata',
      key,
      valueVersion,
      value: { initializingTopics: [], initializedTopics: withNames(group), deletingTopics: [] },
    },
    ...group.gone.flatMap((memberId): CoordinatorRecordInput[] => [
      { type: 'ShareGroupCurrentMemberAssignment', key: { ...key, memberId }, value: null },
      { type: 'ShareGroupTargetAssignmentMember', key: { ...key, memberId }, value: null },
      { type: 'ShareGroupMemberMetadata', key: { ...key, memberId }, value: null },
    ]),
  ];
}

/** Tasks are left to StreamsGroupDescribe; the log tells epochs and members. */
function streams(group: MembersToWrite): readonly CoordinatorRecordInput[] {
  const key = { groupId: group.group };
  return [
    ...group.members.map(
      ({ memberId, instanceId, rack, clientId, clientHost }): CoordinatorRecordInput => ({
        type: 'StreamsGroupMemberMetadata',
        key: { ...key, memberId },
        valueVersion,
        value: {
          instanceId,
          rackId: rack,
          clientId,
          clientHost,
          rebalanceTimeoutMs: group.rebalanceTimeoutMs,
          topologyEpoch: 1,
          processId: memberId,
          userEndpoint: null,
          clientTags: [],
        },
      }),
    ),
    {
      type: 'StreamsGroupMetadata',
      key,
      valueVersion,
      value: { epoch: group.generation, metadataHash: 0n, lastAssignmentConfigs: [] },
    },
    ...group.gone.map(
      (memberId): CoordinatorRecordInput => ({
        type: 'StreamsGroupMemberMetadata',
        key: { ...key, memberId },
        value: null,
      }),
    ),
  ];
}

/** What a member that is behind has already taken as its own: the first half, as in `SimulatedGroup.members`. */
const kept = (assignment: readonly TopicPartition[]) => assignment.slice(0, Math.floor(assignment.length / 2));

/** What the group has state of in `__share_group_state`: all that its members have. */
function withNames(group: MembersToWrite) {
  const names = new Map(group.topics.map((topicName) => [group.topicIdOf(topicName), topicName]));
  const partitions = byTopicId(
    group,
    group.members.flatMap(({ assignment }) => assignment),
  );
  return partitions.map(({ topicId, partitions: indexes }) => ({
    topicId,
    topicName: names.get(topicId) ?? '',
    partitions: indexes,
  }));
}

function byTopicId({ topicIdOf }: MembersToWrite, partitions: readonly TopicPartition[]) {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const topicId = topicIdOf(topic);
    if (topicId !== null) topics.set(topicId, [...(topics.get(topicId) ?? []), partition]);
  }
  return [...topics].map(([topicId, indexes]) => ({ topicId, partitions: indexes, assignmentEpochs: [] }));
}

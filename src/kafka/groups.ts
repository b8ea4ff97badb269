import type { GroupObservation, GroupType, MemberObservation, TopicPartition } from '../domain/lag/observation.ts';
import { named } from '../domain/named.ts';
import type { Call } from './call.ts';
import { hostOf } from './client-host.ts';
import type { BrokerAddress } from './connection/connections.ts';
import { describeGroups } from './protocol/apis/15-describe-groups.ts';
import { listGroups } from './protocol/apis/16-list-groups.ts';
import { consumerGroupDescribe } from './protocol/apis/69-consumer-group-describe.ts';
import { shareGroupDescribe } from './protocol/apis/77-share-group-describe.ts';
import { streamsGroupDescribe } from './protocol/apis/89-streams-group-describe.ts';
import { readAssignment, readSubscription } from './protocol/consumer-protocol.ts';
import { errorName } from './protocol/errors.ts';
import { readBy, sourcesOf } from './streams-tasks.ts';

/** A group before its offsets are known. */
export type GroupHead = Omit<GroupObservation, 'offsets'> & { readonly coordinatorAddress: BrokerAddress };

/** The groups that one broker coordinates, with type and state where the broker tells them. One request. */
export async function listGroupsAt(call: Call, broker: BrokerAddress): Promise<GroupHead[] | null> {
  const what = `groups coordinated by broker ${broker.nodeId}`;
  const answer = await call.ask(broker, listGroups, {}, what);
  if (answer === null) return null;
  if (answer.errorCode !== 0) {
    call.addGap({
      what,
      why: `broker ${broker.nodeId} answered ${errorName(answer.errorCode)}`,
      broker: broker.nodeId,
    });
    return null;
  }
  // Without API 69 the broker knows classic groups only (before 3.8).
  const typeless = (await call.version(broker, consumerGroupDescribe)) === null ? 'classic' : 'unknown';
  return answer.groups.map((group) => ({
    group: group.groupId,
    type: group.groupType === '' ? typeless : groupType(group.groupType),
    state: group.groupState === '' ? null : group.groupState,
    protocolType: group.protocolType,
    assignor: null,
    coordinator: broker.nodeId,
    coordinatorAddress: broker,
    groupEpoch: null,
    assignmentEpoch: null,
    members: group.groupState === 'Empty' ? [] : null,
  }));
}

function groupType(name: string): GroupType {
  const known: readonly GroupType[] = ['classic', 'consumer', 'share', 'streams'];
  return known.find((type) => type === name.toLowerCase()) ?? 'unknown';
}

/** The same group with its members. Asks by type, since DescribeGroups calls every group that is not classic `Dead`. One request. */
export async function describeGroup(call: Call, head: GroupHead): Promise<GroupHead> {
  switch (head.type) {
    case 'classic':
      return describeClassic(call, head);
    case 'consumer':
      return describeConsumer(call, head);
    case 'share':
      return describeShare(call, head);
    case 'streams':
      return describeStreams(call, head);
    case 'unknown':
      call.addGap({ what: membersOf(head), why: "a group of unknown type can't be described", broker: null });
      return head;
  }
}

async function describeClassic(call: Call, head: GroupHead): Promise<GroupHead> {
  const answer = await call.ask(head.coordinatorAddress, describeGroups, { groups: [head.group] }, membersOf(head));
  const group = answer?.groups.find(({ groupId }) => groupId === head.group);
  if (!usable(call, head, group)) return head;
  return {
    ...head,
    state: group.groupState,
    protocolType: group.protocolType,
    assignor: group.protocolData === '' ? null : group.protocolData,
    members: group.members.map(
      (member): MemberObservation => ({
        memberId: member.memberId,
        clientId: member.clientId,
        host: hostOf(member.clientHost),
        instanceId: member.groupInstanceId,
        epoch: null,
        assignment: group.protocolType === 'consumer' ? readAssignment(member.memberAssignment) : null,
        target: null,
        subscribed:
          group.protocolType === 'consumer' ? (readSubscription(member.memberMetadata)?.topics ?? null) : null,
        subscribedRegex: null,
      }),
    ),
  };
}

async function describeConsumer(call: Call, head: GroupHead): Promise<GroupHead> {
  const request = { groupIds: [head.group], includeAuthorizedOperations: false };
  const answer = await call.ask(head.coordinatorAddress, consumerGroupDescribe, request, membersOf(head));
  const group = answer?.groups.find(({ groupId }) => groupId === head.group);
  if (!usable(call, head, group)) return head;
  return {
    ...head,
    state: group.groupState,
    assignor: group.assignorName === '' ? null : group.assignorName,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    members: group.members.map(
      (member): MemberObservation => ({
        memberId: member.memberId,
        clientId: member.clientId,
        host: hostOf(member.clientHost),
        instanceId: member.instanceId,
        epoch: member.memberEpoch,
        assignment: flatten(member.assignment.topicPartitions),
        target: flatten(member.targetAssignment.topicPartitions),
        subscribed: member.subscribedTopicNames,
        subscribedRegex: member.subscribedTopicRegex === '' ? null : member.subscribedTopicRegex,
      }),
    ),
  };
}

async function describeShare(call: Call, head: GroupHead): Promise<GroupHead> {
  const answer = await call.ask(
    head.coordinatorAddress,
    shareGroupDescribe,
    { groupIds: [head.group] },
    membersOf(head),
  );
  const group = answer?.groups.find(({ groupId }) => groupId === head.group);
  if (!usable(call, head, group)) return head;
  return {
    ...head,
    state: group.groupState,
    assignor: group.assignorName === '' ? null : group.assignorName,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    members: group.members.map(
      (member): MemberObservation => ({
        memberId: member.memberId,
        clientId: member.clientId,
        host: hostOf(member.clientHost),
        instanceId: null,
        epoch: member.memberEpoch,
        assignment: flatten(member.assignment.topicPartitions),
        target: null,
        subscribed: member.subscribedTopicNames,
        subscribedRegex: null,
      }),
    ),
  };
}

/** Members of a streams group have tasks, which stand for partitions; they are unknown while the topology is not ready. */
async function describeStreams(call: Call, head: GroupHead): Promise<GroupHead> {
  if ((await call.version(head.coordinatorAddress, streamsGroupDescribe)) === null) {
    const why = `broker ${head.coordinator} does not offer StreamsGroupDescribe`;
    call.addGap({ what: membersOf(head), why, broker: head.coordinator });
    return head;
  }
  const request = { groupIds: [head.group] };
  const answer = await call.ask(head.coordinatorAddress, streamsGroupDescribe, request, membersOf(head));
  const group = answer?.groups.find(({ groupId }) => groupId === head.group);
  if (!usable(call, head, group)) return head;
  const sources = sourcesOf(group);
  return {
    ...head,
    state: group.groupState,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    members: group.members.map(
      (member): MemberObservation => ({
        memberId: member.memberId,
        clientId: member.clientId,
        host: hostOf(member.clientHost),
        instanceId: member.instanceId,
        epoch: member.memberEpoch,
        assignment: readBy(member.assignment.activeTasks, sources),
        target: readBy(member.targetAssignment.activeTasks, sources),
        subscribed: sources === null ? null : [...new Set([...sources.values()].flat())],
        subscribedRegex: null,
      }),
    ),
  };
}

const membersOf = (head: GroupHead) => `members of group ${named(head.group)}`;

/** Whether the broker answered for this group; a gap says why not. */
function usable<G extends { readonly errorCode: number }>(
  call: Call,
  head: GroupHead,
  group: G | undefined,
): group is G {
  if (group?.errorCode === 0) return true;
  if (group !== undefined) {
    call.addGap({
      what: membersOf(head),
      why: `broker ${head.coordinator} answered ${errorName(group.errorCode)}`,
      broker: head.coordinator,
    });
  }
  return false;
}

const flatten = (
  topics: readonly { readonly topicName: string; readonly partitions: readonly number[] }[],
): TopicPartition[] =>
  topics.flatMap(({ topicName: topic, partitions }) => partitions.map((partition) => ({ topic, partition })));

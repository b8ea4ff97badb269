import { describeGroups } from '../../kafka/protocol/apis/15-describe-groups.ts';
import { writeAssignment, writeSubscription } from '../../kafka/protocol/consumer-protocol.ts';
import { OPERATIONS_NOT_ASKED, authorizedOperations as operationsOn } from '../authorized-operations.ts';
import { errorCode } from '../faults.ts';
import { groupError } from '../guards.ts';
import { type Served, serve } from '../served.ts';
import type { SimulatedGroup } from '../state/group.ts';

/** Groups of the classic protocol. Up to v5 every other one looks `Dead`, without an error, as on a real broker. */
export const serveDescribeGroups = serve(describeGroups, ({ groups, includeAuthorizedOperations }, served) => ({
  throttleTimeMs: 0,
  groups: groups.map((groupId) => {
    const described = describe(served, groupId);
    const asked = includeAuthorizedOperations && described.errorCode === 0;
    const authorizedOperations = asked ? operationsOn(served.cluster, 'group', groupId) : OPERATIONS_NOT_ASKED;
    return { groupId, ...described, authorizedOperations };
  }),
}));

const DEAD = { groupState: 'Dead', protocolType: '', protocolData: '', members: [] };

function describe(served: Served, groupId: string) {
  const error = groupError(served, groupId, 'describe');
  if (error !== 0) return { ...DEAD, groupState: '', errorCode: error };
  const group = served.cluster.groups.get(groupId);
  if (group === undefined || group.type !== 'classic') {
    if (served.version < 6) return { ...DEAD, errorCode: 0 };
    const errorMessage =
      group === undefined ? `Group ${groupId} not found.` : `Group ${groupId} is not a classic group.`;
    return { ...DEAD, errorCode: errorCode('GROUP_ID_NOT_FOUND'), errorMessage };
  }
  const members = membersOf(group, served.nowMs);
  return {
    errorCode: 0,
    groupState: group.state(served.nowMs),
    protocolType: group.protocolType(),
    // Nobody is there who would need an assignor.
    protocolData: members.length === 0 ? '' : group.assignor(),
    members,
  };
}

function membersOf(group: SimulatedGroup, nowMs: number) {
  if (group.isLive) {
    return group.membership.list().map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      memberMetadata: member.metadata,
      memberAssignment: member.assignment,
    }));
  }
  const memberMetadata = writeSubscription({ topics: group.subscribed() });
  return group.members(nowMs).map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.instanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    memberMetadata,
    memberAssignment: writeAssignment(member.assignment),
  }));
}

import { leaveGroup } from '../../kafka/protocol/apis/13-leave-group.ts';
import { errorCode } from '../faults.ts';
import { groupError } from '../guards.ts';
import { serve } from '../served.ts';

export const serveLeaveGroup = serve(leaveGroup, (request, served) => {
  const error = groupError(served, request.groupId, 'read');
  if (error !== 0) return { throttleTimeMs: 0, errorCode: error, members: [] };
  const membership = served.cluster.groups.get(request.groupId)?.membership;
  const leave = (memberId: string, instanceId: string | null) =>
    errorCode(membership?.leave(memberId, instanceId) ?? 'UNKNOWN_MEMBER_ID');
  if (served.version < 3) return { throttleTimeMs: 0, errorCode: leave(request.memberId, null), members: [] };
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    members: request.members.map(({ memberId, groupInstanceId }) => ({
      memberId,
      groupInstanceId,
      errorCode: leave(memberId, groupInstanceId),
    })),
  };
});

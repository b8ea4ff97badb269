import { shareGroupDescribe } from '../../kafka/protocol/apis/77-share-group-describe.ts';
import { assignmentOf, findGroup, headOf, NO_GROUP } from '../group-describe.ts';
import { serve } from '../served.ts';

export const serveShareGroupDescribe = serve(
  shareGroupDescribe,
  ({ groupIds, includeAuthorizedOperations }, served) => ({
    throttleTimeMs: 0,
    groups: groupIds.map((groupId) => {
      const found = findGroup(served, groupId, 'share');
      if (found.group === null) return { groupId, ...NO_GROUP, errorCode: found.error, errorMessage: found.message };
      const { group } = found;
      return {
        groupId,
        errorCode: 0,
        ...headOf(served, group, includeAuthorizedOperations),
        assignorName: 'simple',
        members: group.members(served.nowMs).map((member) => ({
          memberId: member.memberId,
          rackId: member.rack,
          memberEpoch: member.epoch,
          clientId: member.clientId,
          clientHost: member.clientHost,
          subscribedTopicNames: group.subscribed(),
          assignment: assignmentOf(served, member.assignment),
        })),
      };
    }),
  }),
);

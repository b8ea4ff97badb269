import { consumerGroupDescribe } from '../../kafka/protocol/apis/69-consumer-group-describe.ts';
import { assignmentOf, findGroup, headOf, NO_GROUP } from '../group-describe.ts';
import { serve } from '../served.ts';

const CONSUMER_MEMBER = 1;

export const serveConsumerGroupDescribe = serve(
  consumerGroupDescribe,
  ({ groupIds, includeAuthorizedOperations }, served) => ({
    throttleTimeMs: 0,
    groups: groupIds.map((groupId) => {
      const found = findGroup(served, groupId, 'consumer');
      if (found.group === null) return { groupId, ...NO_GROUP, errorCode: found.error, errorMessage: found.message };
      const { group } = found;
      return {
        groupId,
        errorCode: 0,
        ...headOf(served, group, includeAuthorizedOperations),
        assignorName: group.assignor(),
        members: group.members(served.nowMs).map((member) => ({
          memberId: member.memberId,
          instanceId: member.instanceId,
          rackId: member.rack,
          memberEpoch: member.epoch,
          clientId: member.clientId,
          clientHost: member.clientHost,
          subscribedTopicNames: group.subscribed(),
          // The Java client sends an empty one when it has none.
          subscribedTopicRegex: '',
          assignment: assignmentOf(served, member.assignment),
          targetAssignment: assignmentOf(served, member.target),
          memberType: CONSUMER_MEMBER,
        })),
      };
    }),
  }),
);

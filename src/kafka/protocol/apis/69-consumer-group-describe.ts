import { defineApi } from '../api.ts';
import { array, bool, int8, int16, int32, string, struct, uuid } from '../codec/schema.ts';

const assignment = struct({
  topicPartitions: array(struct({ topicId: uuid(), topicName: string(), partitions: array(int32()) })),
});

/**
 * ConsumerGroupDescribe answers epochs, members and assignments of groups of the consumer protocol (KIP-848). Send it to the
 * coordinator. A classic group answers GROUP_ID_NOT_FOUND: choose by the type that ListGroups v5 gives.
 *
 * - v1 member type: 0 classic, 1 consumer, -1 unknown; it shows a group that is on its way from one protocol to the other
 *
 * A member whose `assignment` differs from its `targetAssignment` is still rebalancing.
 */
export const consumerGroupDescribe = defineApi({
  key: 69,
  name: 'ConsumerGroupDescribe',
  versions: [0, 1],
  flexibleFrom: 0,
  request: struct({ groupIds: array(string()), includeAuthorizedOperations: bool({ whenOmitted: false }) }),
  response: struct({
    throttleTimeMs: int32(),
    groups: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ nullable: '0+', default: null }),
        groupId: string(),
        groupState: string(),
        groupEpoch: int32(),
        assignmentEpoch: int32(),
        assignorName: string(),
        members: array(
          struct({
            memberId: string(),
            instanceId: string({ nullable: '0+', default: null }),
            rackId: string({ nullable: '0+', default: null }),
            memberEpoch: int32(),
            clientId: string(),
            clientHost: string(),
            subscribedTopicNames: array(string()),
            subscribedTopicRegex: string({ nullable: '0+', default: null }),
            assignment,
            targetAssignment: assignment,
            memberType: int8({ versions: '1+', default: -1 }),
          }),
        ),
        authorizedOperations: int32({ default: -2147483648 }),
      }),
    ),
  }),
});

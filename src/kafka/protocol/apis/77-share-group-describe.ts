import { defineApi } from '../api.ts';
import { array, bool, int16, int32, string, struct, uuid } from '../codec/schema.ts';

/**
 * ShareGroupDescribe answers members and assignments of share groups (KIP-932). Send it to the coordinator. In a share
 * group several members may have the same partition.
 *
 * v1, of 4.1, is the first stable version; v0 was never offered by a broker unless unstable APIs were switched on.
 */
export const shareGroupDescribe = defineApi({
  key: 77,
  name: 'ShareGroupDescribe',
  versions: [1, 1],
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
            rackId: string({ nullable: '0+', default: null }),
            memberEpoch: int32(),
            clientId: string(),
            clientHost: string(),
            subscribedTopicNames: array(string()),
            assignment: struct({
              topicPartitions: array(struct({ topicId: uuid(), topicName: string(), partitions: array(int32()) })),
            }),
          }),
        ),
        authorizedOperations: int32({ default: -2147483648 }),
      }),
    ),
  }),
});

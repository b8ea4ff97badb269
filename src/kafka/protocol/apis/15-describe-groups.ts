import { defineApi } from '../api.ts';
import { array, bool, bytes, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * DescribeGroups answers state, members and assignment of groups of the classic protocol. Send it to the coordinator.
 *
 * - v1 throttle time; v3 authorized operations; v4 static members (`groupInstanceId`); v5 flexible
 * - v6 says GROUP_ID_NOT_FOUND, with a message, where up to v5 a group that is unknown **or not classic** (consumer
 *   protocol, share, streams) looks `Dead`, without members and without an error
 *
 * So ask for the group's type first (ListGroups v5) and never take `Dead` at its word. Subscription and assignment are
 * opaque bytes in the format of the consumer protocol.
 */
export const describeGroups = defineApi({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 6],
  flexibleFrom: 5,
  request: struct({
    groups: array(string()),
    includeAuthorizedOperations: bool({ versions: '3+' }),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '1+' }),
    groups: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ versions: '6+', nullable: '6+', default: null }),
        groupId: string(),
        groupState: string(),
        protocolType: string(),
        protocolData: string(),
        members: array(
          struct({
            memberId: string(),
            groupInstanceId: string({ versions: '4+', nullable: '4+', default: null }),
            clientId: string(),
            clientHost: string(),
            memberMetadata: bytes(),
            memberAssignment: bytes(),
          }),
        ),
        authorizedOperations: int32({ versions: '3+', default: -2147483648 }),
      }),
    ),
  }),
});

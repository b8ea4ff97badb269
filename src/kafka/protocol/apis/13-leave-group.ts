import { defineApi } from '../api.ts';
import { array, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * LeaveGroup ends memberships in a group of the classic protocol at once, instead of after the session timeout. Send it to
 * the group's coordinator.
 *
 * - v1 throttle time; v3 many members at once, each with its own error: `members` instead of `memberId`; v4 flexible
 * - v5 the reason, which the broker logs
 *
 * An admin removes a static member by its `groupInstanceId` and an empty member id. The leaving of others starts a
 * rebalance.
 */
export const leaveGroup = defineApi({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: struct({
    groupId: string(),
    memberId: string({ versions: '0-2' }),
    members: array(
      struct({
        memberId: string(),
        groupInstanceId: string({ nullable: '3+', default: null }),
        reason: string({ versions: '5+', nullable: '5+', default: null }),
      }),
      { versions: '3+' },
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '1+' }),
    errorCode: int16(),
    members: array(struct({ memberId: string(), groupInstanceId: string({ nullable: '3+' }), errorCode: int16() }), {
      versions: '3+',
    }),
  }),
});

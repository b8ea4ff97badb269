import { defineApi } from '../api.ts';
import { array, bool, bytes, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * JoinGroup makes a client a member of a group of the classic protocol, and starts a rebalance. Send it to the group's
 * coordinator, which answers only when every member has joined or the rebalance timeout is over: a deadline for this call
 * has to be longer than that.
 *
 * - v1 rebalance timeout; before, the session timeout counts twice; v2 throttle time
 * - v4 a first join answers MEMBER_ID_REQUIRED with the id to join with, so that a lost answer leaves no ghost member
 * - v5 static members (`groupInstanceId`); v6 flexible; v7 protocol type in the answer
 * - v8 the reason, which the broker logs; v9 a static leader may be told to keep the assignment (`skipAssignment`)
 *
 * Only the leader is told the members; it computes the assignment and hands it in with SyncGroup. `metadata` is opaque
 * bytes in the format of the consumer protocol. Sending this to look at a group disturbs it: ask DescribeGroups.
 */
export const joinGroup = defineApi({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexibleFrom: 6,
  request: struct({
    groupId: string(),
    sessionTimeoutMs: int32(),
    rebalanceTimeoutMs: int32({ versions: '1+', default: -1 }),
    memberId: string(),
    groupInstanceId: string({ versions: '5+', nullable: '5+', default: null }),
    protocolType: string(),
    protocols: array(struct({ name: string(), metadata: bytes() })),
    reason: string({ versions: '8+', nullable: '8+', default: null }),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '2+' }),
    errorCode: int16(),
    generationId: int32({ default: -1 }),
    protocolType: string({ versions: '7+', nullable: '7+', default: null }),
    protocolName: string({ nullable: '7+' }),
    leader: string(),
    skipAssignment: bool({ versions: '9+', default: false }),
    memberId: string(),
    members: array(
      struct({
        memberId: string(),
        groupInstanceId: string({ versions: '5+', nullable: '5+', default: null }),
        metadata: bytes(),
      }),
    ),
  }),
});

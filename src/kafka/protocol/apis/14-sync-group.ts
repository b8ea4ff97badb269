import { defineApi } from '../api.ts';
import { array, bytes, int16, int32, string, struct } from '../codec/schema.ts';

/**
 * SyncGroup is the second half of a rebalance of the classic protocol: the leader hands in everybody's assignment, and every
 * member gets its own. Send it to the group's coordinator, which answers when the leader's has come.
 *
 * - v1 throttle time; v3 static members (`groupInstanceId`); v4 flexible
 * - v5 protocol type and name, refused with INCONSISTENT_GROUP_PROTOCOL when they are not the group's
 *
 * Members that do not lead send no assignments. `assignment` is opaque bytes in the format of the consumer protocol.
 */
export const syncGroup = defineApi({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexibleFrom: 4,
  request: struct({
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string({ versions: '3+', nullable: '3+', default: null }),
    protocolType: string({ versions: '5+', nullable: '5+', default: null }),
    protocolName: string({ versions: '5+', nullable: '5+', default: null }),
    assignments: array(struct({ memberId: string(), assignment: bytes() })),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '1+' }),
    errorCode: int16(),
    protocolType: string({ versions: '5+', nullable: '5+', default: null }),
    protocolName: string({ versions: '5+', nullable: '5+', default: null }),
    assignment: bytes(),
  }),
});

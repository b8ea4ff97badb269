import { defineApi } from '../api.ts';
import { int16, int32, string, struct } from '../codec/schema.ts';

/**
 * Heartbeat keeps a member of a group of the classic protocol alive, and learns of a rebalance by REBALANCE_IN_PROGRESS.
 * Send it to the group's coordinator, several times in a session timeout.
 *
 * - v1 throttle time; v3 static members (`groupInstanceId`); v4 flexible
 *
 * The Java client sends it from a thread of its own, so it goes on while the application is stuck; that is found by
 * `max.poll.interval.ms` in the client, which then leaves the group.
 */
export const heartbeat = defineApi({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexibleFrom: 4,
  request: struct({
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string({ versions: '3+', nullable: '3+', default: null }),
  }),
  response: struct({ throttleTimeMs: int32({ versions: '1+' }), errorCode: int16() }),
});

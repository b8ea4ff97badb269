import { defineApi } from '../api.ts';
import { array, int16, int32, int64, string, struct, uuid } from '../codec/schema.ts';

/**
 * OffsetCommit stores how far a group has read. Send it to the group's coordinator.
 *
 * - v3 throttle time; v5 no retention time any more: the broker's `offsets.retention.minutes` counts
 * - v6 leader epoch; v7 static members (`groupInstanceId`); v8 flexible
 * - v9 members of the consumer protocol, whose member epoch stands where the generation stood; may answer
 *   STALE_MEMBER_EPOCH, and GROUP_ID_NOT_FOUND where older versions say ILLEGAL_GENERATION
 * - v10 (4.2) topics by id instead of name
 *
 * A generation of -1 with an empty member id is a commit from outside the group, which only a group without members
 * takes: others answer UNKNOWN_MEMBER_ID. It creates the group when there is none. Errors come per partition.
 */
export const offsetCommit = defineApi({
  key: 8,
  name: 'OffsetCommit',
  versions: [2, 10],
  flexibleFrom: 8,
  request: struct({
    groupId: string(),
    generationIdOrMemberEpoch: int32({ default: -1 }),
    memberId: string(),
    groupInstanceId: string({ versions: '7+', nullable: '7+', default: null }),
    retentionTimeMs: int64({ versions: '2-4', default: -1n }),
    topics: array(
      struct({
        name: string({ versions: '0-9' }),
        topicId: uuid({ versions: '10+' }),
        partitions: array(
          struct({
            partitionIndex: int32(),
            committedOffset: int64(),
            committedLeaderEpoch: int32({ versions: '6+', default: -1 }),
            committedMetadata: string({ nullable: '0+' }),
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '3+' }),
    topics: array(
      struct({
        name: string({ versions: '0-9' }),
        topicId: uuid({ versions: '10+' }),
        partitions: array(struct({ partitionIndex: int32(), errorCode: int16() })),
      }),
    ),
  }),
});

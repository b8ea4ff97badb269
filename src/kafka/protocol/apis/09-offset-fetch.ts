import { defineApi } from '../api.ts';
import { array, bool, int16, int32, int64, string, struct, uuid } from '../codec/schema.ts';

/**
 * OffsetFetch answers what groups have committed. Send it to the group's coordinator: the broker whose ListGroups names
 * the group, or that FindCoordinator names.
 *
 * - v1 offsets kept in Kafka; v2 null topics mean all, and an error for the whole group; v5 leader epochs; v6 flexible
 * - v7 `requireStable`: a partition with an open transactional commit answers UNSTABLE_OFFSET_COMMIT
 * - v8 many groups at once: `groups` instead of `groupId` and `topics`
 * - v9 member id and epoch, for members of the consumer protocol; leave them out to look from outside
 * - v10 topics by id instead of name
 *
 * Capped at v9, so that commits of topics that were deleted meanwhile keep their names and no topic has to be looked up
 * first. A committed offset of -1 means that there is none. A share group answers nothing and no error: ask 90.
 */
export const offsetFetch = defineApi({
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 10],
  flexibleFrom: 6,
  cap: 9,
  request: struct({
    groupId: string({ versions: '0-7' }),
    topics: array(struct({ name: string(), partitionIndexes: array(int32()) }), { versions: '0-7', nullable: '2-7' }),
    groups: array(
      struct({
        groupId: string(),
        memberId: string({ versions: '9+', nullable: '9+', default: null }),
        memberEpoch: int32({ versions: '9+', default: -1 }),
        topics: array(
          struct({
            name: string({ versions: '8-9' }),
            topicId: uuid({ versions: '10+' }),
            partitionIndexes: array(int32()),
          }),
          { nullable: '8+' },
        ),
      }),
      { versions: '8+' },
    ),
    requireStable: bool({ versions: '7+', default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '3+' }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            committedOffset: int64(),
            committedLeaderEpoch: int32({ versions: '5-7', default: -1 }),
            metadata: string({ nullable: '0-7' }),
            errorCode: int16(),
          }),
        ),
      }),
      { versions: '0-7' },
    ),
    errorCode: int16({ versions: '2-7', default: 0 }),
    groups: array(
      struct({
        groupId: string(),
        topics: array(
          struct({
            name: string({ versions: '8-9' }),
            topicId: uuid({ versions: '10+' }),
            partitions: array(
              struct({
                partitionIndex: int32(),
                committedOffset: int64(),
                committedLeaderEpoch: int32({ default: -1 }),
                metadata: string({ nullable: '8+' }),
                errorCode: int16(),
              }),
            ),
          }),
        ),
        errorCode: int16({ default: 0 }),
      }),
      { versions: '8+' },
    ),
  }),
});

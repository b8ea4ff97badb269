import { defineApi } from '../api.ts';
import { array, int8, int16, int32, int64, records, string, struct, uuid } from '../codec/schema.ts';

/**
 * Fetch reads records, and tells high watermark, last stable offset and log start of a partition in one answer, at one
 * moment. Send it to the leader (or, from v11, to a replica in the reader's rack).
 *
 * - v4 last stable offset and aborted transactions; v5 log start offset
 * - v7 fetch sessions: `sessionId` 0 and `sessionEpoch` -1 ask for none
 * - v9 leader epoch, to be fenced when it is outdated; v10 zstd; v11 rack and preferred replica
 * - v12 flexible; a changed leader and a diverging log come as tagged fields
 * - v13 topics by id instead of name; v14 OFFSET_MOVED_TO_TIERED_STORAGE, for followers
 * - v15 a follower says who it is in `replicaState` instead of `replicaId`; v16 the address of a changed leader
 * - v17 the follower's log directory; v18 (4.1) the high watermark it knows
 *
 * Capped at v12, so that no topic has to be looked up before it is read; what came later serves followers. Answers are
 * records as opaque bytes; the last batch may be cut off at `partitionMaxBytes`, and the first comes whole whatever its
 * size.
 */
export const fetch = defineApi({
  key: 1,
  name: 'Fetch',
  versions: [4, 18],
  flexibleFrom: 12,
  cap: 12,
  request: struct({
    clusterId: string({ versions: '12+', nullable: '12+', default: null, tag: 0, tagged: '12+' }),
    replicaId: int32({ versions: '0-14', default: -1 }),
    replicaState: struct(
      { replicaId: int32({ default: -1 }), replicaEpoch: int64({ default: -1n }) },
      { versions: '15+', tag: 1, tagged: '15+' },
    ),
    maxWaitMs: int32(),
    minBytes: int32(),
    maxBytes: int32({ default: 0x7fff_ffff }),
    isolationLevel: int8({ default: 0 }),
    sessionId: int32({ versions: '7+', default: 0 }),
    sessionEpoch: int32({ versions: '7+', default: -1 }),
    topics: array(
      struct({
        topic: string({ versions: '0-12' }),
        topicId: uuid({ versions: '13+' }),
        partitions: array(
          struct({
            partition: int32(),
            currentLeaderEpoch: int32({ versions: '9+', default: -1 }),
            fetchOffset: int64(),
            lastFetchedEpoch: int32({ versions: '12+', default: -1 }),
            logStartOffset: int64({ versions: '5+', default: -1n }),
            partitionMaxBytes: int32(),
            replicaDirectoryId: uuid({ versions: '17+', tag: 0, tagged: '17+' }),
            // The largest offset says that this is not a follower that tells it.
            highWatermark: int64({ versions: '18+', default: 9223372036854775807n, tag: 1, tagged: '18+' }),
          }),
        ),
      }),
    ),
    forgottenTopicsData: array(
      struct({
        topic: string({ versions: '7-12' }),
        topicId: uuid({ versions: '13+' }),
        partitions: array(int32()),
      }),
      { versions: '7+' },
    ),
    rackId: string({ versions: '11+', default: '' }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    errorCode: int16({ versions: '7+' }),
    sessionId: int32({ versions: '7+', default: 0 }),
    responses: array(
      struct({
        topic: string({ versions: '0-12' }),
        topicId: uuid({ versions: '13+' }),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            highWatermark: int64(),
            lastStableOffset: int64({ default: -1n }),
            logStartOffset: int64({ versions: '5+', default: -1n }),
            divergingEpoch: struct(
              { epoch: int32({ default: -1 }), endOffset: int64({ default: -1n }) },
              { versions: '12+', tag: 0, tagged: '12+' },
            ),
            currentLeader: struct(
              { leaderId: int32({ default: -1 }), leaderEpoch: int32({ default: -1 }) },
              { versions: '12+', tag: 1, tagged: '12+' },
            ),
            snapshotId: struct(
              { endOffset: int64({ default: -1n }), epoch: int32({ default: -1 }) },
              { versions: '12+', tag: 2, tagged: '12+' },
            ),
            abortedTransactions: array(struct({ producerId: int64(), firstOffset: int64() }), { nullable: '4+' }),
            preferredReadReplica: int32({ versions: '11+', default: -1 }),
            records: records({ nullable: '0+' }),
          }),
        ),
      }),
    ),
    nodeEndpoints: array(
      struct({
        nodeId: int32(),
        host: string(),
        port: int32(),
        rack: string({ nullable: '16+', default: null }),
      }),
      { versions: '16+', tag: 0, tagged: '16+' },
    ),
  }),
});

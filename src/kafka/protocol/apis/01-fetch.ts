import { defineApi } from '../api.ts';
import { array, int8, int16, int32, int64, records, string, struct } from '../codec/schema.ts';

/**
 * Fetch reads records, and tells high watermark, last stable offset and log start of a partition in one answer, at one
 * moment. Send it to the leader (or, from v11, to a replica in the reader's rack).
 *
 * - v4 last stable offset and aborted transactions; v5 log start offset
 * - v7 fetch sessions: `sessionId` 0 and `sessionEpoch` -1 ask for none
 * - v9 leader epoch, to be fenced when it is outdated; v10 zstd; v11 rack and preferred replica
 * - v12 flexible; a changed leader and a diverging log come as tagged fields
 *
 * Stops at v12: from v13 on topics are named by their ids. Answers are records as opaque bytes; the last batch may be cut
 * off at `partitionMaxBytes`, and the first comes whole whatever its size.
 */
export const fetch = defineApi({
  key: 1,
  name: 'Fetch',
  versions: [4, 12],
  flexibleFrom: 12,
  request: struct({
    clusterId: string({ versions: '12+', nullable: '12+', default: null, tag: 0, tagged: '12+' }),
    replicaId: int32({ default: -1 }),
    maxWaitMs: int32(),
    minBytes: int32(),
    maxBytes: int32({ default: 0x7fff_ffff }),
    isolationLevel: int8({ default: 0 }),
    sessionId: int32({ versions: '7+', default: 0 }),
    sessionEpoch: int32({ versions: '7+', default: -1 }),
    topics: array(
      struct({
        topic: string(),
        partitions: array(
          struct({
            partition: int32(),
            currentLeaderEpoch: int32({ versions: '9+', default: -1 }),
            fetchOffset: int64(),
            lastFetchedEpoch: int32({ versions: '12+', default: -1 }),
            logStartOffset: int64({ versions: '5+', default: -1n }),
            partitionMaxBytes: int32(),
          }),
        ),
      }),
    ),
    forgottenTopicsData: array(struct({ topic: string(), partitions: array(int32()) }), { versions: '7+' }),
    rackId: string({ versions: '11+', default: '' }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    errorCode: int16({ versions: '7+' }),
    sessionId: int32({ versions: '7+', default: 0 }),
    responses: array(
      struct({
        topic: string(),
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
  }),
});

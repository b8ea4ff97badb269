import { defineApi } from '../api.ts';
import { array, int8, int16, int32, int64, string, struct } from '../codec/schema.ts';

/**
 * ListOffsets answers the first offset whose record is at or after a time, or one of the special offsets: send the number
 * below as `timestamp`. Send it to the leader of each partition; any other broker answers NOT_LEADER_OR_FOLLOWER for it.
 *
 * - v2 isolation level: 0 makes LATEST the high watermark, 1 the last stable offset
 * - v4 leader epoch; v6 flexible
 * - v7 MAX_TIMESTAMP; v8 EARLIEST_LOCAL; v9 LATEST_TIERED; v11 EARLIEST_PENDING_UPLOAD
 * - v10 `timeoutMs`: how long the broker may search remote storage
 *
 * An offset of -1 means that there is none.
 */
export const listOffsets = defineApi({
  key: 2,
  name: 'ListOffsets',
  versions: [1, 11],
  flexibleFrom: 6,
  request: struct({
    // -1 is a client. The definition has no default, and 0 would claim to be the replica on broker 0.
    replicaId: int32({ whenOmitted: -1 }),
    isolationLevel: int8({ versions: '2+' }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            currentLeaderEpoch: int32({ versions: '4+', default: -1 }),
            timestamp: int64(),
          }),
        ),
      }),
    ),
    timeoutMs: int32({ versions: '10+', whenOmitted: 30_000 }),
  }),
  response: struct({
    throttleTimeMs: int32({ versions: '2+' }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            timestamp: int64({ default: -1n }),
            offset: int64({ default: -1n }),
            leaderEpoch: int32({ versions: '4+', default: -1 }),
          }),
        ),
      }),
    ),
  }),
});

/** Special values of `timestamp`, from `ListOffsetsRequest` of kafka-clients 4.4.0. */
export const OFFSET_SPEC = {
  latest: -1n,
  earliest: -2n,
  /** From v7. */
  maxTimestamp: -3n,
  /** From v8. */
  earliestLocal: -4n,
  /** From v9. */
  latestTiered: -5n,
  /** From v11. */
  earliestPendingUpload: -6n,
} as const;

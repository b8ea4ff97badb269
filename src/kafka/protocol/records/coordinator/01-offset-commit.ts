import { int32, int64, string, struct, uuid } from '../../codec/schema.ts';
import { defineCoordinatorRecord } from './record-type.ts';

/**
 * How far a group of any type but share has read a partition, and when it said so: the history of its commits, as long as
 * compaction has not been there. A tombstone follows when the offset expires, when it is deleted, and when its topic is.
 *
 * - v1 when it expires, for a commit with a retention time of its own (OffsetCommit v2 to v4)
 * - v3 leader epoch; v4 flexible; the id of the topic comes as a tagged field from 4.1 on
 *
 * Times are those of the coordinator. A commit inside a transaction counts only when its marker follows.
 */
export const offsetCommit = defineCoordinatorRecord({
  id: 1,
  type: 'OffsetCommit',
  key: struct({ group: string(), topic: string(), partition: int32() }),
  value: struct({
    offset: int64(),
    leaderEpoch: int32({ versions: '3+', default: -1 }),
    metadata: string(),
    commitTimestamp: int64(),
    expireTimestamp: int64({ versions: '1', default: -1n }),
    topicId: uuid({ versions: '4+', tag: 0, tagged: '4+' }),
  }),
  valueVersions: [0, 4],
  flexibleFrom: 4,
});

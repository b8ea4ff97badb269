import { defineApi } from '../api.ts';
import { array, bool, int16, int32, int64, string, struct } from '../codec/schema.ts';

/**
 * DescribeLogDirs answers, per log directory of one broker, the size of each replica on it. Send it to every broker: each
 * knows only its own disks.
 *
 * - v2 flexible; v3 an error for the whole answer; before, a client without DESCRIBE on the cluster gets an empty list
 * - v4 (3.3) size and free space of the volume; v5 (4.3) whether the directory takes new partitions (`isCordoned`)
 *
 * `topics` null asks for all. A directory that failed has KAFKA_STORAGE_ERROR and no topics. The volume's figures are -1
 * when they are not known, leave out remote storage, and count for every directory on the same volume. A replica that is
 * being moved to another directory is there twice, once with `isFutureKey`.
 */
export const describeLogDirs = defineApi({
  key: 35,
  name: 'DescribeLogDirs',
  versions: [1, 5],
  flexibleFrom: 2,
  request: struct({
    topics: array(struct({ topic: string(), partitions: array(int32()) }), { nullable: '0+' }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    errorCode: int16({ versions: '3+' }),
    results: array(
      struct({
        errorCode: int16(),
        logDir: string(),
        topics: array(
          struct({
            name: string(),
            partitions: array(
              struct({ partitionIndex: int32(), partitionSize: int64(), offsetLag: int64(), isFutureKey: bool() }),
            ),
          }),
        ),
        totalBytes: int64({ versions: '4+', default: -1n }),
        usableBytes: int64({ versions: '4+', default: -1n }),
        isCordoned: bool({ versions: '5+', default: false }),
      }),
    ),
  }),
});

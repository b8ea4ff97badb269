import { defineApi } from '../api.ts';
import { array, int16, int32, int64, string, struct, uuid } from '../codec/schema.ts';

/**
 * DescribeShareGroupOffsets answers, per share group, the offset from which records are still to be delivered. Send it to
 * the coordinator. `topics` null asks for all.
 *
 * - v1 (4.2) lag, as the broker counts it: records behind the start offset that are not yet acknowledged
 *
 * Start offset -1 and lag -1 mean unknown (a group that has not read yet), not zero.
 */
export const describeShareGroupOffsets = defineApi({
  key: 90,
  name: 'DescribeShareGroupOffsets',
  versions: [0, 1],
  flexibleFrom: 0,
  request: struct({
    groups: array(
      struct({
        groupId: string(),
        topics: array(struct({ topicName: string(), partitions: array(int32()) }), { nullable: '0+' }),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: int32(),
    groups: array(
      struct({
        groupId: string(),
        topics: array(
          struct({
            topicName: string(),
            topicId: uuid(),
            partitions: array(
              struct({
                partitionIndex: int32(),
                startOffset: int64(),
                leaderEpoch: int32(),
                lag: int64({ versions: '1+', default: -1n }),
                errorCode: int16(),
                errorMessage: string({ nullable: '0+', default: null }),
              }),
            ),
          }),
        ),
        errorCode: int16(),
        errorMessage: string({ nullable: '0+', default: null }),
      }),
    ),
  }),
});

import { defineApi } from '../api.ts';
import { array, int16, int32, int64, string, struct } from '../codec/schema.ts';

/**
 * DescribeProducers answers the idempotent and transactional producers that a partition remembers, and where a transaction
 * that is still open in it began. Send it to the leader; it asks for READ on the topic.
 *
 * `currentTxnStartOffset` -1 means that the producer has no transaction open here. An open one holds the last stable offset
 * back. The transactional id is not known to the partition: ListTransactions with the producer id finds it, and when no
 * coordinator knows it the transaction hangs. Timestamps are those of the producer's records.
 */
export const describeProducers = defineApi({
  key: 61,
  name: 'DescribeProducers',
  versions: [0, 0],
  flexibleFrom: 0,
  request: struct({ topics: array(struct({ name: string(), partitionIndexes: array(int32()) })) }),
  response: struct({
    throttleTimeMs: int32(),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            errorMessage: string({ nullable: '0+', default: null }),
            activeProducers: array(
              struct({
                producerId: int64(),
                producerEpoch: int32(),
                lastSequence: int32({ default: -1 }),
                lastTimestamp: int64({ default: -1n }),
                coordinatorEpoch: int32(),
                currentTxnStartOffset: int64({ default: -1n }),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
});

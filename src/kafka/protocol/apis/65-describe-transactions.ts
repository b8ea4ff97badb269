import { defineApi } from '../api.ts';
import { array, int16, int32, int64, string, struct } from '../codec/schema.ts';

/**
 * DescribeTransactions answers state, age and partitions of transactions by transactional id. Send it to the transaction
 * coordinator of each id (FindCoordinator, key type 1).
 *
 * A transaction that is preparing to end lists only the partitions whose marker is still missing. The start time
 * stays as it was when the transaction has ended [3.9.2 and 4.3.1]; -1 means that there was none. An id
 * that nobody knows answers TRANSACTIONAL_ID_NOT_FOUND.
 */
export const describeTransactions = defineApi({
  key: 65,
  name: 'DescribeTransactions',
  versions: [0, 0],
  flexibleFrom: 0,
  request: struct({ transactionalIds: array(string()) }),
  response: struct({
    throttleTimeMs: int32(),
    transactionStates: array(
      struct({
        errorCode: int16(),
        transactionalId: string(),
        transactionState: string(),
        transactionTimeoutMs: int32(),
        transactionStartTimeMs: int64(),
        producerId: int64(),
        producerEpoch: int16(),
        topics: array(struct({ topic: string(), partitions: array(int32()) })),
      }),
    ),
  }),
});

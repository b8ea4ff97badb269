import { defineApi } from '../api.ts';
import { array, int16, int32, int64, string, struct } from '../codec/schema.ts';

/**
 * ListTransactions answers the transactional ids that one broker coordinates: send it to every broker.
 *
 * - v1 (3.8) only those that run longer than `durationFilter` milliseconds; -1 means all
 * - v2 (4.1) a regular expression on the id, which may answer INVALID_REGULAR_EXPRESSION
 *
 * Empty filters mean all, so ids without an open transaction come too: their state says so. States that the broker does not
 * know come back in `unknownStateFilters`. Ids that the client may not DESCRIBE are left out silently.
 */
export const listTransactions = defineApi({
  key: 66,
  name: 'ListTransactions',
  versions: [0, 2],
  flexibleFrom: 0,
  request: struct({
    stateFilters: array(string()),
    producerIdFilters: array(int64()),
    durationFilter: int64({ versions: '1+', default: -1n }),
    transactionalIdPattern: string({ versions: '2+', nullable: '2+', default: null }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    errorCode: int16(),
    unknownStateFilters: array(string()),
    transactionStates: array(struct({ transactionalId: string(), producerId: int64(), transactionState: string() })),
  }),
});

import { defineApi } from '../api.ts';
import { int16, int32, int64, string, struct } from '../codec/schema.ts';

/**
 * InitProducerId gives an idempotent producer its id and epoch. With a transactional id, send it to the transaction
 * coordinator (FindCoordinator, key type 1): it ends what an earlier producer of that id left open, and fences that
 * producer by a higher epoch. Without one, any broker answers.
 *
 * - v2 flexible; v3 a producer may go on after an error with the id and epoch it had; v4 PRODUCER_FENCED
 * - v5 TRANSACTION_ABORTABLE
 *
 * Stops at v5: v6, for two-phase commit, is defined but not stable in 4.4. CONCURRENT_TRANSACTIONS asks to try again, and so
 * does COORDINATOR_LOAD_IN_PROGRESS, which a cluster answers that has not handed out ids before.
 */
export const initProducerId = defineApi({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 5],
  flexibleFrom: 2,
  request: struct({
    transactionalId: string({ nullable: '0+' }),
    transactionTimeoutMs: int32(),
    producerId: int64({ versions: '3+', default: -1n }),
    producerEpoch: int16({ versions: '3+', default: -1 }),
  }),
  response: struct({
    throttleTimeMs: int32(),
    errorCode: int16(),
    producerId: int64({ default: -1n }),
    producerEpoch: int16(),
  }),
});

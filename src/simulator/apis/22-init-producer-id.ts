import { initProducerId } from '../../kafka/protocol/apis/22-init-producer-id.ts';
import { errorCode } from '../faults.ts';
import { clusterError } from '../guards.ts';
import { serve } from '../served.ts';

/** An id for an idempotent producer. Transactions of clients are not served: only the scenario has some. */
export const serveInitProducerId = serve(initProducerId, ({ transactionalId }, served) => {
  const planted = clusterError(served, null);
  const withId = transactionalId === '' ? errorCode('INVALID_REQUEST') : TRANSACTIONS_NOT_SERVED;
  const error = planted !== 0 || transactionalId === null ? planted : withId;
  if (error !== 0) return { throttleTimeMs: 0, errorCode: error, producerId: -1n, producerEpoch: -1 };
  const producerId = served.cluster.nextProducerId;
  served.cluster.nextProducerId += 1n;
  return { throttleTimeMs: 0, errorCode: 0, producerId, producerEpoch: 0 };
});

/** UNSUPPORTED_VERSION: what a client takes as "this broker can't do that", without trying again. */
const TRANSACTIONS_NOT_SERVED = 35;

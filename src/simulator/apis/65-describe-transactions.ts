import { describeTransactions } from '../../kafka/protocol/apis/65-describe-transactions.ts';
import { errorAt, errorCode } from '../faults.ts';
import { type Served, serve } from '../served.ts';
import { coordinatorState } from '../state/transaction-state.ts';

const UNKNOWN = -1n;

export const serveDescribeTransactions = serve(describeTransactions, ({ transactionalIds }, served) => ({
  throttleTimeMs: 0,
  transactionStates: transactionalIds.map((transactionalId) => ({
    transactionalId,
    ...describe(served, transactionalId),
  })),
}));

const NOTHING = {
  transactionState: '',
  transactionTimeoutMs: 0,
  transactionStartTimeMs: 0n,
  producerId: 0n,
  producerEpoch: 0,
  topics: [],
};

function describe({ cluster, broker, nowMs, struck }: Served, transactionalId: string) {
  const refuse = (error: string) => ({ ...NOTHING, errorCode: errorCode(error) });
  const planted = errorAt(struck, {});
  if (planted !== 0) return { ...NOTHING, errorCode: planted };
  if (transactionalId === '') return refuse('INVALID_REQUEST');
  if (!cluster.allows('describe', 'transactional_id', transactionalId)) {
    return refuse('TRANSACTIONAL_ID_AUTHORIZATION_FAILED');
  }
  if (cluster.coordinatorOf(transactionalId)?.id !== broker.id) return refuse('NOT_COORDINATOR');
  const last = cluster.transactions.all.findLast(
    (each) => each.transactionalId === transactionalId && each.beganMs <= nowMs,
  );
  if (last === undefined) return refuse('TRANSACTIONAL_ID_NOT_FOUND');
  const transactionState = coordinatorState(last, nowMs);
  return {
    errorCode: 0,
    transactionState,
    transactionTimeoutMs: last.timeoutMs,
    // The begin of the last one stays; a coordinator that never knew it has none.
    transactionStartTimeMs: transactionState === 'Empty' ? UNKNOWN : BigInt(last.beganMs),
    producerId: last.producerId,
    producerEpoch: 0,
    topics: transactionState === 'Ongoing' ? [{ topic: last.topic, partitions: [last.partition] }] : [],
  };
}

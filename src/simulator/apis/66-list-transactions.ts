import { listTransactions } from '../../kafka/protocol/apis/66-list-transactions.ts';
import { errorCode } from '../faults.ts';
import { clusterError } from '../guards.ts';
import { serve } from '../served.ts';
import { coordinatorState } from '../state/transaction-state.ts';

const KNOWN_STATES = [
  ...['Empty', 'Ongoing', 'PrepareCommit', 'PrepareAbort', 'CompleteCommit', 'CompleteAbort'],
  ...['Dead', 'PrepareEpochFence'],
];

/** The transactional ids that this broker coordinates. */
export const serveListTransactions = serve(listTransactions, (request, served) => {
  const { cluster, broker, nowMs } = served;
  const error = clusterError(served, null);
  const states = new Set(request.stateFilters);
  const producers = new Set(request.producerIdFilters);
  const matches = matcher(request.transactionalIdPattern);
  if (matches === null) {
    const invalid = errorCode('INVALID_REGULAR_EXPRESSION');
    return { throttleTimeMs: 0, errorCode: invalid, unknownStateFilters: [], transactionStates: [] };
  }
  const newest = new Map(
    cluster.transactions.all.filter(({ beganMs }) => beganMs <= nowMs).map((each) => [each.transactionalId, each]),
  );
  const found = [...newest.values()]
    .filter(({ transactionalId }) => cluster.coordinatorOf(transactionalId)?.id === broker.id)
    .filter(({ transactionalId }) => cluster.allows('describe', 'transactional_id', transactionalId))
    .filter(({ transactionalId }) => matches(transactionalId))
    .filter(({ beganMs }) => request.durationFilter < 0n || BigInt(nowMs - beganMs) > request.durationFilter)
    .map((each) => ({
      transactionalId: each.transactionalId,
      producerId: each.producerId,
      transactionState: coordinatorState(each, nowMs),
    }))
    .filter(({ transactionState }) => states.size === 0 || states.has(transactionState))
    .filter(({ producerId }) => producers.size === 0 || producers.has(producerId));
  return {
    throttleTimeMs: 0,
    errorCode: error,
    unknownStateFilters: request.stateFilters.filter((state) => !KNOWN_STATES.includes(state)),
    transactionStates: error === 0 ? found : [],
  };
});

/** Whether the whole id matches; null for a pattern that is no regular expression. */
function matcher(pattern: string | null): ((transactionalId: string) => boolean) | null {
  if (pattern === null || pattern === '') return () => true;
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return (transactionalId) => expression.test(transactionalId);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

import { describeProducers } from '../../kafka/protocol/apis/61-describe-producers.ts';
import { errorCode } from '../faults.ts';
import { hostedPartition } from '../guards.ts';
import { NOT_HOSTED } from '../messages.ts';
import { type Served, serve } from '../served.ts';

const NONE = -1n;
/** No marker was written yet; seen on 4.3.1 for open and hanging transactions alike. */
const NO_COORDINATOR = -1;

/** Producers of transactions, and idempotent clients that have written. */
export const serveDescribeProducers = serve(describeProducers, ({ topics }, served) => ({
  throttleTimeMs: 0,
  topics: topics.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.map((partitionIndex) => ({
      partitionIndex,
      ...producersOf(served, name, partitionIndex),
    })),
  })),
}));

function producersOf(served: Served, name: string, index: number) {
  const found = hostedPartition(served, name, index, 'read');
  if (found.topic === null) {
    const unknown = found.error === errorCode('UNKNOWN_TOPIC_OR_PARTITION') && served.cluster.topic(name) === null;
    const errorMessage = unknown ? NOT_HOSTED : null;
    return { errorCode: found.error, errorMessage, activeProducers: [] };
  }
  const { nowMs, cluster } = served;
  const batches = found.partition.log.transactional(nowMs);
  const open = new Set(cluster.transactions.openOn(name, index, nowMs));
  const begun = cluster.transactions.on(name, index).filter(({ beganMs }) => beganMs <= nowMs);
  const ofTransactions = begun.map((transaction) => {
    const own = batches.filter(({ producerId }) => producerId === transaction.producerId);
    const first = own.find(({ atMs }) => atMs === transaction.beganMs);
    return {
      producerId: transaction.producerId,
      producerEpoch: 0,
      lastSequence: transaction.records - 1,
      lastTimestamp: BigInt(own.at(-1)?.atMs ?? transaction.beganMs),
      coordinatorEpoch: open.has(transaction) ? NO_COORDINATOR : 0,
      currentTxnStartOffset: open.has(transaction) ? (first?.baseOffset ?? NONE) : NONE,
    };
  });
  const ofClients = found.partition.log.idempotent().map(({ producerId, sequence, atMs }) => ({
    producerId,
    producerEpoch: sequence?.epoch ?? 0,
    lastSequence: sequence?.last ?? -1,
    lastTimestamp: BigInt(atMs),
    coordinatorEpoch: NO_COORDINATOR,
    currentTxnStartOffset: NONE,
  }));
  return { errorCode: 0, activeProducers: [...ofTransactions, ...ofClients] };
}

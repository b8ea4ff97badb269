import type { RecordBatch } from '../protocol/records/batch.ts';
import { readControlRecord } from '../protocol/records/control.ts';

interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

/**
 * Which batches hold data for a reader that reads committed only: no markers, and nothing of the transactions that the answer
 * to a read_committed Fetch calls aborted. To be asked of every batch in order. Source: what KIP-98 asks of consumers.
 */
export function visibility(abortedTransactions: readonly AbortedTransaction[]): (batch: RecordBatch) => boolean {
  const begins = [...abortedTransactions].sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  const aborted = new Set<bigint>();
  return (batch) => {
    const last = batch.baseOffset + BigInt(batch.lastOffsetDelta);
    while (begins[0] !== undefined && begins[0].firstOffset <= last) {
      aborted.add(begins[0].producerId);
      begins.shift();
    }
    const { isControl, isTransactional, producerId } = batch;
    if (!isControl) return !(isTransactional && producerId !== null && aborted.has(producerId));
    if (producerId !== null && endsInAbort(batch)) aborted.delete(producerId);
    return false;
  };
}

function endsInAbort({ records }: RecordBatch): boolean {
  const [marker] = records ?? [];
  return marker !== undefined && readControlRecord(marker).type === 'ABORT';
}

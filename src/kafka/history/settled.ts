import type { TailBatch } from './tail-batch.ts';

/**
 * The batches that count, in their order: those outside of transactions, and those of transactions that were committed. What
 * is pending or was aborted looks like any commit and never was one, so without the marker it is left out. Reading only up to
 * the last stable offset would not do: a transaction that hangs in the topic would hide everything behind it. [seen on 4.3.1:
 * lag-faults 26, 29]
 */
export function settledBatches(batches: readonly TailBatch[]): readonly TailBatch[] {
  const open = new Map<bigint, TailBatch[]>();
  const settled = new Set<TailBatch>();
  for (const batch of batches) {
    const { transactionOf, marker } = batch;
    if (transactionOf === null) {
      settled.add(batch);
    } else if (marker === null) {
      const begun = open.get(transactionOf);
      if (begun === undefined) open.set(transactionOf, [batch]);
      else begun.push(batch);
    } else {
      if (marker === 'COMMIT') for (const each of open.get(transactionOf) ?? []) settled.add(each);
      open.delete(transactionOf);
    }
  }
  return batches.filter((batch) => settled.has(batch));
}

import type { TailBatch, TailRecord } from '../../../src/kafka/history/tail-batch.ts';
import type { CoordinatorRecordInput } from '../../../src/kafka/protocol/records/coordinator/codec.ts';
import {
  decodeCoordinatorRecord,
  encodeCoordinatorRecord,
} from '../../../src/kafka/protocol/records/coordinator/codec.ts';

/** A batch at an offset, in which only what a test is about has to be written. */
export const batchAt = (baseOffset: number, more: Partial<TailBatch> & { readonly count?: number } = {}): TailBatch => {
  const { count = 1, ...given } = more;
  return {
    baseOffset: BigInt(baseOffset),
    endOffset: BigInt(baseOffset + count),
    atMs: baseOffset * 1_000,
    transactionOf: null,
    marker: null,
    thinned: false,
    unreadable: false,
    records: [],
    ...given,
  };
};

/** A record as it comes out of the topic: written and read again. */
export function written(atMs: number, input: CoordinatorRecordInput): TailRecord {
  const { key, value } = encodeCoordinatorRecord(input);
  const record = decodeCoordinatorRecord(key, value);
  if (record.type === 'unknown' || record.type === 'unreadable') throw new Error(`${input.type} can't be read back`);
  return { atMs, group: 'g', record };
}

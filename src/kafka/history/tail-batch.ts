import type { RecordBatch } from '../protocol/records/batch.ts';
import { readControlRecord } from '../protocol/records/control.ts';
import {
  type CoordinatorRecord,
  decodeCoordinatorRecord,
  groupOfCoordinatorKey,
} from '../protocol/records/coordinator/codec.ts';

/** A record of `__consumer_offsets` and when the coordinator wrote it. */
export interface TailRecord {
  readonly atMs: number;
  readonly group: string;
  readonly record: CoordinatorRecord;
}

/** What is kept of one batch of `__consumer_offsets`: a coordinator writes what happens at once as one batch. */
export interface TailBatch {
  readonly baseOffset: bigint;
  /** The offset after its last one. */
  readonly endOffset: bigint;
  readonly atMs: number | null;
  /** Of a transaction; null for a batch outside of any. */
  readonly transactionOf: bigint | null;
  /** The batch is the marker that ends a transaction. */
  readonly marker: 'COMMIT' | 'ABORT' | null;
  /** Compaction has taken records out of it. */
  readonly thinned: boolean;
  /** The records could not be unpacked. */
  readonly unreadable: boolean;
  /** Records of the groups that are wanted. */
  readonly records: readonly TailRecord[];
}

/** Keeps what is about the groups that are wanted. Kinds of records that are not known, or not readable, are left out. */
export function tailBatch(batch: RecordBatch, wants: (group: string) => boolean): TailBatch {
  const records = batch.records ?? [];
  const marker = batch.isControl ? markerOf(batch) : null;
  return {
    baseOffset: batch.baseOffset,
    endOffset: batch.baseOffset + BigInt(batch.lastOffsetDelta) + 1n,
    atMs: batch.hasDeleteHorizon ? batch.maxTimestamp : batch.baseTimestamp,
    transactionOf: batch.isTransactional ? batch.producerId : null,
    marker,
    thinned: records.length <= batch.lastOffsetDelta,
    unreadable: batch.records === null,
    records: batch.isControl
      ? []
      : records.flatMap(({ key, value, timestamp }) => wanted(key, value, timestamp, wants)),
  };
}

function wanted(
  key: Buffer | null,
  value: Buffer | null,
  timestamp: number | null,
  wants: (group: string) => boolean,
): TailRecord[] {
  const group = key === null ? null : groupOfCoordinatorKey(key);
  if (key === null || group === null || timestamp === null || !wants(group)) return [];
  const record = decodeCoordinatorRecord(key, value);
  return record.type === 'unknown' || record.type === 'unreadable' ? [] : [{ atMs: timestamp, group, record }];
}

function markerOf({ records }: RecordBatch): TailBatch['marker'] {
  const [first] = records ?? [];
  if (first === undefined) return null;
  const { type } = readControlRecord(first);
  return type === 'other' ? null : type;
}

import type { Compression } from './compression.ts';

/** Who set the timestamps: the producer, or the broker when it appended the batch. */
type TimestampType = 'CreateTime' | 'LogAppendTime';

export interface RecordBatchHeader {
  readonly baseOffset: bigint;
  /** Null in what a producer sends: the leader sets it. */
  readonly partitionLeaderEpoch: number | null;
  readonly compression: Compression;
  readonly timestampType: TimestampType;
  readonly isTransactional: boolean;
  /** The records are markers for brokers and clients, not data. */
  readonly isControl: boolean;
  /** `baseTimestamp` says when a compacted topic may drop the batch's tombstones and markers. */
  readonly hasDeleteHorizon: boolean;
  /** Counts records that compaction has taken away, too. */
  readonly lastOffsetDelta: number;
  /** Milliseconds; above 2^53 rounded. */
  readonly baseTimestamp: number | null;
  /** Milliseconds; above 2^53 rounded. With LogAppendTime it is the time of every record. */
  readonly maxTimestamp: number | null;
  /** Null for a producer that is neither idempotent nor transactional. */
  readonly producerId: bigint | null;
  readonly producerEpoch: number | null;
  readonly baseSequence: number | null;
}

export interface KafkaRecord {
  readonly offset: bigint;
  /** Milliseconds; above 2^53 rounded. */
  readonly timestamp: number | null;
  readonly key: Buffer | null;
  /** Null is a tombstone in a compacted topic. */
  readonly value: Buffer | null;
  readonly headers: readonly { readonly key: string; readonly value: Buffer | null }[];
}

/** A batch as it was read. Keys and values are views of the bytes that were given, not copies. */
export interface RecordBatch extends RecordBatchHeader {
  readonly magic: 2;
  readonly sizeInBytes: number;
  readonly crc: number;
  /** Whether the checksum is that of the bytes; when not, nothing in the batch can be relied on. */
  readonly crcHolds: boolean;
  /** Null when they cannot be had; `missing` says why. */
  readonly records: readonly KafkaRecord[] | null;
  /** The checksum does not hold, this Node does not have the codec, or it unpacks to more than is sensible. */
  readonly missing: 'crc' | 'codec' | 'size' | null;
}

/** A message of the formats before 0.11, which brokers still hand out where it lies in the log. Not read. */
export interface OldMessage {
  readonly magic: 0 | 1;
  /** Of the last message inside when it is packed. */
  readonly offset: bigint;
  readonly sizeInBytes: number;
}

/** A record to be written. */
export interface RecordInput {
  readonly offset: bigint;
  readonly timestamp: number | null;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers?: readonly { readonly key: string; readonly value: Uint8Array | null }[];
}

/** A batch to be written: one that was read will do. */
export interface RecordBatchInput extends Partial<RecordBatchHeader> {
  readonly baseOffset: bigint;
  readonly records: readonly RecordInput[];
}

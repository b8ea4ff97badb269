import { FieldError } from '../codec/errors.ts';
import { Reader } from '../codec/reader.ts';
import { Writer } from '../codec/writer.ts';
import type { RecordBatchHeader } from './batch.ts';
import { COMPRESSIONS, type Compression } from './compression.ts';
import { crc32c } from './crc32c.ts';

/*
 * Format v2 ("magic 2"), of Kafka 0.11 and later: 61 bytes of header and the records. The checksum covers all from the
 * attributes on, so a broker may set base offset and leader epoch without touching it.
 * Source: DefaultRecordBatch of kafka-clients 3.0.2 and 4.4.0.
 */

const MAGIC = 2;
/** Base offset and the length of what follows it: all that every format has in common. */
export const LOG_OVERHEAD_BYTES = 12;
/** Where the number of the format lies, in every format. */
export const MAGIC_AT = 16;
/** Where the part begins that the checksum covers; the checksum lies before it. */
export const ATTRIBUTES_AT = 21;
/** Where the number of records lies. */
export const COUNT_AT = 57;
export const HEADER_BYTES = 61;

const COMPRESSION_MASK = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const DELETE_HORIZON = 0x40;

/** How "none" is written for an id, an epoch, a sequence or a timestamp. */
export const NONE = -1;

/** Reads the header at the start of the bytes. Length, magic and checksum are left out. Throws FieldError. */
export function readHeader(batch: Buffer): RecordBatchHeader {
  const reader = new Reader(batch);
  const baseOffset = reader.int64();
  reader.int32();
  const partitionLeaderEpoch = orNull(reader.int32());
  reader.skip(ATTRIBUTES_AT - MAGIC_AT);
  const attributes = reader.int16();
  return {
    baseOffset,
    partitionLeaderEpoch,
    compression: compressionOf(attributes & COMPRESSION_MASK),
    timestampType: attributes & LOG_APPEND_TIME ? 'LogAppendTime' : 'CreateTime',
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    hasDeleteHorizon: (attributes & DELETE_HORIZON) !== 0,
    lastOffsetDelta: reader.int32(),
    baseTimestamp: orNull(Number(reader.int64())),
    maxTimestamp: orNull(Number(reader.int64())),
    producerId: producerIdOrNull(reader.int64()),
    producerEpoch: orNull(reader.int16()),
    baseSequence: orNull(reader.int32()),
  };
}

function compressionOf(id: number): Compression {
  const compression = COMPRESSIONS[id];
  if (compression === undefined) throw new FieldError(`compression ${id} is unknown`, ATTRIBUTES_AT);
  return compression;
}

/** A number as it is read, where -1 stands for none. */
export const orNull = (value: number) => (value === NONE ? null : value);
const producerIdOrNull = (value: bigint) => (value === BigInt(NONE) ? null : value);

/** A timestamp as it is written. Throws FieldError for one that is not a whole number of milliseconds. */
export function timestampBits(timestamp: number | null): bigint {
  if (timestamp === null) return BigInt(NONE);
  if (!Number.isSafeInteger(timestamp)) throw new FieldError(`${timestamp} is not a time in milliseconds`);
  return BigInt(timestamp);
}

/** A batch of packed records. Throws FieldError. */
export function writeBatch(header: RecordBatchHeader, count: number, packed: Buffer): Buffer {
  const checked = new Writer();
  checked.int16(attributesOf(header));
  checked.int32(header.lastOffsetDelta);
  checked.int64(timestampBits(header.baseTimestamp));
  checked.int64(timestampBits(header.maxTimestamp));
  checked.int64(header.producerId ?? BigInt(NONE));
  checked.int16(header.producerEpoch ?? NONE);
  checked.int32(header.baseSequence ?? NONE);
  checked.int32(count);
  checked.bytes(packed);
  const bytes = checked.finish();
  const writer = new Writer();
  writer.int64(header.baseOffset);
  writer.int32(ATTRIBUTES_AT - LOG_OVERHEAD_BYTES + bytes.length);
  writer.int32(header.partitionLeaderEpoch ?? NONE);
  writer.int8(MAGIC);
  // As a signed number of 32 bits, which is what the writer knows.
  writer.int32(crc32c(bytes) | 0);
  writer.bytes(bytes);
  return writer.finish();
}

function attributesOf(header: RecordBatchHeader): number {
  return (
    COMPRESSIONS.indexOf(header.compression) |
    (header.timestampType === 'LogAppendTime' ? LOG_APPEND_TIME : 0) |
    (header.isTransactional ? TRANSACTIONAL : 0) |
    (header.isControl ? CONTROL : 0) |
    (header.hasDeleteHorizon ? DELETE_HORIZON : 0)
  );
}

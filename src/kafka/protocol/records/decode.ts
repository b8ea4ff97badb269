import { FieldError, within } from '../codec/errors.ts';
import type { OldMessage, RecordBatch } from './batch.ts';
import { unpack } from './compression.ts';
import { crc32c } from './crc32c.ts';
import { describedAs } from './errors.ts';
import { ATTRIBUTES_AT, COUNT_AT, HEADER_BYTES, LOG_OVERHEAD_BYTES, MAGIC_AT, readHeader } from './header.ts';
import { readRecords } from './record.ts';

/** Fewest bytes of a message of the old formats, by magic: checksum, magic, attributes, (timestamp,) empty key and value. */
const MIN_OLD_BYTES = [14, 22] as const;

export interface DecodedBatches {
  readonly batches: readonly (RecordBatch | OldMessage)[];
  /** Bytes of a last batch that was cut off, as brokers do at `partitionMaxBytes`; 0 when the last one is whole. */
  readonly cutOffBytes: number;
}

/**
 * Reads what Fetch answers or Produce carries: batches one after another, the last of which may be cut off. A broker answers
 * whole batches, so the first may begin before the offset that was asked for. Throws RecordsError for bytes that are no
 * batches, or whose checksum holds and whose records are none.
 */
export function decodeBatches(bytes: Buffer): DecodedBatches {
  const batches: (RecordBatch | OldMessage)[] = [];
  let read = 0;
  for (const batch of eachBatch(bytes)) {
    batches.push(batch);
    read += batch.sizeInBytes;
  }
  return { batches, cutOffBytes: bytes.length - read };
}

/** The same, one at a time: what nobody asks for is not decoded. A last one that was cut off does not come. */
export function* eachBatch(bytes: Buffer): Generator<RecordBatch | OldMessage, void> {
  let at = 0;
  for (let index = 0; bytes.length - at > MAGIC_AT; index += 1) {
    const batch = describedAs('record batches', () => decodeAt(bytes, at, index));
    if (batch === null) return;
    yield batch;
    at += batch.sizeInBytes;
  }
}

/** null for one that was cut off. */
function decodeAt(bytes: Buffer, at: number, index: number): RecordBatch | OldMessage | null {
  try {
    const sizeInBytes = sizeAt(bytes, at);
    return sizeInBytes > bytes.length - at ? null : decodeOne(bytes, at, sizeInBytes);
  } catch (error) {
    throw within(error, `batches[${index}]`);
  }
}

/** The size that a batch claims to have, checked against the least of its format. */
function sizeAt(bytes: Buffer, at: number): number {
  const sizeInBytes = LOG_OVERHEAD_BYTES + bytes.readInt32BE(at + 8);
  const magic = bytes.readInt8(at + MAGIC_AT);
  const least = magic === 2 ? HEADER_BYTES : LOG_OVERHEAD_BYTES + (MIN_OLD_BYTES[magic] ?? Number.NaN);
  if (Number.isNaN(least)) throw new FieldError(`format ${magic} is unknown`, at + MAGIC_AT);
  if (sizeInBytes < least) throw new FieldError(`${sizeInBytes} bytes are less than a header`, at + 8);
  return sizeInBytes;
}

function decodeOne(bytes: Buffer, at: number, sizeInBytes: number): RecordBatch | OldMessage {
  const magic = bytes.readInt8(at + MAGIC_AT);
  if (magic === 2) return decodeBatch(bytes, at, sizeInBytes);
  return { magic: magic === 0 ? 0 : 1, offset: bytes.readBigInt64BE(at), sizeInBytes };
}

function decodeBatch(bytes: Buffer, at: number, sizeInBytes: number): RecordBatch {
  const batch = bytes.subarray(at, at + sizeInBytes);
  const crc = batch.readUInt32BE(MAGIC_AT + 1);
  const crcHolds = crc32c(batch.subarray(ATTRIBUTES_AT)) === crc;
  const header = readHeader(batch);
  const unpacked = crcHolds ? unpack(header.compression, batch.subarray(HEADER_BYTES)) : 'crc';
  const found: Pick<RecordBatch, 'records' | 'missing'> =
    typeof unpacked === 'string'
      ? { records: null, missing: unpacked }
      : { records: readRecords(unpacked, batch.readInt32BE(COUNT_AT), header), missing: null };
  return { magic: 2, ...header, sizeInBytes, crc, crcHolds, ...found };
}

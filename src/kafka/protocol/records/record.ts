import { FieldError, within } from '../codec/errors.ts';
import { Reader } from '../codec/reader.ts';
import { Writer } from '../codec/writer.ts';
import type { KafkaRecord, RecordBatchHeader, RecordInput } from './batch.ts';
import { NONE, orNull, timestampBits } from './header.ts';

/*
 * A record is its length, attributes that nobody uses, and what it is: timestamp and offset as differences to the batch's,
 * key, value and headers. Every number is a signed varint. Source: DefaultRecord of kafka-clients 3.0.2 and 4.4.0.
 */

/** Length, attributes, two differences, two lengths and the number of headers: a byte each. */
const MIN_RECORD_BYTES = 7;
/** Length of an empty name and of no value: a byte each. */
const MIN_HEADER_BYTES = 2;
const NO_ATTRIBUTES = 0;
const NO_BYTES = -1;

/** The records of a batch, unpacked. Throws FieldError. */
export function readRecords(bytes: Buffer, count: number, batch: RecordBatchHeader): KafkaRecord[] {
  if (count < 0) throw new FieldError(`${count} records`);
  const reader = new Reader(bytes);
  reader.checkCount(count, MIN_RECORD_BYTES);
  const records = new Array<KafkaRecord>(count);
  let i = 0;
  try {
    for (; i < count; i++) records[i] = reader.within(readLength(reader), () => readRecord(reader, batch));
  } catch (error) {
    throw within(error, `records[${i}]`);
  }
  if (reader.remaining > 0) throw new FieldError(`${reader.remaining} bytes after the last record`, reader.offset);
  return records;
}

function readRecord(reader: Reader, batch: RecordBatchHeader): KafkaRecord {
  reader.skip(1);
  const created = orNull((batch.baseTimestamp ?? NONE) + Number(reader.varlong()));
  return {
    timestamp: batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : created,
    offset: batch.baseOffset + BigInt(reader.varint()),
    key: readBytes(reader),
    value: readBytes(reader),
    headers: readHeaders(reader),
  };
}

function readHeaders(reader: Reader): KafkaRecord['headers'] {
  const count = readLength(reader);
  reader.checkCount(count, MIN_HEADER_BYTES);
  return Array.from({ length: count }, () => ({ key: reader.utf8(readLength(reader)), value: readBytes(reader) }));
}

function readBytes(reader: Reader): Buffer | null {
  const length = reader.varint();
  if (length < NO_BYTES) throw new FieldError(`length ${length}`, reader.offset);
  return length === NO_BYTES ? null : reader.bytes(length);
}

function readLength(reader: Reader): number {
  const length = reader.varint();
  if (length < 0) throw new FieldError(`length ${length}`, reader.offset);
  return length;
}

/** The records of a batch, not yet packed. Throws FieldError. */
export function writeRecords(records: readonly RecordInput[], batch: RecordBatchHeader): Buffer {
  const writer = new Writer();
  for (const [i, record] of records.entries()) {
    try {
      const bytes = writeRecord(record, batch);
      writer.varint(bytes.length);
      writer.bytes(bytes);
    } catch (error) {
      throw within(error, `records[${i}]`);
    }
  }
  return writer.finish();
}

function writeRecord({ offset, timestamp, key, value, headers = [] }: RecordInput, batch: RecordBatchHeader): Buffer {
  const writer = new Writer();
  writer.int8(NO_ATTRIBUTES);
  writer.varlong(timestampBits(timestamp) - timestampBits(batch.baseTimestamp));
  writer.varint(Number(offset - batch.baseOffset));
  writeBytes(writer, key);
  writeBytes(writer, value);
  writer.varint(headers.length);
  for (const header of headers) {
    const length = Buffer.byteLength(header.key);
    writer.varint(length);
    writer.utf8(header.key, length);
    writeBytes(writer, header.value);
  }
  return writer.finish();
}

function writeBytes(writer: Writer, value: Uint8Array | null): void {
  writer.varint(value === null ? NO_BYTES : value.length);
  if (value !== null) writer.bytes(value);
}

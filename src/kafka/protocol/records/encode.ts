import type { RecordBatchHeader, RecordBatchInput } from './batch.ts';
import { pack } from './compression.ts';
import { describedAs } from './errors.ts';
import { writeBatch } from './header.ts';
import { writeRecords } from './record.ts';

/**
 * A batch of format v2 as it lies in a log, with its checksum. What is left out of the header is what an ordinary producer
 * sends, worked out from the records. Throws RecordsError for values that the format cannot carry, and for a codec that this
 * Node does not have.
 */
export function encodeBatch(batch: RecordBatchInput): Buffer {
  return describedAs('record batch', () => {
    const header = headerOf(batch);
    const packed = pack(header.compression, writeRecords(batch.records, header));
    return writeBatch(header, batch.records.length, packed);
  });
}

function headerOf(batch: RecordBatchInput): RecordBatchHeader {
  const { records, baseOffset } = batch;
  const timestamps = records.flatMap(({ timestamp }) => (timestamp === null ? [] : [timestamp]));
  const latest = timestamps.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const {
    partitionLeaderEpoch = null,
    compression = 'none',
    timestampType = 'CreateTime',
    isTransactional = false,
    isControl = false,
    hasDeleteHorizon = false,
    lastOffsetDelta = Number((records.at(-1)?.offset ?? baseOffset) - baseOffset),
    baseTimestamp = records[0]?.timestamp ?? null,
    maxTimestamp = timestamps.length === 0 ? null : latest,
    producerId = null,
    producerEpoch = null,
    baseSequence = null,
  } = batch;
  return {
    baseOffset,
    partitionLeaderEpoch,
    compression,
    timestampType,
    isTransactional,
    isControl,
    hasDeleteHorizon,
    lastOffsetDelta,
    baseTimestamp,
    maxTimestamp,
    producerId,
    producerEpoch,
    baseSequence,
  };
}

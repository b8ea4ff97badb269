import type { RecordBatch } from '../kafka/protocol/records/batch.ts';
import { decodeBatches } from '../kafka/protocol/records/decode.ts';
import { RecordsError } from '../kafka/protocol/records/errors.ts';
import type { Served } from './served.ts';
import type { SimulatedTopic } from './state/topic.ts';
import { topicConfigValues } from './topic-config-values.ts';
import { listed } from './topic-configs.ts';

/** Why a batch is not appended. */
export interface RefusedBatch {
  readonly error: string;
  readonly errorMessage: string | null;
  readonly recordErrors: readonly { readonly batchIndex: number; readonly batchIndexErrorMessage: string }[];
  /** The log itself refused it, having looked at the records; then the answer says where the log begins. */
  readonly byLog: boolean;
}

interface SoundBatch {
  readonly batch: RecordBatch;
  readonly bytes: Buffer;
}

const NOTHING_SAID = { errorMessage: null, recordErrors: [], byLog: false };

/**
 * The one batch that a partition may be given, or what is wrong with it.
 * Source: ProduceRequest of kafka-clients, UnifiedLog and LogValidator of the server jars.
 */
export function checkBatch(
  served: Served,
  topic: SimulatedTopic,
  index: number,
  records: Buffer | null,
  transactionalId: string | null,
): SoundBatch | RefusedBatch {
  const batches = batchesOf(records ?? Buffer.alloc(0));
  if (batches === null) return { ...NOTHING_SAID, error: 'CORRUPT_MESSAGE' };
  const [batch] = batches;
  if (batches.length !== 1 || batch?.magic !== 2) return { ...NOTHING_SAID, error: 'INVALID_RECORD' };
  if (batch.missing === 'crc') return { ...NOTHING_SAID, error: 'CORRUPT_MESSAGE' };
  if (batch.isTransactional && transactionalId === null) {
    return { ...NOTHING_SAID, error: 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED' };
  }
  if (batch.isControl || !consecutive(batch)) return { ...NOTHING_SAID, error: 'INVALID_RECORD', byLog: true };
  const configs = topicConfigValues(served.broker.release, topic.configs, served.cluster.brokerConfigs);
  if (batch.sizeInBytes > Number(configs.get('max.message.bytes')?.value)) {
    return { ...NOTHING_SAID, error: 'MESSAGE_TOO_LARGE' };
  }
  const compacted = listed(configs.get('cleanup.policy')?.value ?? '').includes('compact');
  return (
    (compacted ? keyless(batch, `${topic.name}-${index}`) : null) ??
    tooEarly(batch, served.nowMs, configs) ?? { batch, bytes: Buffer.from(records ?? []) }
  );
}

function batchesOf(bytes: Buffer) {
  try {
    const { batches, cutOffBytes } = decodeBatches(bytes);
    return cutOffBytes === 0 ? batches : null;
  } catch (error) {
    if (error instanceof RecordsError) return null;
    throw error;
  }
}

/** A producer numbers its records one by one; only compaction leaves gaps. What can't be unpacked is taken at its word. */
const consecutive = ({ records, lastOffsetDelta }: RecordBatch) =>
  records === null || records.length === lastOffsetDelta + 1;

const SHOWN_ERRORS = 3;

function keyless({ records }: RecordBatch, where: string): RefusedBatch | null {
  const why = `Compacted topic cannot accept message without key in topic partition ${where}`;
  const recordErrors = (records ?? []).flatMap(({ key }, batchIndex) =>
    key === null ? [{ batchIndex, batchIndexErrorMessage: why }] : [],
  );
  if (recordErrors.length === 0) return null;
  const shown = recordErrors
    .slice(0, SHOWN_ERRORS)
    .map(({ batchIndex }) => `RecordError(batchIndex=${batchIndex}, message='${why}')`);
  const errorMessage = `One or more records have been rejected due to ${recordErrors.length} record errors in total, and only showing the first three errors at most: [${shown.join(', ')}]`;
  return { error: 'INVALID_RECORD', errorMessage, recordErrors, byLog: true };
}

/** Records from farther ahead than the topic allows. */
function tooEarly(
  { records }: RecordBatch,
  nowMs: number,
  configs: ReadonlyMap<string, { readonly value: string }>,
): RefusedBatch | null {
  const allowed = (name: string) => BigInt(configs.get(name)?.value ?? Number.MAX_SAFE_INTEGER);
  const latest = BigInt(nowMs) + allowed('message.timestamp.after.max.ms');
  const earliest = BigInt(nowMs) - allowed('message.timestamp.before.max.ms');
  const recordErrors = (records ?? []).flatMap(({ timestamp }, batchIndex) =>
    BigInt(timestamp ?? 0) <= latest
      ? []
      : [
          {
            batchIndex,
            batchIndexErrorMessage: `Timestamp ${timestamp} of message with offset ${batchIndex} is out of range. The timestamp should be within [${earliest}, ${latest}]`,
          },
        ],
  );
  if (recordErrors.length === 0) return null;
  const errorMessage = 'One or more records have been rejected due to invalid timestamp';
  return { error: 'INVALID_TIMESTAMP', errorMessage, recordErrors, byLog: true };
}

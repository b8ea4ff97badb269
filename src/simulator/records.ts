import { endTransactionMarker } from '../kafka/protocol/records/control.ts';
import { encodeBatch } from '../kafka/protocol/records/encode.ts';
import type { AppendedBatch } from './state/appended-batch.ts';
import type { GeneratedRun, LogScript } from './state/log.ts';
import { earlier, type SimulatedPartition, type SimulatedTopic } from './state/topic.ts';
import type { SimulatedTransaction } from './state/transactions.ts';

/** Records of the steady part in one batch, about what a producer with a small linger sends. */
const RECORDS_PER_BATCH = 100n;

/** Where base offset and leader epoch lie in a batch; the checksum begins behind both. */
const BASE_OFFSET_AT = 0;
const LEADER_EPOCH_AT = 12;

/**
 * What a broker reads from an offset on: whole batches, the first of which may begin before it, and the last cut off at
 * `maxBytes`. With `atLeastOne` the first comes whatever its size; without, nothing comes when it does not fit.
 * Source: LocalLog.read and ReplicaManager.readFromLog of the server jars.
 */
export function readBatches(
  topic: SimulatedTopic,
  partition: SimulatedPartition,
  from: bigint,
  until: bigint,
  maxBytes: number,
  atLeastOne: boolean,
): Buffer {
  const batches: Buffer[] = [];
  let size = 0;
  for (const batch of batchesFrom(topic, partition, from, until)) {
    if (batches.length === 0 && batch.length > maxBytes) return atLeastOne ? batch : Buffer.alloc(0);
    batches.push(batch.subarray(0, maxBytes - size));
    size += batch.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(batches);
}

function* batchesFrom(
  topic: SimulatedTopic,
  partition: SimulatedPartition,
  from: bigint,
  until: bigint,
): Generator<Buffer> {
  // Whoever reads from the middle of a batch gets the one that all others get.
  for (const piece of partition.log.pieces(from - (from % RECORDS_PER_BATCH), until)) {
    const end = piece.baseOffset + BigInt(piece.records);
    if (piece.kind === 'appended') {
      if (end > from) yield placed(piece.bytes(), piece.baseOffset, partition.leaderEpoch);
      continue;
    }
    for (let first = piece.baseOffset; first < end; ) {
      const next = earlier(end, first - (first % RECORDS_PER_BATCH) + RECORDS_PER_BATCH);
      if (next > from) yield generatedBatch(topic, partition, piece, first, next);
      first = next;
    }
  }
}

function generatedBatch(
  topic: SimulatedTopic,
  { index, leaderEpoch }: SimulatedPartition,
  { baseOffset: runStart, timestampMs }: GeneratedRun,
  first: bigint,
  end: bigint,
): Buffer {
  const records = Array.from({ length: Number(end - first) }, (_, at) =>
    generatedRecord(topic, index, first + BigInt(at), timestampMs(Number(first - runStart) + at)),
  );
  return encodeBatch({ baseOffset: first, partitionLeaderEpoch: leaderEpoch, records });
}

function placed(batch: Buffer, baseOffset: bigint, leaderEpoch: number): Buffer {
  const bytes = Buffer.from(batch);
  bytes.writeBigInt64BE(baseOffset, BASE_OFFSET_AT);
  bytes.writeInt32BE(leaderEpoch, LEADER_EPOCH_AT);
  return bytes;
}

/** The same offset always has the same record. */
function generatedRecord({ name, recordBytes }: SimulatedTopic, partition: number, offset: bigint, timestamp: number) {
  const head = `{"topic":"${name}","partition":${partition},"number":${offset},"padding":"`;
  const value = Buffer.from(`${head}${'.'.repeat(Math.max(0, recordBytes - head.length - 2))}"}`);
  return { offset, timestamp, key: Buffer.from(`key-${partition}-${offset % 100n}`), value };
}

/** The batches that transactions leave in a partition: data when they begin, a marker when they end. */
export function transactionBatches(transactions: readonly SimulatedTransaction[]): LogScript {
  const batches = transactions.flatMap(batchesOf).sort((a, b) => a.atMs - b.atMs);
  return (fromMs, toMs) => batches.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
}

function batchesOf(transaction: SimulatedTransaction): readonly AppendedBatch[] {
  const { producerId, records, beganMs, endsMs, endsWith } = transaction;
  const common = { baseOffset: 0n, isTransactional: true, producerId, producerEpoch: 0 };
  const data: AppendedBatch = {
    atMs: beganMs,
    records,
    transactional: true,
    control: false,
    producerId,
    bytes: () =>
      encodeBatch({
        ...common,
        baseSequence: 0,
        records: Array.from({ length: records }, (_, index) => ({
          offset: BigInt(index),
          timestamp: beganMs,
          key: null,
          value: Buffer.from(`{"transaction":"${transaction.transactionalId}","number":${index}}`),
        })),
      }),
  };
  if (endsMs === null) return [data];
  const marker: AppendedBatch = {
    atMs: endsMs,
    records: 1,
    transactional: true,
    control: true,
    producerId,
    bytes: () =>
      encodeBatch({
        ...common,
        isControl: true,
        records: [
          { offset: 0n, timestamp: endsMs, ...endTransactionMarker(endsWith === 'commit' ? 'COMMIT' : 'ABORT', 0) },
        ],
      }),
  };
  return [data, marker];
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RecordBatch } from '../protocol/records/batch.ts';
import { eachBatch } from '../protocol/records/decode.ts';

/** About 1,400 commits, which take some 10 ms of CPU to decode. [measured: 200,000 commits, 18 MB, 1.6 s on a busy machine] */
const TURN_BYTES = 128 * 1024;

/**
 * The batches of a Fetch answer. Every now and then everything else gets its turn. Batches of the formats before 0.11 are left
 * out, and so is a last one that was cut off. Throws RecordsError for bytes that are no batches.
 */
export async function* decodeSlowly(bytes: Buffer): AsyncGenerator<readonly RecordBatch[]> {
  let turn: RecordBatch[] = [];
  let size = 0;
  for (const batch of eachBatch(bytes)) {
    if (batch.magic === 2) turn.push(batch);
    size += batch.sizeInBytes;
    if (size < TURN_BYTES) continue;
    yield turn;
    await nextTurn();
    turn = [];
    size = 0;
  }
  yield turn;
}

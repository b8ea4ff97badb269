import { expect, test } from 'vitest';
import { settledBatches } from '../../../src/kafka/history/settled.ts';
import type { TailBatch } from '../../../src/kafka/history/tail-batch.ts';
import { batchAt } from './batches.ts';

const plain = batchAt;
const data = (offset: number, transactionOf: bigint) => batchAt(offset, { transactionOf });
const commit = (offset: number, transactionOf: bigint) => batchAt(offset, { transactionOf, marker: 'COMMIT' });
const abort = (offset: number, transactionOf: bigint) => batchAt(offset, { transactionOf, marker: 'ABORT' });

test.each<[what: string, batches: readonly TailBatch[], counted: readonly number[]]>([
  ['nothing', [], []],
  ['outside of transactions everything counts', [plain(0), plain(1)], [0, 1]],
  ['committed', [data(0, 7n), commit(1, 7n)], [0]],
  ['aborted', [data(0, 7n), abort(1, 7n)], []],
  ['still open', [plain(0), data(1, 7n)], [0]],
  ['open does not hide what others wrote behind it', [data(0, 7n), plain(1), plain(2)], [1, 2]],
  ['in the order of the log, not of the markers', [data(0, 7n), plain(1), commit(2, 7n)], [0, 1]],
  ['producers are told apart', [data(0, 7n), data(1, 8n), commit(2, 8n), abort(3, 7n)], [1]],
  ['one producer after the other outcome', [data(0, 7n), abort(1, 7n), data(2, 7n), commit(3, 7n), data(4, 7n)], [2]],
  ['several batches of one transaction', [data(0, 7n), plain(1), data(2, 7n), commit(3, 7n)], [0, 1, 2]],
  ['a marker whose transaction began before the window', [commit(0, 7n), plain(1)], [1]],
])('%s', (_what, batches, counted) => {
  expect(settledBatches(batches).map(({ baseOffset }) => Number(baseOffset))).toEqual(counted);
});

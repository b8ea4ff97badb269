import { expect, test } from 'vitest';
import { completeSince } from '../../../src/kafka/history/complete-since.ts';
import type { TailBatch } from '../../../src/kafka/history/tail-batch.ts';
import { batchAt } from './batches.ts';

/** Batch n is of second n, so that times tell which one it was. */
const FROM_MS = 500;
/** The window begins at offset 1; batch 0 lies before it. */
const START = 1n;
const before = batchAt(0);

test.each<[what: string, batches: readonly TailBatch[], sinceMs: number]>([
  ['nothing was written', [before], FROM_MS],
  ['no hole', [before, batchAt(1), batchAt(2, { count: 3 }), batchAt(5)], FROM_MS],
  ['a batch is gone', [before, batchAt(1), batchAt(2), batchAt(9)], 9_000],
  ['the last hole counts', [before, batchAt(1), batchAt(3), batchAt(4), batchAt(7), batchAt(8)], 7_000],
  ['records are gone out of a batch', [before, batchAt(1), batchAt(2, { thinned: true }), batchAt(3)], 3_000],
  ['a batch could not be unpacked', [before, batchAt(1, { unreadable: true }), batchAt(2)], 2_000],
  ['the last batch has a hole', [before, batchAt(1), batchAt(2, { thinned: true })], 2_000],
  ['records are gone before the window', [batchAt(0, { thinned: true }), batchAt(1), batchAt(2)], FROM_MS],
  ['the batch of the first record begins before the window', [batchAt(0, { count: 3 }), batchAt(3)], FROM_MS],
  ['what lay before the first record is gone', [batchAt(1), batchAt(2)], 1_000],
  ['what lay right before the first record is gone', [batchAt(-5), batchAt(1), batchAt(2)], 1_000],
  ['the window was not read from its beginning', [batchAt(6), batchAt(7)], 6_000],
  ['times of the batches lie before the window', [batchAt(1, { atMs: 100 }), batchAt(5, { atMs: 200 })], FROM_MS],
])('%s', (_what, batches, sinceMs) => {
  expect(completeSince(batches, FROM_MS, START)).toBe(sinceMs);
});

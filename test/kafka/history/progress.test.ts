import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProgressOptions, startProgress } from '../../../src/kafka/history/progress.ts';
import type { TailBatch } from '../../../src/kafka/history/tail-batch.ts';
import { batchAt } from './batches.ts';

const SEED = 20261126;

interface Sized {
  readonly batch: TailBatch;
  readonly bytes: number;
}

/** A log without holes, that begins at an offset. */
function logOf(
  begin: number,
  batches: readonly { readonly count: number; readonly bytes: number }[],
): readonly Sized[] {
  let next = begin;
  return batches.map(({ count, bytes }) => {
    const batch = batchAt(next, { count });
    next += count;
    return { batch, bytes };
  });
}

const endOf = (log: readonly Sized[]) => log.at(-1)?.batch.endOffset ?? 0n;

/** What a broker answers: whole batches from the one that has the offset on, the first whatever its size. */
function fetched(log: readonly Sized[], offset: bigint, maxBytes: number): readonly Sized[] {
  const rest = log.filter(({ batch }) => batch.endOffset > offset);
  let bytes = 0;
  return rest.filter((each, index) => {
    bytes += each.bytes;
    return index === 0 || bytes <= maxBytes;
  });
}

/** Reads until it is done, or for so many fetches. */
function read(log: readonly Sized[], options: Partial<ProgressOptions>, fetches = 10_000) {
  const start = log[0]?.batch.baseOffset ?? 0n;
  const bounds = {
    sinceMs: null,
    stretchBytes: 2_000,
    maxBytes: Number.POSITIVE_INFINITY,
    fairBytes: Number.POSITIVE_INFINITY,
  };
  const progress = startProgress({ start, end: endOf(log), ...bounds, ...options });
  let count = 0;
  let bytesRead = 0;
  while (!progress.done && count < fetches) {
    count += 1;
    const { offset, maxBytes } = progress.wanted;
    const found = fetched(log, offset, maxBytes);
    const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
    bytesRead += bytes;
    if (found.length === 0) progress.nothingMore();
    else
      progress.take(
        found.map(({ batch }) => batch),
        bytes,
      );
  }
  return { progress, count, bytesRead };
}

const logs = fc
  .tuple(
    fc.nat(10_000),
    fc.array(fc.record({ count: fc.integer({ min: 1, max: 50 }), bytes: fc.integer({ min: 70, max: 20_000 }) }), {
      minLength: 1,
      maxLength: 120,
    }),
  )
  .map(([begin, batches]) => logOf(begin, batches));
const stretches = fc.integer({ min: 100, max: 50_000 });
const batchesOf = (log: readonly Sized[]) => log.map(({ batch }) => batch);

describe('reading from the end backwards', () => {
  it('ends with every batch, once, in order', () => {
    fc.assert(
      fc.property(logs, stretches, (log, stretchBytes) => {
        const { progress, count } = read(log, { stretchBytes });
        expect(count).toBeLessThan(10_000);
        expect(progress.reachedEnd).toBe(true);
        expect(progress.batches).toEqual(batchesOf(log));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('has the newest part without a hole whenever it is stopped', () => {
    fc.assert(
      fc.property(logs, stretches, fc.integer({ min: 1, max: 15 }), (log, stretchBytes, fetches) => {
        const { progress } = read(log, { stretchBytes }, fetches);
        progress.stop();
        expect(progress.done).toBe(true);
        const all = batchesOf(log);
        expect(progress.batches).toEqual(all.slice(all.length - progress.batches.length));
        expect(progress.reachedEnd).toBe(progress.batches.length > 0);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('is done when the partition has given as much as it may, with the newest part', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 40_000, max: 200_000 }), (log, maxBytes) => {
        const { progress, bytesRead } = read(log, { maxBytes, stretchBytes: 4_000 });
        expect(progress.reachedEnd).toBe(true);
        // One answer more than allowed at most: a stretch and its slack, or one large batch.
        expect(bytesRead).toBeLessThan(maxBytes + 64_000);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('takes a window that fits into one stretch with one fetch', () => {
    const log = logOf(
      500,
      Array.from({ length: 20 }, () => ({ count: 4, bytes: 400 })),
    );
    expect(read(log, { stretchBytes: 1_000_000 }).count).toBe(1);
  });

  it('leaves out what a batch has from before the window, and asks for nothing in an empty one', () => {
    const log = logOf(0, [
      { count: 10, bytes: 900 },
      { count: 10, bytes: 900 },
    ]);
    expect(read(log, { start: 15n }).progress.batches).toEqual(batchesOf(log).slice(1));
    const { progress, count } = read(log, { start: 20n });
    expect({ count, batches: progress.batches, end: progress.reachedEnd }).toEqual({
      count: 0,
      batches: [],
      end: true,
    });
  });

  it('ends where the window begins, when only its time is known', () => {
    // Batch n is of second n.
    const log = logOf(
      0,
      Array.from({ length: 300 }, () => ({ count: 1, bytes: 100 })),
    );
    const { progress } = read(log, { sinceMs: 200_000, stretchBytes: 1_500 });
    const read200 = batchesOf(log).slice(200);
    expect(progress.batches.slice(-100)).toEqual(read200);
    expect(progress.batches.length).toBeGreaterThan(100);
    expect(progress.batches.length).toBeLessThan(130);
    const nothing = read(log, { sinceMs: 300_000, stretchBytes: 1_500 });
    expect({ count: nothing.count, batches: nothing.progress.batches }).toEqual({
      count: 1,
      batches: batchesOf(log).slice(-1),
    });
  });

  it('comes closer to the end when the newest part is denser than thought and others wait for their share', () => {
    // 150 bytes an offset are assumed; these have 10,000.
    const log = logOf(
      0,
      Array.from({ length: 400 }, () => ({ count: 1, bytes: 10_000 })),
    );
    const { progress, bytesRead } = read(log, { stretchBytes: 50_000, fairBytes: 100_000 }, 6);
    expect(progress.reachedEnd).toBe(true);
    expect(bytesRead).toBeLessThan(500_000);
  });

  it('gives up where a whole stretch has nothing', () => {
    const progress = startProgress({
      start: 0n,
      end: 1_000_000n,
      sinceMs: null,
      stretchBytes: 1_000,
      maxBytes: 1e9,
      fairBytes: 1e9,
    });
    progress.nothingMore();
    expect(progress).toMatchObject({ done: true, batches: [] });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppendedBatch } from '../../../src/simulator/state/appended-batch.ts';
import { type LogPiece, NOTHING_STEADY, PartitionLog } from '../../../src/simulator/state/log.ts';
import { rateCurve } from '../../../src/simulator/state/rates.ts';

const SEED = 20261124;

const batch = (atMs: number, records: number, more: Partial<AppendedBatch> = {}): AppendedBatch => ({
  atMs,
  records,
  bytes: () => Buffer.from(`${records} records of ${atMs}`),
  transactional: false,
  control: false,
  producerId: -1n,
  ...more,
});

/** Ten records a second from second 1 to second 3, half of them here. */
const steady = () =>
  new PartitionLog({
    curve: rateCurve([
      { fromMs: 1_000, perSecond: 10 },
      { fromMs: 3_000, perSecond: 0 },
    ]),
    share: 0.5,
  });

/** Timestamp and offset of each record between two offsets. */
const recordsOf = (log: PartitionLog, from: bigint, to: bigint) =>
  [...log.pieces(from, to)].flatMap((piece) =>
    Array.from({ length: piece.records }, (_, index) => ({
      offset: piece.baseOffset + BigInt(index),
      timestampMs: piece.kind === 'appended' ? piece.atMs : piece.timestampMs(index),
    })),
  );

describe('a steady log', () => {
  it.each([
    [0, 0n],
    [1_199, 0n],
    [1_200, 1n],
    [2_000, 5n],
    [3_000, 10n],
    [99_000, 10n],
  ])('at %d ms ends at %d', (ms, end) => {
    expect(steady().end(ms)).toBe(end);
  });

  it('dates each record to the moment at which it was there', () => {
    expect(recordsOf(steady(), 0n, 3n)).toEqual([
      { offset: 0n, timestampMs: 1_200 },
      { offset: 1n, timestampMs: 1_400 },
      { offset: 2n, timestampMs: 1_600 },
    ]);
  });

  it.each([
    ['the beginning', 0, { offset: 0n, timestampMs: 1_200 }],
    ['a time between two records', 1_201, { offset: 1n, timestampMs: 1_400 }],
    ['the time of a record', 2_000, { offset: 4n, timestampMs: 2_000 }],
    ['a time after the last', 2_001, null],
  ])('since %s', (_, since, expected) => {
    expect(steady().firstSince(since, 2_000, 0n)).toEqual(expected);
  });

  it('never answers what is below its start', () => {
    expect(steady().firstSince(0, 2_000, 3n)).toEqual({ offset: 3n, timestampMs: 1_800 });
    expect(steady().firstSince(0, 2_000, 5n)).toBeNull();
  });

  it.each([
    [2_000, 0n, { offset: 4n, timestampMs: 2_000 }],
    [1_000, 0n, null],
    [2_000, 5n, null],
  ])('at %d ms, from %d on, has its newest record', (ms, start, expected) => {
    expect(steady().newest(ms, start)).toEqual(expected);
  });
});

describe('the start', () => {
  it.each<[string, number, number | null, number | null, bigint]>([
    ['is 0 without limits', 0, null, null, 0n],
    ['is where records were deleted', 3, null, null, 3n],
    ['moves with time', 0, 1_000, null, 4n],
    ['moves with size', 0, null, 2, 8n],
    ['is the highest of the three', 9, 1_000, 2, 9n],
    ['is the end when everything is too old', 0, 0, null, 9n],
    ['is never beyond the end', 40, 0, 0, 10n],
  ])('%s', (_, deletedBelow, retentionMs, retentionRecords, expected) => {
    const { curve, share } = { curve: rateCurve([{ fromMs: 1_000, perSecond: 10 }]), share: 0.5 };
    expect(new PartitionLog({ curve, share }, deletedBelow).start(3_000, retentionMs, retentionRecords)).toBe(expected);
  });
});

describe('what is appended', () => {
  it('lies behind the steady records that were there, and before those that came later', () => {
    const log = steady();
    expect(log.append(batch(1_450, 3))).toBe(2n);
    expect(log.append(batch(1_450, 1))).toBe(5n);
    expect(log.end(1_599)).toBe(6n);
    expect(log.end(1_600)).toBe(7n);
    expect(recordsOf(log, 0n, 7n).map(({ timestampMs }) => timestampMs)).toEqual([
      ...[1_200, 1_400, 1_450, 1_450, 1_450, 1_450],
      1_600,
    ]);
  });

  it('was not there before its time', () => {
    const log = new PartitionLog(NOTHING_STEADY);
    log.append(batch(500, 2));
    expect([log.end(499), log.end(500)]).toEqual([0n, 2n]);
    expect(log.newest(499, 0n)).toBeNull();
  });

  it('comes whole when somebody reads from its middle', () => {
    const log = new PartitionLog(NOTHING_STEADY);
    log.append(batch(1, 2));
    log.append(batch(2, 5));
    const [piece, ...others] = [...log.pieces(4n, 6n)];
    expect(piece).toMatchObject({ kind: 'appended', baseOffset: 2n, records: 5 });
    expect(others).toEqual([]);
  });

  it('counts as transactional only when it is, and only once it is there', () => {
    const log = new PartitionLog(NOTHING_STEADY);
    log.append(batch(1, 1));
    log.append(batch(2, 4, { transactional: true, producerId: 7n }));
    log.append(batch(3, 1, { transactional: true, control: true, producerId: 7n }));
    expect(log.transactional(2)).toEqual([expect.objectContaining({ baseOffset: 1n, producerId: 7n, control: false })]);
    expect(log.transactional(3).map(({ baseOffset }) => baseOffset)).toEqual([1n, 5n]);
  });
});

describe('a script', () => {
  const all = [batch(1_000, 2), batch(2_000, 1), batch(3_000, 4)];
  const asked: [number, number][] = [];
  const script = (fromMs: number, toMs: number) => {
    asked.push([fromMs, toMs]);
    return all.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
  };

  it('plays each batch once, when its time has come', () => {
    const log = new PartitionLog(NOTHING_STEADY, 0, script);
    expect([log.end(999), log.end(1_000), log.end(1_000), log.end(2_500)]).toEqual([0n, 2n, 2n, 3n]);
    expect(log.end(1_500)).toBe(2n);
    expect(asked).toEqual([
      [Number.NEGATIVE_INFINITY, 999],
      [999, 1_000],
      [1_000, 2_500],
    ]);
  });

  it('goes before what a client appends at the same time', () => {
    const log = new PartitionLog(NOTHING_STEADY, 0, script);
    expect(log.append(batch(2_000, 1))).toBe(3n);
    expect(log.bursts(2_000)).toEqual(all.slice(0, 2).concat(expect.objectContaining({ atMs: 2_000, records: 1 })));
  });
});

interface Made {
  readonly log: PartitionLog;
  readonly nowMs: number;
  readonly appended: readonly AppendedBatch[];
}

/** Any log at any time: steps, a share, batches between. `zeroMs`: clocks of tests and clocks of today. */
const logs: fc.Arbitrary<Made> = fc
  .record({
    zeroMs: fc.constantFrom(0, 1_795_000_000_000),
    steps: fc.array(fc.record({ fromMs: fc.nat({ max: 5_000 }), perSecond: fc.nat({ max: 3_000 }) }), { maxLength: 4 }),
    weights: fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 }),
    batches: fc.array(fc.record({ atMs: fc.nat({ max: 6_000 }), records: fc.integer({ min: 1, max: 30 }) }), {
      maxLength: 5,
    }),
    afterMs: fc.nat({ max: 7_000 }),
  })
  .map(({ zeroMs, steps, weights, batches, afterMs }) => {
    const curve = rateCurve(steps.map(({ fromMs, perSecond }) => ({ fromMs: zeroMs + fromMs, perSecond })));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const log = new PartitionLog({ curve, share: total === 0 ? 0 : (weights[0] ?? 0) / total });
    const appended = batches.map(({ atMs, records }) => batch(zeroMs + atMs, records)).sort((a, b) => a.atMs - b.atMs);
    for (const each of appended) log.append(each);
    return { log, nowMs: zeroMs + afterMs, appended };
  });

describe('of any log', () => {
  it('the end never falls, and counts what was appended', () => {
    fc.assert(
      fc.property(logs, fc.nat({ max: 3_000 }), ({ log, nowMs, appended }, laterMs) => {
        const there = appended.filter(({ atMs }) => atMs <= nowMs).reduce((sum, { records }) => sum + records, 0);
        expect(log.end(nowMs)).toBeGreaterThanOrEqual(BigInt(there));
        expect(log.end(nowMs + laterMs)).toBeGreaterThanOrEqual(log.end(nowMs));
      }),
      { seed: SEED },
    );
  });

  it('pieces cover what was asked for, without gap or overlap', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const lengthOf = (pieces: readonly LogPiece[]) => pieces.reduce((sum, { records }) => sum + records, 0);
    fc.assert(
      fc.property(logs, part, part, ({ log, nowMs }, low, high) => {
        const end = Number(log.end(nowMs));
        const [from = 0, to = 0] = [low, high].map((share) => Math.floor(share * end)).sort((a, b) => a - b);
        const pieces = [...log.pieces(BigInt(from), BigInt(to))];
        let next = Number(pieces[0]?.baseOffset ?? from);
        expect(next).toBeLessThanOrEqual(from);
        for (const piece of pieces) {
          expect(Number(piece.baseOffset)).toBe(next);
          expect(piece.records).toBeGreaterThan(0);
          // Only a batch is one whole; generated records begin and end where they were asked to.
          if (piece.kind === 'generated') expect(next).toBeGreaterThanOrEqual(from);
          next += piece.records;
          if (piece.kind === 'generated') expect(next).toBeLessThanOrEqual(to);
        }
        expect(next).toBeGreaterThanOrEqual(to);
        expect(lengthOf(pieces)).toBe(next - Number(pieces[0]?.baseOffset ?? from));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('timestamps never fall, and no record is dated to before or after it was there', () => {
    fc.assert(
      fc.property(logs, ({ log, nowMs }) => {
        const end = log.end(nowMs);
        const records = recordsOf(log, end > 300n ? end - 300n : 0n, end);
        let before = Number.NEGATIVE_INFINITY;
        for (const { offset, timestampMs } of records) {
          expect(timestampMs).toBeGreaterThanOrEqual(before);
          expect(log.end(timestampMs)).toBeGreaterThan(offset);
          expect(log.end(timestampMs - 1)).toBeLessThanOrEqual(offset);
          before = timestampMs;
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('the first record since the time of a record is that one, or one of the same time before it', () => {
    fc.assert(
      fc.property(logs, ({ log, nowMs }) => {
        const end = log.end(nowMs);
        const records = recordsOf(log, 0n, end < 200n ? end : 200n);
        for (const { timestampMs } of records) {
          const first = records.find((record) => record.timestampMs === timestampMs);
          expect(log.firstSince(timestampMs, nowMs, 0n)).toEqual(first);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('retention leaves what is young enough and not more than fits', () => {
    fc.assert(
      fc.property(logs, fc.nat({ max: 6_000 }), fc.nat({ max: 5_000 }), ({ log, nowMs }, retentionMs, most) => {
        const end = log.end(nowMs);
        const byTime = log.start(nowMs, retentionMs, null);
        const oldest = log.firstSince(nowMs - retentionMs, nowMs, 0n);
        expect(byTime).toBe(oldest?.offset ?? end);
        const bySize = log.start(nowMs, null, most);
        expect(bySize).toBe(end > BigInt(most) ? end - BigInt(most) : 0n);
      }),
      { seed: SEED },
    );
  });
});

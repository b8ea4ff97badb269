import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RateStep, rateCurve } from '../../../src/simulator/state/rates.ts';

const SEED = 20261124;

const steps: fc.Arbitrary<RateStep[]> = fc.array(
  fc.record({ fromMs: fc.integer({ min: -100_000, max: 100_000 }), perSecond: fc.nat({ max: 5_000 }) }),
  { maxLength: 6 },
);
const times = fc.integer({ min: -120_000, max: 120_000 });

/** The same by adding up milliseconds, the slow and plain way. */
function addedUp(all: readonly RateStep[], ms: number): number {
  const rateAt = (at: number) => {
    const past = all.filter(({ fromMs }) => fromMs <= at);
    const last = Math.max(...past.map(({ fromMs }) => fromMs));
    return past.findLast(({ fromMs }) => fromMs === last)?.perSecond ?? 0;
  };
  let total = 0;
  for (let at = -200; at < ms; at += 1) total += rateAt(at) / 1000;
  return total;
}

describe('a curve', () => {
  const curve = rateCurve([
    { fromMs: 2_000, perSecond: 0 },
    { fromMs: 1_000, perSecond: 10 },
    { fromMs: 3_000, perSecond: 50 },
  ]);

  it.each([
    [999, 0, 0],
    [1_000, 10, 0],
    [1_500, 10, 5],
    [2_000, 0, 10],
    [2_999, 0, 10],
    [3_000, 50, 10],
    [4_000, 50, 60],
  ])('at %d ms runs at %d a second and has come to %d', (ms, rate, total) => {
    expect([curve.at(ms), curve.total(ms)]).toEqual([rate, total]);
  });

  it.each([
    [0, 1_000],
    [-1, 1_000],
    [5, 1_500],
    [10, 2_000],
    [11, 3_020],
    [60, 4_000],
  ])('reaches %d records at %d ms', (records, ms) => {
    expect(curve.reaches(records)).toBe(ms);
  });

  it('knows its changes in order', () => {
    expect(curve.changes).toEqual([1_000, 2_000, 3_000]);
  });

  it('without steps makes nothing, ever', () => {
    const nothing = rateCurve([]);
    expect([nothing.at(1), nothing.total(1), nothing.reaches(1), nothing.reaches(0)]).toEqual([0, 0, null, null]);
  });

  it('that has stopped never reaches more', () => {
    const stopped = rateCurve([
      { fromMs: 0, perSecond: 10 },
      { fromMs: 1_000, perSecond: 0 },
    ]);
    expect([stopped.reaches(10), stopped.reaches(10.5)]).toEqual([1_000, null]);
  });
});

it('its total is the integral of its rate', () => {
  const short = fc.array(
    fc.record({ fromMs: fc.integer({ min: -200, max: 200 }), perSecond: fc.nat({ max: 5_000 }) }),
    {
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(short, fc.integer({ min: -250, max: 250 }), (all, ms) => {
      expect(rateCurve(all).total(ms)).toBeCloseTo(addedUp(all, ms), 6);
    }),
    { seed: SEED },
  );
});

it('its total never falls, and grows only where the rate is above zero', () => {
  fc.assert(
    fc.property(steps, times, fc.nat({ max: 5_000 }), (all, ms, later) => {
      const curve = rateCurve(all);
      const grown = curve.total(ms + later) - curve.total(ms);
      const fastest = Math.max(0, ...all.map(({ perSecond }) => perSecond));
      expect(grown).toBeGreaterThanOrEqual(-1e-9);
      expect(grown).toBeLessThanOrEqual((fastest * later) / 1000 + 1e-6);
    }),
    { seed: SEED },
  );
});

it('reaching is the inverse of the total: the first moment with so many', () => {
  fc.assert(
    fc.property(steps, fc.double({ min: 0.001, max: 500_000, noNaN: true }), (all, records) => {
      const curve = rateCurve(all);
      const at = curve.reaches(records);
      if (at === null) {
        expect(curve.total(10_000_000)).toBeLessThan(records + (curve.at(10_000_000) === 0 ? 1e-6 : 0));
      } else {
        expect(curve.total(at)).toBeCloseTo(records, 3);
        expect(curve.total(at - 1)).toBeLessThan(records);
      }
    }),
    { seed: SEED },
  );
});

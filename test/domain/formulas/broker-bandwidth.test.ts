import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokerBandwidth, CARD_MB_PER_S } from '../../../src/domain/formulas/broker-bandwidth.ts';

const whole = (min: number, max: number) => fc.integer({ min, max });
const loads = fc
  .record({
    inMbPerS: fc.double({ min: 0.001, max: 1e5, noNaN: true }),
    replicationFactor: whole(1, 5),
    readers: whole(0, 20),
    brokers: whole(1, 60),
  })
  .map((load) => ({ ...load, brokers: Math.max(load.brokers, load.replicationFactor) }));

describe('brokerBandwidth', () => {
  it('is the published example', () => {
    // W = 100, RF 3, 3 groups, 6 brokers: 300 in and 500 out of the cluster; with five brokers 60 and 100 each.
    expect(brokerBandwidth({ inMbPerS: 100, replicationFactor: 3, readers: 3, brokers: 6 })).toMatchObject({
      ...{ inMbPerS: 50, outMbPerS: 500 / 6, oneDown: { inMbPerS: 60, outMbPerS: 100 }, verdict: 'fits' },
      worst: { value: 100, direction: 'out', brokersDown: 1, formula: '100 MB/s × (RF 3 − 1 + 3 groups) ÷ 5 brokers' },
    });
  });

  it.each([
    ['exactly full', { inMbPerS: 1_250, replicationFactor: 3, readers: 0, brokers: 3 }, 'fits', 1_250],
    ['over', { inMbPerS: 13_500, replicationFactor: 3, readers: 0, brokers: 3 }, 'over', 13_500],
    ['over when one is down', { inMbPerS: 900, replicationFactor: 3, readers: 2, brokers: 3 }, 'over_one_down', 1_350],
    [
      'one replica: nobody takes over',
      { inMbPerS: 3_000, replicationFactor: 1, readers: 1, brokers: 3 },
      'fits',
      1_000,
    ],
    ['one broker', { inMbPerS: 2_000, replicationFactor: 1, readers: 1, brokers: 1 }, 'over', 2_000],
  ] as const)('%s', (_what, load, verdict, worst) => {
    const answer = brokerBandwidth(load);
    expect([answer.verdict, answer.worst.value]).toEqual([verdict, worst]);
  });

  it('is over only where its worst passes the card, and falls with more brokers', () => {
    fc.assert(
      fc.property(loads, whole(1, 20), (load, more) => {
        const answer = brokerBandwidth(load);
        expect(answer.verdict === 'fits').toBe(answer.worst.value <= CARD_MB_PER_S);
        const wider = brokerBandwidth({ ...load, brokers: load.brokers + more });
        expect(wider.inMbPerS).toBeLessThanOrEqual(answer.inMbPerS);
        expect(wider.outMbPerS).toBeLessThanOrEqual(answer.outMbPerS);
      }),
    );
  });

  it('loses no byte: all brokers together take in W × RF and send W × (RF − 1 + readers)', () => {
    fc.assert(
      fc.property(loads, ({ inMbPerS, replicationFactor, readers, brokers }) => {
        const answer = brokerBandwidth({ inMbPerS, replicationFactor, readers, brokers });
        expect(answer.inMbPerS * brokers).toBeCloseTo(inMbPerS * replicationFactor, 3);
        expect(answer.outMbPerS * brokers).toBeCloseTo(inMbPerS * (replicationFactor - 1 + readers), 3);
      }),
    );
  });
});

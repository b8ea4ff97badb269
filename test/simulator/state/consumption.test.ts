import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backlog, type FlowStep } from '../../../src/simulator/state/consumption.ts';

const SEED = 20261124;

const step = (fromMs: number, producedPerSecond: number, readablePerSecond: number, burst = 0): FlowStep => ({
  fromMs,
  producedPerSecond,
  readablePerSecond,
  burst,
});

describe('a backlog', () => {
  const queue = backlog([step(0, 10, 4), step(1_000, 0, 4), step(3_000, 2, 4, 7)], 5);

  it.each([
    ['before its first step is what it was', -500, 5],
    ['grows by what is not read', 500, 8],
    ['falls when less is written than could be read', 2_000, 7],
    ['jumps at a burst', 3_000, 10],
    ['is empty at the end', 8_000, 0],
    ['and stays so', 9_000, 0],
  ])('%s', (_, ms, expected) => {
    expect(queue.at(ms)).toBeCloseTo(expected, 9);
  });

  it('without steps stays as it is', () => {
    expect(backlog([], 3).at(1e12)).toBe(3);
  });
});

it('is what a simulation comes to, step by step, and never below zero', () => {
  const steps = fc
    .uniqueArray(
      fc.record({
        fromMs: fc.nat({ max: 300 }),
        producedPerSecond: fc.nat({ max: 2_000 }),
        readablePerSecond: fc.nat({ max: 2_000 }),
        burst: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 20 }) }),
      }),
      { maxLength: 5, selector: ({ fromMs }) => fromMs },
    )
    .map((all) => all.sort((a, b) => a.fromMs - b.fromMs));
  fc.assert(
    fc.property(steps, fc.nat({ max: 50 }), fc.nat({ max: 400 }), (all, initial, ms) => {
      let level = initial;
      for (let at = 0; at <= ms; at += 1) {
        level += all.find(({ fromMs }) => fromMs === at)?.burst ?? 0;
        const flow = all.findLast(({ fromMs }) => fromMs <= at);
        const change = flow === undefined ? 0 : (flow.producedPerSecond - flow.readablePerSecond) / 1000;
        if (at < ms) level = Math.max(0, level + change);
      }
      const answer = backlog(all, initial).at(ms);
      expect(answer).toBeGreaterThanOrEqual(0);
      expect(answer).toBeCloseTo(level, 6);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

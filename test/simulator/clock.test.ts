import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { manualClock, runningClock } from '../../src/simulator/clock.ts';

describe('a manual clock', () => {
  it('stands still until it is turned', () => {
    const clock = manualClock(1_000);
    expect(clock.now()).toBe(1_000);
    clock.advance(250);
    clock.advance(0);
    expect(clock.now()).toBe(1_250);
  });
});

describe('a running clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 5_000 }));
  afterEach(() => void vi.useRealTimers());

  it('runs with real time, and as far ahead as it was turned', () => {
    const clock = runningClock();
    expect(clock.now()).toBe(5_000);
    vi.advanceTimersByTime(10);
    clock.advance(100);
    expect(clock.now()).toBe(5_110);
    vi.advanceTimersByTime(10);
    expect(clock.now()).toBe(5_120);
  });
});

it.each([-1, Number.NaN])('no clock goes %d ms forward', (ms) => {
  for (const clock of [manualClock(0), runningClock()]) {
    const before = clock.now();
    expect(() => clock.advance(ms)).toThrow(RangeError);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
  }
});

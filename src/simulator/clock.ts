/** Time inside a simulated cluster. Everything in it is a function of this clock, so whoever turns it decides what happens. */
export interface SimulatedClock {
  /** Milliseconds since 1970, as brokers stamp them. */
  now(): number;
  /** Lets simulated time pass. Throws RangeError for a step backwards: logs only grow. */
  advance(ms: number): void;
}

/** Stands still until it is turned. */
export function manualClock(startMs: number): SimulatedClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms) {
      nowMs += forward(ms);
    },
  };
}

/** Runs with real time, and can be turned further ahead. */
export function runningClock(): SimulatedClock {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    advance(ms) {
      aheadMs += forward(ms);
    },
  };
}

function forward(ms: number): number {
  if (!(ms >= 0)) throw new RangeError(`a clock goes forward, not by ${ms} ms`);
  return ms;
}

/** From `fromMs` on, a partition gets records at one rate and can be read at another. */
export interface FlowStep {
  readonly fromMs: number;
  readonly producedPerSecond: number;
  readonly readablePerSecond: number;
  /** Records that arrive at once at `fromMs`. */
  readonly burst: number;
}

/** How far behind a reader is, as a function of time. */
export interface Backlog {
  at(ms: number): number;
}

/**
 * The queue of one partition between producer and reader: within a step both rates are constant, so it grows or shrinks
 * along a line and never falls below zero. `steps` ascend by time; before the first, nothing happens.
 */
export function backlog(steps: readonly FlowStep[], initial: number): Backlog {
  const levels: number[] = [];
  let level = initial;
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    if (before !== undefined) level = after(level, before, step.fromMs);
    level += step.burst;
    levels.push(level);
  });
  return {
    at(ms) {
      let low = 0;
      let high = steps.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((steps[middle]?.fromMs ?? 0) <= ms) low = middle + 1;
        else high = middle;
      }
      const step = steps[low - 1];
      return step === undefined ? initial : after(levels[low - 1] ?? 0, step, ms);
    },
  };
}

function after(level: number, { fromMs, producedPerSecond, readablePerSecond }: FlowStep, ms: number): number {
  return Math.max(0, level + ((producedPerSecond - readablePerSecond) * (ms - fromMs)) / 1000);
}

/** From `fromMs` on, `perSecond` records a second, until the next step. */
export interface RateStep {
  readonly fromMs: number;
  readonly perSecond: number;
}

/** How many records a source has made, as a function of time; its steps are constant in between. */
export interface RateCurve {
  /** The rate at a time; 0 before the first step. */
  at(ms: number): number;
  /** Records since the first step, as a real number. */
  total(ms: number): number;
  /** When `total` reaches `records`; null when it never does. */
  reaches(records: number): number | null;
  /** The times at which the rate changes, ascending. */
  readonly changes: readonly number[];
}

/** `steps` in any order. */
export function rateCurve(steps: readonly RateStep[]): RateCurve {
  const sorted = [...steps].sort((a, b) => a.fromMs - b.fromMs);
  const totals: number[] = [];
  let total = 0;
  sorted.forEach((step, index) => {
    const before = sorted[index - 1];
    if (before !== undefined) total += ((step.fromMs - before.fromMs) * before.perSecond) / 1000;
    totals.push(total);
  });
  const indexAt = (ms: number) => sorted.findLastIndex(({ fromMs }) => fromMs <= ms);

  return {
    changes: sorted.map(({ fromMs }) => fromMs),
    at: (ms) => sorted[indexAt(ms)]?.perSecond ?? 0,
    total(ms) {
      const index = indexAt(ms);
      const step = sorted[index];
      return step === undefined ? 0 : (totals[index] ?? 0) + ((ms - step.fromMs) * step.perSecond) / 1000;
    },
    reaches(records) {
      if (records <= 0) return sorted[0]?.fromMs ?? null;
      const index = totals.findLastIndex((reached) => reached < records);
      const step = sorted[index];
      if (step === undefined || step.perSecond === 0) return null;
      return step.fromMs + ((records - (totals[index] ?? 0)) * 1000) / step.perSecond;
    },
  };
}

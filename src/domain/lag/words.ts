/** `45 s`, `12 min`, `5.5 h`, `3 days`: the largest unit that keeps the number readable. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds < 10 ? short(seconds) : Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${short(seconds / 3_600)} h` : `${short(seconds / 86_400)} days`;
}

/** `25 records/s`, `0.05 records/s`. */
export const rate = (perSecond: number): string =>
  `${amount(perSecond)} ${amount(perSecond) === '1' ? 'record' : 'records'}/s`;

/** Two significant digits below 1, one decimal below 100, whole numbers above. */
export const amount = (value: number): string =>
  Math.abs(value) < 1
    ? String(Number(value.toPrecision(2)))
    : Math.abs(value) < 100
      ? short(value)
      : String(Math.round(value));

/** A moment as `2026-01-31 12:00:05Z`. */
export const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}Z`;

const short = (value: number): string => String(Number(value.toFixed(1)));

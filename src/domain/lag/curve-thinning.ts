import type { LagPoint } from './curve.ts';

/** At most `most` points, evenly spread, the first and the last among them. */
export function thinned(points: readonly LagPoint[], most: number): readonly LagPoint[] {
  if (points.length <= most || most < 2) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** What stands where the lag is unknown. */
const UNKNOWN_MARK = '·';

/** One bar a point, as high as its part of the greatest lag; the lowest bar is no lag. */
export function sparkline(points: readonly LagPoint[]): string {
  const most = points.reduce((max, { lag }) => (lag !== null && lag > max ? lag : max), 0n);
  return points.map(({ lag }) => (lag === null ? UNKNOWN_MARK : bar(lag, most))).join('');
}

/** Any lag at all stands higher than none. */
function bar(lag: bigint, most: bigint): string {
  if (lag === 0n || most === 0n) return BARS[0];
  const height = Math.max(1, Math.ceil((Number(lag) / Number(most)) * (BARS.length - 1)));
  return BARS[height] ?? BARS[0];
}

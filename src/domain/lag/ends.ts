import type { ProduceCurve } from './observation.ts';

/** The end of a partition's log at known times, ascending: from the produce curve and the looks. */
export interface Ends {
  readonly points: readonly { readonly atMs: number; readonly endOffset: bigint }[];
  /** Points before it belong to another day and serve comparison only. */
  readonly recentSinceMs: number;
}

/** The curve, with what looks saw after its last point. */
export function endsOf(
  curve: ProduceCurve,
  looks: readonly { readonly atMs: number; readonly endOffset: bigint | null }[],
  recentSinceMs: number,
): Ends {
  let { points } = curve;
  for (const { atMs, endOffset } of looks) {
    const last = points.at(-1);
    if (endOffset !== null && (last === undefined || (atMs > last.atMs && endOffset >= last.endOffset)))
      points = [...points, { atMs, endOffset }];
  }
  return { points, recentSinceMs };
}

/** The end at a time between two recent points, on the straight line; null outside of them. */
export function endAt({ points, recentSinceMs }: Ends, atMs: number): number | null {
  for (let at = points.length - 1; at >= 0; at -= 1) {
    const point = points[at];
    if (point === undefined || point.atMs < recentSinceMs) return null;
    if (point.atMs > atMs) continue;
    const after = points[at + 1];
    if (after === undefined) return point.atMs === atMs ? Number(point.endOffset) : null;
    const share = (atMs - point.atMs) / (after.atMs - point.atMs);
    return Number(point.endOffset) + share * Number(after.endOffset - point.endOffset);
  }
  return null;
}

/** The first and last moment of the recent part; null: it has no two points. */
export function recentSpan({ points, recentSinceMs }: Ends): { readonly fromMs: number; readonly toMs: number } | null {
  const from = points.find(({ atMs }) => atMs >= recentSinceMs)?.atMs;
  const to = points.at(-1)?.atMs;
  return from === undefined || to === undefined || from === to ? null : { fromMs: from, toMs: to };
}

/** When the record at this offset was written: between which two points. null: no point bounds it on that side. */
export function writtenBetween(
  { points }: Ends,
  offset: bigint,
): { readonly notBeforeMs: number | null; readonly notAfterMs: number | null } {
  let notBeforeMs: number | null = null;
  for (const { atMs, endOffset } of points) {
    if (endOffset > offset) return { notBeforeMs, notAfterMs: atMs };
    notBeforeMs = atMs;
  }
  return { notBeforeMs, notAfterMs: null };
}

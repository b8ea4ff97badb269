/** One end of a log at one time. */
export interface LookupPoint {
  readonly offset: number;
  readonly atMs: number;
}

export type Insertion = 'Inserted' | 'Updated' | 'OutOfOrder' | 'NonMonotonic';

/** When an offset was the end of the log, or why that can't be said. */
export type Lookup = 'LagIsZero' | 'TooFewPoints' | { readonly atMs: number };

/**
 * kafka-lag-exporter's table of log ends, from which it reads when an offset was the end. Its answers outside of the table are
 * extrapolated and may lie years away or at infinity, which is why the time lag here is read from records or bracketed
 * instead. Kept to compare with what that exporter shows. Source: its LookupTable, as stated in the lag rules §1.2.
 */
export interface LookupTable {
  add(point: LookupPoint): Insertion;
  lookUp(offset: number): Lookup;
}

export function createLookupTable(limit: number): LookupTable {
  const points: LookupPoint[] = [];
  return {
    add(point) {
      const [last, before] = [points.at(-1), points.at(-2)];
      if (last !== undefined && point.atMs <= last.atMs) return 'OutOfOrder';
      if (last !== undefined && point.offset < last.offset) return 'NonMonotonic';
      // A flat run keeps its two ends only.
      if (last?.offset === point.offset && before?.offset === point.offset) {
        points[points.length - 1] = point;
        return 'Updated';
      }
      points.push(point);
      if (points.length > limit) points.shift();
      return 'Inserted';
    },
    lookUp: (offset) => lookUp(points, offset),
  };
}

function lookUp(points: readonly LookupPoint[], offset: number): Lookup {
  const [first, last] = [points[0], points.at(-1)];
  if (last?.offset === offset) return 'LagIsZero';
  if (first === undefined || last === undefined || points.length < 2) return 'TooFewPoints';
  const [left, right] = bracketOf(points, offset) ?? [first, last];
  const perOffset = (right.atMs - left.atMs) / (right.offset - left.offset);
  return { atMs: right.atMs - (right.offset - offset) * perOffset };
}

/** Two neighbours that hold the offset between them, searched from the newest. */
function bracketOf(points: readonly LookupPoint[], offset: number): readonly [LookupPoint, LookupPoint] | null {
  for (let at = points.length - 1; at > 0; at -= 1) {
    const [left, right] = [points[at - 1], points[at]];
    if (left !== undefined && right !== undefined && offset >= left.offset && offset <= right.offset)
      return [left, right];
  }
  return null;
}

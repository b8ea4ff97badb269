/** How much may be read, whichever ends first. */
export interface Bounds {
  readonly bytesPerPartition: number;
  readonly bytes: number;
  readonly records: number;
  readonly timeMs: number;
}

/** What is left of the bounds, shared by all who read. */
export interface Budget {
  readonly bounds: Bounds;
  readonly leftMs: number;
  readonly spent: boolean;
  take(bytes: number, records: number): void;
}

export function startBudget(bounds: Bounds): Budget {
  const endsAt = performance.now() + bounds.timeMs;
  let { bytes, records } = bounds;
  const leftMs = () => Math.max(0, endsAt - performance.now());
  return {
    bounds,
    get leftMs() {
      return leftMs();
    },
    get spent() {
      return bytes <= 0 || records <= 0 || leftMs() === 0;
    },
    take(takenBytes, takenRecords) {
      bytes -= takenBytes;
      records -= takenRecords;
    },
  };
}

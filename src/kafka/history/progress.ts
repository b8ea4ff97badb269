import type { TailBatch } from './tail-batch.ts';

/** About what a commit takes in the log, with its share of the batch; corrected by what is read. [measured: 91 bytes on 4.3.1] */
const BYTES_PER_OFFSET = 150;

/** Room for what the estimate misses: batches are whole, and those with members are larger. */
const SLACK_BYTES = 16 * 1024;

/** A stretch that is being read, from its beginning to its end. */
interface Stretch {
  readonly from: bigint;
  readonly until: bigint;
  /** Where reading goes on. */
  next: bigint;
  batches: TailBatch[];
}

export interface ProgressOptions {
  /** Offsets of the window: the first one, and the one after the last. */
  readonly start: bigint;
  readonly end: bigint;
  /** Where the window begins, when `start` is only the beginning of the log; null: `start` is where it does. */
  readonly sinceMs: number | null;
  /** What one stretch should come to. */
  readonly stretchBytes: number;
  /** How much of the partition may be read at all, and how much without letting others wait. */
  readonly maxBytes: number;
  readonly fairBytes: number;
}

/**
 * How far one partition has been read: in stretches from the end backwards, so that whatever bound ends the reading, the
 * newest records are there. Inside a stretch reading goes forward, as Fetch does.
 */
export interface Progress {
  readonly done: boolean;
  /** What to ask for next. */
  readonly wanted: { readonly offset: bigint; readonly maxBytes: number };
  /** Batches as they come, in order; those of stretches that were read before are skipped. */
  take(batches: readonly TailBatch[], bytes: number): void;
  /** There is nothing more up to the end of the stretch; where a whole stretch has nothing, reading ends. */
  nothingMore(): void;
  /** Nothing more can be had. */
  stop(): void;
  /** The batches of all stretches that are whole, in order. */
  readonly batches: readonly TailBatch[];
  /** Whether anything was read to the end; also true of an empty window. */
  readonly reachedEnd: boolean;
}

export function startProgress(options: ProgressOptions): Progress {
  const { start, end, sinceMs, stretchBytes, maxBytes, fairBytes } = options;
  const whole: (readonly TailBatch[])[] = [];
  let bytesPerOffset = BYTES_PER_OFFSET;
  let bytesRead = 0;
  let readFrom = end;
  let stopped = false;
  // There may be nothing in the window, so the last record is looked at first.
  let stretch = stretchBefore(end, sinceMs === null ? stretchBytes : 1);

  function stretchBefore(until: bigint, bytes = stretchBytes): Stretch {
    const offsets = BigInt(Math.max(1, Math.floor(bytes / bytesPerOffset)));
    const from = until - offsets < start ? start : until - offsets;
    return { from, until, next: from, batches: [] };
  }

  function finish(): void {
    whole.unshift(stretch.batches);
    readFrom = stretch.from;
    // The first batch may begin before what was asked for.
    const begin = stretch.batches[0]?.baseOffset ?? readFrom;
    if (begin < readFrom) readFrom = begin;
    stretch = stretchBefore(readFrom);
  }

  /** The newest stretch is denser than thought: it has to end within what may be read. */
  function tighten(): void {
    const left = Number(stretch.until - stretch.next) * bytesPerOffset;
    const closer = stretchBefore(stretch.until);
    const mustSkip = readFrom === end && left > Math.min(maxBytes, fairBytes) - bytesRead;
    if (mustSkip && closer.from > stretch.next) stretch = closer;
  }

  const isBeforeWindow = (atMs: number | null) => sinceMs !== null && atMs !== null && atMs < sinceMs;
  const done = () =>
    stopped || readFrom <= start || bytesRead >= maxBytes || isBeforeWindow(whole[0]?.[0]?.atMs ?? null);

  return {
    get done() {
      return done();
    },
    get wanted() {
      const left = Number(stretch.until - stretch.next) * bytesPerOffset;
      return { offset: stretch.next, maxBytes: Math.min(stretchBytes, Math.ceil(left * 1.25)) + SLACK_BYTES };
    },
    take(batches, bytes) {
      bytesRead += bytes;
      for (const batch of batches) {
        if (batch.baseOffset >= stretch.until) stretch.next = stretch.until;
        if (batch.endOffset <= stretch.next || stretch.next >= stretch.until) continue;
        stretch.batches.push(batch);
        stretch.next = batch.endOffset;
      }
      const [first, last] = [batches[0], batches.at(-1)];
      const span = first === undefined || last === undefined ? 0n : last.endOffset - first.baseOffset;
      if (span > 0n) bytesPerOffset = Math.max(1, bytes / Number(span));
      if (stretch.next >= stretch.until) finish();
      else tighten();
    },
    nothingMore() {
      stopped = stretch.batches.length === 0;
      finish();
    },
    stop() {
      stopped = true;
    },
    get batches() {
      return whole.flat();
    },
    get reachedEnd() {
      return readFrom < end || end <= start;
    },
  };
}

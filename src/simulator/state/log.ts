import type { AppendedBatch, PlacedBatch } from './appended-batch.ts';
import { type RateCurve, rateCurve } from './rates.ts';
import { REMEMBERED_BATCHES } from './sequences.ts';

/** A stretch of records without bytes yet: generated when somebody reads them. */
export interface GeneratedRun {
  readonly baseOffset: bigint;
  readonly records: number;
  /** Timestamp of the record at an index into the run. */
  timestampMs(index: number): number;
}

export type LogPiece = ({ readonly kind: 'appended' } & PlacedBatch) | ({ readonly kind: 'generated' } & GeneratedRun);

/** The steady part of a partition. */
export interface LogOrigin {
  /** Records of the whole topic. */
  readonly curve: RateCurve;
  /** The part of them that this partition gets, 0 to 1. */
  readonly share: number;
}

/** Batches that appear by themselves as time passes: those after `fromMs` up to and with `toMs`, ascending. */
export type LogScript = (fromMs: number, toMs: number) => readonly AppendedBatch[];

export const NOTHING_STEADY: LogOrigin = { curve: rateCurve([]), share: 0 };

const NO_BATCHES: readonly PlacedBatch[] = [];

/** A clock time is good to less than this many records. */
export const ROUNDING = 1e-6;

interface Entry {
  readonly batch: AppendedBatch;
  /** Its base offset. */
  readonly base: number;
  /** Appended records up to and with this batch. */
  readonly upTo: number;
}

/**
 * The log of one partition. The steady part is a function of time and takes no memory, however long it is; what is appended
 * lies between, at the place where the steady part stood then. Offsets are bigint at the border; inside, numbers: a log of
 * 2^53 records is beyond every simulation.
 */
export class PartitionLog {
  private readonly origin: LogOrigin;
  private readonly script: LogScript | null;
  /** Ascending by time and by offset; empty for most partitions. */
  private readonly entries: Entry[] = [];
  /** Made when a client writes: most of 100,000 logs never see one. */
  private remembered: Map<bigint, readonly PlacedBatch[]> | null = null;
  /** The end at the time that was asked for last: one answer asks several times. */
  private endMs = Number.NaN;
  private endOffset = 0n;
  private scriptedUntilMs = Number.NEGATIVE_INFINITY;
  /** Below it records were deleted by DeleteRecords; retention comes on top. */
  private deletedBelow: number;

  constructor(origin: LogOrigin, deletedBelow = 0, script: LogScript | null = null) {
    this.origin = origin;
    this.deletedBelow = deletedBelow;
    this.script = script;
  }

  /** Appends after everything that is there at `batch.atMs`; answers its base offset. Batches come in order of time. */
  append(batch: AppendedBatch): bigint {
    this.play(batch.atMs);
    return BigInt(this.place(batch));
  }

  /** The offset after the last record: the high watermark. */
  end(ms: number): bigint {
    if (ms !== this.endMs) {
      this.endOffset = BigInt(this.endAt(ms));
      this.endMs = ms;
    }
    return this.endOffset;
  }

  /** All records up to a time, also the part of one that is under way: what a reader keeps pace with. */
  amount(ms: number): number {
    return this.appendedBy(ms) + this.steadyBy(ms);
  }

  /** The first offset that is still there, after `retention.ms` and what `retention.bytes` comes to (null: no limit). */
  start(ms: number, retentionMs: number | null, retentionRecords: number | null): bigint {
    const end = this.endAt(ms);
    const byTime = retentionMs === null ? 0 : this.firstKept(ms - retentionMs, end);
    const bySize = retentionRecords === null ? 0 : end - retentionRecords;
    return BigInt(Math.min(end, Math.max(this.deletedBelow, byTime, bySize)));
  }

  /** The first record at or after a time, as ListOffsets answers it; null when there is none. */
  firstSince(timestampMs: number, nowMs: number, startOffset: bigint): { offset: bigint; timestampMs: number } | null {
    const end = this.endAt(nowMs);
    const offset = Math.max(Number(startOffset), this.firstAtOrAfter(timestampMs, end));
    return offset >= end ? null : { offset: BigInt(offset), timestampMs: this.timestampOf(offset) };
  }

  /** The record with the largest timestamp: the last one, since time only goes forward. */
  newest(nowMs: number, startOffset: bigint): { offset: bigint; timestampMs: number } | null {
    const last = this.endAt(nowMs) - 1;
    return last < Number(startOffset) ? null : { offset: BigInt(last), timestampMs: this.timestampOf(last) };
  }

  /** What lies from `from` to `to`, in order; a batch that begins before `from` comes whole. */
  *pieces(from: bigint, to: bigint): Generator<LogPiece> {
    let at = Number(from);
    const end = Number(to);
    while (at < end) {
      const index = this.lastIndex(({ base }) => base <= at);
      const entry = this.entries[index];
      if (entry !== undefined && at < entry.base + entry.batch.records) {
        yield { kind: 'appended', ...entry.batch, baseOffset: BigInt(entry.base) };
        at = entry.base + entry.batch.records;
        continue;
      }
      const first = at;
      const until = Math.min(end, this.entries[index + 1]?.base ?? end);
      yield {
        kind: 'generated',
        baseOffset: BigInt(first),
        records: until - first,
        timestampMs: (position) => this.timestampOf(first + position),
      };
      at = until;
    }
  }

  /** Batches of transactions up to a time, in order. */
  transactional(ms: number): readonly PlacedBatch[] {
    this.play(ms);
    if (this.entries.length === 0) return NO_BATCHES;
    return this.entries
      .filter(({ batch }) => batch.transactional && batch.atMs <= ms)
      .map(({ batch, base }) => ({ ...batch, baseOffset: BigInt(base) }));
  }

  /** When and how many records were appended up to a time, besides the steady ones. */
  bursts(ms: number): readonly { readonly atMs: number; readonly records: number }[] {
    this.play(ms);
    return this.entries.map(({ batch }) => batch);
  }

  /** How many of those there are. */
  burstCount(ms: number): number {
    this.play(ms);
    return this.entries.length;
  }

  /** The newest batches of an idempotent client, oldest first. */
  recentOf(producerId: bigint): readonly PlacedBatch[] {
    return this.remembered?.get(producerId) ?? [];
  }

  /** The newest batch of each idempotent client. */
  idempotent(): readonly PlacedBatch[] {
    return [...(this.remembered?.values() ?? [])].flatMap((batches) => batches.slice(-1));
  }

  private play(ms: number): void {
    if (this.script === null || ms <= this.scriptedUntilMs) return;
    const batches = this.script(this.scriptedUntilMs, ms);
    this.scriptedUntilMs = ms;
    for (const batch of batches) this.place(batch);
  }

  private place(batch: AppendedBatch): number {
    const before = this.entries.at(-1)?.upTo ?? 0;
    const base = this.generatedBy(batch.atMs) + before;
    this.entries.push({ batch, base, upTo: before + batch.records });
    this.endMs = Number.NaN;
    if (batch.sequence !== undefined) {
      const newest = [...this.recentOf(batch.producerId), { ...batch, baseOffset: BigInt(base) }];
      this.remembered ??= new Map();
      this.remembered.set(batch.producerId, newest.slice(-REMEMBERED_BATCHES));
    }
    return base;
  }

  private endAt(ms: number): number {
    return this.appendedBy(ms) + this.generatedBy(ms);
  }

  private appendedBy(ms: number): number {
    this.play(ms);
    if (this.entries.length === 0) return 0;
    return this.entries[this.lastIndex(({ batch }) => batch.atMs <= ms)]?.upTo ?? 0;
  }

  private steadyBy(ms: number): number {
    const { curve, share } = this.origin;
    return curve.total(ms) * share;
  }

  private generatedBy(ms: number): number {
    return Math.floor(this.steadyBy(ms) + ROUNDING);
  }

  private timestampOf(offset: number): number {
    const entry = this.entries[this.lastIndex(({ base }) => base <= offset)];
    if (entry !== undefined && offset < entry.base + entry.batch.records) return entry.batch.atMs;
    const { curve, share } = this.origin;
    // The record with index i is there as soon as i + 1 of them are.
    const generated = offset - (entry?.upTo ?? 0) + 1;
    const about = Math.ceil(curve.reaches(generated / share) ?? curve.changes[0] ?? 0);
    // A number that holds a time of today is good to a quarter of a microsecond: the record may be there just before or after.
    if (this.generatedBy(about - 1) >= generated) return about - 1;
    return this.generatedBy(about) >= generated ? about : about + 1;
  }

  /** The first record that is young enough; most logs are younger than their retention as a whole. */
  private firstKept(sinceMs: number, end: number): number {
    const oldestMs = Math.min(
      this.origin.curve.changes[0] ?? Number.POSITIVE_INFINITY,
      this.entries[0]?.batch.atMs ?? Number.POSITIVE_INFINITY,
    );
    return oldestMs >= sinceMs ? 0 : this.firstAtOrAfter(sinceMs, end);
  }

  /** By bisection: timestamps never fall. */
  private firstAtOrAfter(timestampMs: number, end: number): number {
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.timestampOf(middle) < timestampMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the last entry that fulfils what all entries before it fulfil; -1 for none. */
  private lastIndex(holds: (entry: Entry) => boolean): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.entries[middle];
      if (entry !== undefined && holds(entry)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

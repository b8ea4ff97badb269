import type { Call } from '../call.ts';
import type { BrokerAddress } from '../connection/address.ts';
import { byLeader, byTopic, keyOf, type LedPartition } from '../leaders.ts';
import { listOffsetsAt } from '../list-offsets.ts';
import type { ResponseOf } from '../protocol/api.ts';
import { fetch } from '../protocol/apis/01-fetch.ts';
import { OFFSET_SPEC } from '../protocol/apis/02-list-offsets.ts';
import { errorName } from '../protocol/errors.ts';
import { RecordsError } from '../protocol/records/errors.ts';
import { type Bounds, type Budget, startBudget } from './budget.ts';
import { completeSince } from './complete-since.ts';
import { decodeSlowly } from './decode-slowly.ts';
import { type Progress, startProgress } from './progress.ts';
import { type TailBatch, tailBatch } from './tail-batch.ts';

/** One Fetch answers so much: what takes a tenth of a second to decode, and a second to come over a slow line. */
const ANSWER_BYTES = 4 * 1024 * 1024;

/** One stretch of one partition, at least and at most: the least holds a few hundred commits. */
const STRETCH_BYTES = { least: 64 * 1024, most: 1024 * 1024 };

/** What was read of one partition of `__consumer_offsets`. */
export interface PartitionTail {
  readonly partition: LedPartition;
  /** In order, up to the end. */
  readonly batches: readonly TailBatch[];
  /** From here on nothing is missing. */
  readonly completeSinceMs: number;
  /** Why nothing could be read; null when it was, though there may have been nothing. */
  readonly missing: string | null;
  /** Something holds back the last stable offset. */
  readonly unstable: boolean;
}

export interface TailOptions {
  readonly fromMs: number;
  readonly toMs: number;
  readonly wants: (group: string) => boolean;
  readonly bounds: Bounds;
}

/**
 * The tail of partitions of `__consumer_offsets`: what was written there since `fromMs`, without joining any group. Three
 * ListOffsets a leader, and as many Fetches as it takes within the bounds; one group's ten minutes are usually one Fetch
 * [measured: at most 0.7 MB]. Reads from the end backwards: when a bound ends first, the oldest part is what is missing.
 */
export async function readTail(
  call: Call,
  partitions: readonly LedPartition[],
  { fromMs, toMs, wants, bounds }: TailOptions,
): Promise<readonly PartitionTail[]> {
  const budget = startBudget(bounds);
  const name = 'commit history';
  const [begins, starts, ends] = await Promise.all([
    listOffsetsAt(call, partitions, { timestamp: OFFSET_SPEC.earliest, isolationLevel: 0, name }),
    listOffsetsAt(call, partitions, { timestamp: BigInt(Math.floor(fromMs)), isolationLevel: 0, name }),
    listOffsetsAt(call, partitions, { timestamp: OFFSET_SPEC.latest, isolationLevel: 0, name }),
  ]);
  const readings = partitions.map((partition): Reading => {
    const answers = [begins, starts, ends].map((each) => each.get(keyOf(partition)));
    const [begin, start, end] = answers;
    const silent = answers.includes(undefined);
    const error = silent ? 'its leader did not answer' : (begin?.error ?? start?.error ?? end?.error ?? null);
    const window = { begin: begin?.offset ?? 0n, start: start?.offset ?? null, end: end?.offset ?? 0n };
    return reading(partition, error, window, { fromMs, fairBytes: bounds.bytes / partitions.length, bounds });
  });
  const toRead = new Map(readings.map((each) => [each.partition, each]));
  await Promise.all(
    [...byLeader(partitions)].map(([leader, own]) => {
      const mine = own.flatMap((partition) => toRead.get(partition) ?? []);
      return readLed(call, leader, mine, budget, wants);
    }),
  );
  return readings.map((each) => tailOf(each, fromMs, toMs));
}

/** A partition while it is being read. */
interface Reading {
  readonly partition: LedPartition;
  /**
   * The first offset of the window. null: the broker names none, since nothing was written in it, or since compaction emptied
   * the segment in which it looked: then it does not look in the next ones [seen on 4.3.1].
   */
  readonly start: bigint | null;
  readonly progress: Progress;
  missing: string | null;
  unstable: boolean;
}

function reading(
  partition: LedPartition,
  missing: string | null,
  { begin, start, end }: { readonly begin: bigint; readonly start: bigint | null; readonly end: bigint },
  { fromMs, fairBytes, bounds }: { readonly fromMs: number; readonly fairBytes: number; readonly bounds: Bounds },
): Reading {
  const stretchBytes = Math.max(STRETCH_BYTES.least, Math.min(STRETCH_BYTES.most, fairBytes / 2));
  // With the record before the window: where it is gone, compaction may have taken more.
  const from = start === null ? begin : start > begin ? start - 1n : start;
  const size = { stretchBytes, fairBytes, maxBytes: bounds.bytesPerPartition };
  const progress = startProgress({ start: from, end, sinceMs: start === null ? fromMs : null, ...size });
  if (missing !== null) progress.stop();
  return { partition, start, progress, missing, unstable: false };
}

async function readLed(
  call: Call,
  leader: BrokerAddress,
  readings: readonly Reading[],
  budget: Budget,
  wants: (group: string) => boolean,
): Promise<void> {
  let waiting = readings.filter(({ progress }) => !progress.done);
  while (waiting.length > 0 && !budget.spent) {
    const what = `commit history of ${waiting.length} partitions led by broker ${leader.nodeId}`;
    const patience = { timeoutMs: budget.leftMs, noVerdict: true };
    const answer = await call.ask(leader, fetch, requestFor(waiting), what, patience);
    if (answer === null || answer.errorCode !== 0) {
      const why = answer === null ? 'its leader did not answer' : errorName(answer.errorCode);
      for (const each of waiting) giveUp(each, why);
      return;
    }
    const answered = answersOf(answer);
    const unserved: Reading[] = [];
    const served: Reading[] = [];
    for (const each of waiting) {
      const own = answered.get(each.partition.partition);
      if (own === undefined) giveUp(each, 'its leader left it out');
      const got = own === undefined ? 'nothing' : await take(call, each, own, budget, wants);
      // Whatever its size, the first batch of an answer comes whole; what does not fit beside it comes first the next time.
      if (got === 'nothing' && each === waiting[0] && !each.progress.done) each.progress.nothingMore();
      (got === 'nothing' ? unserved : served).push(each);
    }
    waiting = [...unserved, ...served].filter(({ progress }) => !progress.done);
  }
}

function giveUp(each: Reading, why: string): void {
  each.progress.stop();
  if (!each.progress.reachedEnd) each.missing ??= why;
}

function requestFor(waiting: readonly Reading[]) {
  const topics = byTopic(waiting.map(({ partition, progress }) => ({ ...partition, ...progress.wanted }))).map(
    ([topic, list]) => ({
      topic,
      partitions: list.map(({ partition, offset, maxBytes }) => ({
        partition,
        fetchOffset: offset,
        partitionMaxBytes: maxBytes,
      })),
    }),
  );
  const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: ANSWER_BYTES, isolationLevel: 0 };
  return { ...limits, topics, forgottenTopicsData: [] };
}

type AnsweredPartition = ResponseOf<typeof fetch>['responses'][number]['partitions'][number];

const answersOf = ({ responses }: ResponseOf<typeof fetch>): ReadonlyMap<number, AnsweredPartition> =>
  new Map(responses.flatMap(({ partitions }) => partitions.map((each) => [each.partitionIndex, each])));

async function take(
  call: Call,
  each: Reading,
  { errorCode, records, lastStableOffset, highWatermark }: AnsweredPartition,
  budget: Budget,
  wants: (group: string) => boolean,
): Promise<'something' | 'nothing'> {
  if (errorCode !== 0) {
    giveUp(each, errorName(errorCode));
    return 'something';
  }
  each.unstable = lastStableOffset >= 0n && lastStableOffset < highWatermark;
  if (records === null || records.length === 0) return 'nothing';
  const kept: TailBatch[] = [];
  let count = 0;
  try {
    for await (const batches of decodeSlowly(records)) {
      call.throwIfCancelled();
      kept.push(...batches.map((batch) => tailBatch(batch, wants)));
      count += batches.reduce((sum, batch) => sum + (batch.records?.length ?? 0), 0);
    }
  } catch (error) {
    if (!(error instanceof RecordsError)) throw error;
    giveUp(each, `its records can't be read: ${error.message}`);
    return 'something';
  }
  budget.take(records.length, count);
  each.progress.take(kept, records.length);
  return kept.length === 0 ? 'nothing' : 'something';
}

function tailOf(
  { partition, start, progress, missing, unstable }: Reading,
  fromMs: number,
  toMs: number,
): PartitionTail {
  const why = missing ?? (progress.reachedEnd ? null : 'reading took longer than it may');
  if (why !== null) return { partition, batches: [], completeSinceMs: toMs, missing: why, unstable };
  const { batches } = progress;
  const first = start ?? batches.find(({ atMs }) => atMs !== null && atMs >= fromMs)?.baseOffset ?? null;
  if (first === null) return { partition, batches: [], completeSinceMs: fromMs, missing: null, unstable };
  return {
    partition,
    batches: batches.filter(({ endOffset }) => endOffset > first),
    completeSinceMs: completeSince(batches, fromMs, first),
    missing: null,
    unstable,
  };
}

import type { FirstUnread } from '../../domain/lag/observation.ts';
import type { Call } from '../call.ts';
import { keyOf } from '../leaders.ts';
import { addErrorGaps, listOffsetsAt } from '../list-offsets.ts';
import { between, readTime, type Unread } from './unread.ts';

/** Each narrows the time down, by the rate at which records came where that is known; one more halves what is left. */
const ROUNDS = 5;

/** Closer than this is exact enough. */
const CLOSE_MS = 1_000;

/** Between which records it lies. The upper one is where the partition ends, now. */
interface Bracket {
  readonly unread: Unread;
  readonly low: { readonly offset: bigint; readonly atMs: number } | null;
  readonly high: { readonly offset: bigint; readonly atMs: number };
  /** The broker told the time of the very record. */
  readonly exactMs: number | null;
}

/**
 * When the first unread records were written, by offsets for times: for topics that this client may DESCRIBE and not READ.
 * Right as far as timestamps ascend. At most five ListOffsets a leader. The broker tells the time of the record that it finds,
 * so this may well hit the record itself.
 */
export async function bracketUnread(
  call: Call,
  unread: readonly Unread[],
  nowMs: number,
): Promise<readonly FirstUnread[]> {
  // A partition has one time in a request; where two groups read it, the second has to wait.
  const seen = new Set<string>();
  const first = unread.filter((each) => !seen.has(keyOf(each)) && seen.add(keyOf(each)));
  const others = unread.filter((each) => !first.includes(each));
  let brackets: readonly Bracket[] = first.map((each) => ({
    unread: each,
    low: null,
    high: { offset: each.highWatermark, atMs: nowMs },
    exactMs: null,
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const open = new Map(brackets.filter(isOpen).map((each) => [keyOf(each.unread), each]));
    const name = 'age of the first unread record';
    const times = new Map([...open].map(([key, bracket]) => [key, guess(bracket, round)]));
    const timestamp = (each: Unread) => BigInt(times.get(keyOf(each)) ?? 0);
    const asked = [...open.values()].map((bracket) => bracket.unread);
    const answers = await listOffsetsAt(call, asked, { timestamp, isolationLevel: 0, name });
    addErrorGaps(call, name, answers.values());
    brackets = brackets.map((bracket) => {
      const answer = answers.get(keyOf(bracket.unread));
      if (!open.has(keyOf(bracket.unread)) || answer === undefined || answer.error !== null) return bracket;
      return narrowed(bracket, times.get(keyOf(bracket.unread)) ?? 0, answer.offset, answer.timestampMs);
    });
  }
  const found = brackets.flatMap(({ unread: each, low, high, exactMs }): FirstUnread[] => {
    const notBeforeMs = exactMs ?? low?.atMs ?? null;
    if (notBeforeMs === null) return [];
    // What was passed already were aborted records, and nobody knows how many more follow.
    if (each.next > each.from) return [between(each, notBeforeMs, null)];
    return [exactMs === null ? between(each, notBeforeMs, high.atMs) : readTime(each, exactMs)];
  });
  return others.length === 0 ? found : [...found, ...(await bracketUnread(call, others, nowMs))];
}

const isOpen = ({ low, high, exactMs }: Bracket) =>
  exactMs === null && (low === null || high.atMs - low.atMs > CLOSE_MS);

/** The beginning of the log first; then where the record should be if records came evenly, and in turn the middle. */
function guess({ unread, low, high }: Bracket, round: number): number {
  if (low === null) return 0;
  const share = Number(unread.next - low.offset) / Math.max(1, Number(high.offset - low.offset));
  const part = round % 2 === 1 ? share : 0.5;
  return Math.ceil(low.atMs + (high.atMs - low.atMs) * Math.min(1, Math.max(0, part)));
}

/** The first record at or after `timeMs` is at `offset`, of `timestampMs`; null: there is none. */
function narrowed(bracket: Bracket, timeMs: number, offset: bigint | null, timestampMs: number | null): Bracket {
  const { unread, low, high } = bracket;
  // Asked for the beginning of time, the broker answers the first record of all.
  const isIt = offset !== null && (offset === unread.next || (low === null && offset > unread.next));
  if (isIt && timestampMs !== null) return { ...bracket, exactMs: timestampMs };
  if (offset === null || offset > unread.next) {
    return { ...bracket, high: { offset: offset ?? high.offset, atMs: Math.min(high.atMs, timeMs) } };
  }
  return { ...bracket, low: { offset, atMs: timestampMs ?? timeMs } };
}

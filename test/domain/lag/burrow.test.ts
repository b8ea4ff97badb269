import { describe, expect, test } from 'vitest';
import { type BurrowStatus, burrowStatus } from '../../../src/domain/lag/burrow.ts';

interface Case {
  readonly name: string;
  /** [seconds, offset, lag at that time or null] */
  readonly commits: readonly (readonly [number, number, number | null])[];
  readonly ends?: readonly number[];
  readonly lag: number;
  readonly now: number;
  readonly allowed?: number;
  readonly status: BurrowStatus;
}

const window = (offsets: readonly number[], lags: readonly (number | null)[]) =>
  offsets.map((offset, at) => [at * 30, offset, lags[at] ?? null] as const);

/** Written anew from the rules. */
const cases: readonly Case[] = [
  { name: 'nothing committed', commits: [], lag: 5, now: 100, status: 'OK' },
  {
    name: 'no lag now: OK whatever the window says',
    commits: window([9, 9, 9], [5, 5, 5]),
    lag: 0,
    now: 900,
    status: 'OK',
  },
  {
    name: 'lag within what is allowed',
    commits: window([1, 2, 3], [5, 6, 7]),
    lag: 7,
    now: 60,
    allowed: 7,
    status: 'OK',
  },
  {
    name: 'one more than what is allowed',
    commits: window([1, 2, 3], [8, 8, 8]),
    lag: 8,
    now: 60,
    allowed: 7,
    status: 'WARN',
  },
  {
    name: 'silent for exactly the span of the window: not yet STOP',
    commits: window([1, 2, 3], [5, 4, 5]),
    lag: 9,
    now: 120,
    status: 'OK',
  },
  { name: 'silent for a second more', commits: window([1, 2, 3], [5, 4, 5]), lag: 9, now: 121, status: 'STOP' },
  { name: 'one commit and any lag is STOP at once', commits: [[0, 1, 5]], lag: 1, now: 1, status: 'STOP' },
  { name: 'one commit at this very moment is not', commits: [[0, 1, 5]], lag: 1, now: 0, status: 'STALL' },
  {
    name: 'silent, but the end was at the commit lately: an idle topic',
    commits: window([1, 2, 3], [5, 4, 5]),
    ends: [3, 3, 12],
    lag: 9,
    now: 600,
    status: 'OK',
  },
  {
    name: 'silent, and every end lies beyond the commit',
    commits: window([1, 2, 3], [5, 4, 5]),
    ends: [4, 8, 12],
    lag: 9,
    now: 600,
    status: 'STOP',
  },
  {
    name: 'an offset fell and was not reached again',
    commits: window([5, 9, 3, 8], [4, 4, 9, 5]),
    lag: 5,
    now: 100,
    status: 'REWIND',
  },
  {
    name: 'reached again exactly: recovered',
    commits: window([5, 9, 3, 9], [4, 4, 9, 5]),
    lag: 5,
    now: 100,
    status: 'OK',
  },
  {
    name: 'the first fall counts, a later one does not',
    commits: window([5, 9, 3, 9, 8], [4, 4, 9, 5, 6]),
    lag: 6,
    now: 130,
    status: 'OK',
  },
  {
    name: 'REWIND comes before a zero lag in the window',
    commits: window([5, 9, 3, 8], [0, 4, 9, 5]),
    lag: 5,
    now: 100,
    status: 'REWIND',
  },
  { name: 'STOP comes before REWIND', commits: window([5, 9, 3, 8], [4, 4, 9, 5]), lag: 5, now: 500, status: 'STOP' },
  {
    name: 'STOP comes before a zero lag in the window',
    commits: window([1, 2, 3], [0, 4, 5]),
    lag: 9,
    now: 500,
    status: 'STOP',
  },
  { name: 'commits without progress', commits: window([7, 7, 7], [5, 6, 7]), lag: 8, now: 70, status: 'STALL' },
  {
    name: 'without progress, and once without lag: OK',
    commits: window([7, 7, 7], [0, 6, 7]),
    lag: 8,
    now: 70,
    status: 'OK',
  },
  { name: 'progress while lag rises', commits: window([7, 8, 9], [5, 6, 7]), lag: 8, now: 70, status: 'WARN' },
  { name: 'equal lags are no decrease', commits: window([7, 8, 9], [5, 5, 5]), lag: 5, now: 70, status: 'WARN' },
  { name: 'one decrease is enough', commits: window([7, 8, 9, 10], [5, 6, 5, 9]), lag: 9, now: 100, status: 'OK' },
  {
    name: 'unknown lags are passed over: 6 and then 5 follow each other',
    commits: window([7, 8, 9], [6, null, 5]),
    lag: 5,
    now: 70,
    status: 'OK',
  },
  {
    name: 'no lag is known at any commit',
    commits: window([7, 8, 9], [null, null, null]),
    lag: 5,
    now: 70,
    status: 'WARN',
  },
  {
    name: 'no lag is known and nothing moves',
    commits: window([7, 7, 7], [null, null, null]),
    lag: 5,
    now: 70,
    status: 'STALL',
  },
];

describe("Burrow's rules", () => {
  test.each(cases)('$name', ({ commits, ends = [], lag, now, allowed, status }) => {
    expect(
      burrowStatus({
        commits: commits.map(([at, offset, known]) => ({
          atMs: at * 1_000,
          offset: BigInt(offset),
          lag: known === null ? null : BigInt(known),
        })),
        ends: ends.map(BigInt),
        lag: BigInt(lag),
        nowMs: now * 1_000,
        ...(allowed === undefined ? {} : { allowedLag: BigInt(allowed) }),
      }),
    ).toBe(status);
  });
});

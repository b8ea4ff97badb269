/** What Burrow calls the state of a partition. */
export type BurrowStatus = 'OK' | 'WARN' | 'STOP' | 'STALL' | 'REWIND';

interface BurrowCommit {
  readonly offset: bigint;
  readonly atMs: number;
  /** Lag at the time of the commit; null: not known then. */
  readonly lag: bigint | null;
}

/** What Burrow looks at: the window of commits of one partition, oldest first, and what is known now. */
export interface BurrowWindow {
  readonly commits: readonly BurrowCommit[];
  /** The latest ends of the log that were seen. */
  readonly ends: readonly bigint[];
  /** End of the log now minus the last commit; Burrow sets negatives to 0. */
  readonly lag: bigint;
  readonly nowMs: number;
  /** Lag up to that counts as none. */
  readonly allowedLag?: bigint;
}

/**
 * Burrow's rules over a window of commits, as documented: no lag is OK; STOP where it is silent for longer than the window
 * spans and was not at the end lately; REWIND where an offset fell and was not reached again; with lag at every commit, STALL
 * where no offset differs and WARN where lag never fell from one to the next. Source: Burrow, core/internal/evaluator/caching.go,
 * as stated in the lag rules §1.1. An empty window is OK.
 */
export function burrowStatus({ commits, ends, lag, nowMs, allowedLag = 0n }: BurrowWindow): BurrowStatus {
  const [first, last] = [commits[0], commits.at(-1)];
  if (lag <= allowedLag || first === undefined || last === undefined) return 'OK';
  const silentMs = nowMs - last.atMs;
  if (silentMs > last.atMs - first.atMs && !ends.some((end) => end <= last.offset)) return 'STOP';
  if (isRewound(commits)) return 'REWIND';
  const lags = commits.flatMap((commit) => commit.lag ?? []);
  if (lags.some((known) => known <= allowedLag)) return 'OK';
  if (commits.every(({ offset }) => offset === first.offset)) return 'STALL';
  return lags.some((known, at) => at > 0 && known < (lags[at - 1] ?? known)) ? 'OK' : 'WARN';
}

/** The first fall counts, and only a later commit at or beyond the offset before it makes up for it. */
function isRewound(commits: readonly BurrowCommit[]): boolean {
  const at = commits.findIndex(({ offset }, index) => offset < (commits[index - 1]?.offset ?? offset));
  const before = commits[at - 1];
  return before !== undefined && !commits.slice(at).some(({ offset }) => offset >= before.offset);
}

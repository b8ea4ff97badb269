import { repeats } from './commits.ts';
import type { GroupFacts } from './facts.ts';
import { isSilent, type Owner } from './owner.ts';
import { isReadable } from './readable.ts';
import type { GroupSeen, PartitionSeen } from './seen.ts';

/** So many commits of one offset, at the least. */
const FEWEST_REPEATS = 3;

/** No auto-commit is faster; an application that retries a record in place and commits each time is. Source: lag-faults-observed 4d. */
const FASTEST_AUTO_COMMIT_S = 1;

/** How a partition's newest offset is committed again and again. */
export interface Repeating {
  readonly times: number;
  readonly everySeconds: number;
  /** Whether the client gives leader epochs, as the Java consumer's own commits do. */
  readonly withEpoch: boolean;
}

/** null: it is not, or no longer. */
function repeatingOf(points: ReturnType<typeof repeats>, nowMs: number): Repeating | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < FEWEST_REPEATS) return null;
  const everySeconds = (last.atMs - first.atMs) / 1_000 / (points.length - 1);
  if ((nowMs - last.atMs) / 1_000 > FEWEST_REPEATS * Math.max(everySeconds, FASTEST_AUTO_COMMIT_S)) return null;
  return { times: points.length, everySeconds, withEpoch: last.leaderEpoch !== null };
}

/** A batch may well commit a few times before it is through. [rule of thumb] */
const FEWEST_RETRIES = 10;

/** Commits faster than any timer: an application that tries one record again and again. */
const isRetrying = ({ times, everySeconds, withEpoch }: Repeating): boolean =>
  times >= FEWEST_RETRIES && everySeconds < FASTEST_AUTO_COMMIT_S && !withEpoch;

/** Up to when commits are known: a second look may come much later. */
const knownUntil = ({ history, nowMs }: GroupSeen): number => history?.toMs ?? nowMs;

/** How this partition is retried in place and committed each time; null: it is not. */
export function retryingOf(seen: PartitionSeen, group: GroupSeen): Repeating | null {
  if (seen.commits === null || !isReadable(seen)) return null;
  const repeating = repeatingOf(repeats(seen.commits), knownUntil(group));
  return repeating !== null && isRetrying(repeating) ? repeating : null;
}

/**
 * Owners whose poll loop lives, since their auto-commit repeats an unchanged offset, and who read nothing all the same.
 * Source: lag-faults-observed 27.
 */
export function pausedOwners({ owners, seen }: GroupFacts): readonly Owner[] {
  return owners.filter((owner) => {
    if (!isSilent(owner)) return false;
    return owner.seen.some((partition) => {
      if (partition.commits === null || !isReadable(partition)) return false;
      const repeating = repeatingOf(repeats(partition.commits), knownUntil(seen));
      return repeating !== null && !isRetrying(repeating);
    });
  });
}

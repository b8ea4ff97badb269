import type { Churn, Stay } from './churn.ts';
import type { GroupObservation } from './observation.ts';
import { rhythmOf, suspiciousSeconds } from './rhythm.ts';
import type { GroupSeen } from './seen.ts';

/**
 * Whether anybody reads for a group, since its state does not tell: a crash loop is Empty at most looks, and so is an assign()
 * consumer for ever. Source: lag-faults-observed, lesson 2.
 */
export type Life =
  /** It has members, as far as is known. */
  | { readonly kind: 'members' }
  /** Its members are gone and nothing was committed since. */
  | {
      readonly kind: 'gone';
      /** null: longer ago than the history reaches, or there is none. */
      readonly sinceMs: number | null;
      readonly how: Leaving;
      /** Whether the history says so; a look or two can't. */
      readonly certain: boolean;
    }
  /** Its members die and come back. */
  | { readonly kind: 'crash loop' }
  /** It never had members and commits all the same. */
  | { readonly kind: 'assign' }
  /** It is Empty and commits, and no history says why: a crash loop or assign(). */
  | { readonly kind: 'empty but committing' };

/**
 * How the last member went. `session`: its session ran out after its last commit, so it died or froze. `poll interval`: it left
 * because its handler took longer than max.poll.interval.ms.
 */
export type Leaving = 'left' | 'session' | 'poll interval' | 'unknown';

/**
 * One restart is a deploy, two may be; more often than that it is a loop. A process that is killed and restarted within its
 * session is replaced without the group ever being Empty. [rule of thumb; lag-faults-observed 4b]
 */
const RESTARTS_OF_A_LOOP = 3;

/** A loop that ended is no loop: so many pauses between changes, and at least a minute. [rule of thumb] */
const PAUSES_UNTIL_OVER = 3;
const SHORTEST_UNTIL_OVER_S = 60;

/** An administrator writes offsets once, of many partitions at a time; a consumer goes on. [rule of thumb] */
const PAUSES_OF_A_CONSUMER = 2;

export const isEmpty = (group: GroupObservation): boolean => group.state === 'Empty' || group.members?.length === 0;

/** Whether changes of members go on, in view of how far apart they were. */
export const isOngoing = (churn: Churn, nowMs: number): boolean =>
  nowMs - churn.lastChangeMs <=
  1_000 * Math.max(SHORTEST_UNTIL_OVER_S, PAUSES_UNTIL_OVER * (churn.secondsBetween ?? 0));

export function lifeOf(seen: GroupSeen, churn: Churn | null): Life {
  if (churn !== null && isLoop(churn, seen.nowMs)) return { kind: 'crash loop' };
  if (!isEmpty(seen.group)) return { kind: 'members' };
  const movedBetweenLooks = hasMoved(seen);
  if (seen.history === null) {
    if (movedBetweenLooks)
      return seen.group.protocolType === '' ? { kind: 'assign' } : { kind: 'empty but committing' };
    return { kind: 'gone', sinceMs: null, how: 'unknown', certain: false };
  }
  const last = seen.history.generations.at(-1) ?? null;
  const steps = seen.partitions.flatMap(({ commits }) => (commits === null ? [] : [...commits.progress]));
  const since = steps.filter((atMs) => last === null || atMs > last.atMs);
  if (movedBetweenLooks || goesOn(since, seen.nowMs))
    return last === null || seen.group.protocolType === '' ? { kind: 'assign' } : { kind: 'empty but committing' };
  return {
    kind: 'gone',
    sinceMs: last !== null && last.members.length === 0 ? last.atMs : null,
    how: leavingOf(seen, churn),
    certain: true,
  };
}

const isLoop = (churn: Churn, nowMs: number): boolean =>
  churn.timesEmpty + churn.timesReplaced >= RESTARTS_OF_A_LOOP && churn.returning !== null && isOngoing(churn, nowMs);

function goesOn(times: readonly number[], nowMs: number): boolean {
  const rhythm = rhythmOf(times);
  if (rhythm === null || rhythm.pauses < PAUSES_OF_A_CONSUMER) return false;
  const lastMs = times.reduce((latest, atMs) => Math.max(latest, atMs), 0);
  return nowMs - lastMs <= 1_000 * suspiciousSeconds(rhythm);
}

/** Whether the group committed anything between the looks, on any partition. */
function hasMoved({ partitions }: GroupSeen): boolean {
  return partitions.some(({ committed, earlier }) => {
    const before = earlier?.offset?.offset ?? null;
    return before !== null && committed !== null && committed > before;
  });
}

/** The last commit lies up to one commit interval before the last sign of life, and the broker sees the end a little late. */
const LATE_MS = 10_000;

/**
 * A timeout runs from the last heartbeat or the last poll, which may be older than the last commit. Source: heartbeat intervals
 * of 3 s and 5 s; a consumer that committed each record of its last poll left 0.1 s too early for a clock of commits.
 */
const EARLY_MS = 5_000;

/** What the silence before the last change of members says. */
function leavingOf({ history, partitions, brokerSessionMs }: GroupSeen, churn: Churn | null): Leaving {
  const stay = churn?.stays.at(-1);
  if (history === null || stay === undefined) return 'unknown';
  const lastCommitMs = partitions.reduce(
    (latest, { commits }) => Math.max(latest, commits?.points.findLast(({ atMs }) => atMs <= stay.toMs)?.atMs ?? 0),
    0,
  );
  return lastCommitMs === 0 ? 'unknown' : howItLeft(stay, lastCommitMs, brokerSessionMs);
}

/** One member's going, held against its own timeouts: the one that its silence comes closest to. */
export function howItLeft(
  stay: Pick<Stay, 'toMs' | 'sessionTimeoutMs' | 'rebalanceTimeoutMs'>,
  lastSignMs: number,
  brokerSessionMs: number | null,
): Leaving {
  const silentMs = stay.toMs - lastSignMs;
  const session = stay.sessionTimeoutMs ?? brokerSessionMs;
  const timeouts: readonly (readonly [Leaving, number | null])[] = [
    ['poll interval', stay.rebalanceTimeoutMs],
    ['session', session],
  ];
  const fitting = timeouts
    .flatMap(([how, ms]) => (ms === null || ms <= EARLY_MS ? [] : [{ how, lateMs: silentMs - ms }]))
    .filter(({ lateMs }) => lateMs >= -EARLY_MS && lateMs <= LATE_MS)
    .sort((a, b) => Math.abs(a.lateMs) - Math.abs(b.lateMs));
  return fitting[0]?.how ?? 'left';
}

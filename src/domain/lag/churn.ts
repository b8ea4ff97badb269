import type { Generation, GroupHistory } from './observation.ts';

/** How the members of a group came and went within the history that was read. */
export interface Churn {
  /** Distinct generations or epochs with members. */
  readonly generations: number;
  /** From the first change of members in the history to its end. */
  readonly windowSeconds: number;
  /** Generations in the last ten minutes. */
  readonly inTenMinutes: number;
  /** How often the group lost its last member. */
  readonly timesEmpty: number;
  /** How often all members gave way to others in one change: those before died without leaving, and their sessions ended later. */
  readonly timesReplaced: number;
  readonly lastChangeMs: number;
  /** Mean seconds between changes; null: there was only one. */
  readonly secondsBetween: number | null;
  /** How often the number of members went from rising to falling or back. */
  readonly turns: number;
  /** Between the smallest and the largest number of members, while there were any. */
  readonly range: number;
  /** The client that left and came back most often, with a new member id each time; null: none did. */
  readonly returning: ReturningClient | null;
  /** Every stay of a member that ended within the history. */
  readonly stays: readonly Stay[];
}

interface ReturningClient {
  readonly clientId: string;
  readonly host: string | null;
  readonly returns: number;
  /** Median seconds between its coming and its going; null: it never went. */
  readonly staysSeconds: number | null;
  readonly sessionTimeoutMs: number | null;
  readonly rebalanceTimeoutMs: number | null;
}

/** One member from its coming to its going. */
export interface Stay {
  readonly memberId: string;
  /** Its client id, or its member id where only that is told. */
  readonly clientId: string;
  /** null: not told. */
  readonly host: string | null;
  readonly instanceId: string | null;
  readonly sessionTimeoutMs: number | null;
  readonly rebalanceTimeoutMs: number | null;
  /** null: it was there when the history begins. */
  readonly fromMs: number | null;
  readonly toMs: number;
  /** Whether members stayed when it went. */
  readonly others: boolean;
}

const TEN_MINUTES_MS = 600_000;

/** null: no change of members lies in the history. */
export function churnOf(history: GroupHistory): Churn | null {
  const { generations } = history;
  const last = generations.at(-1);
  const [first] = generations;
  if (last === undefined || first === undefined) return null;
  const peopled = generations.filter(({ members }) => members.length > 0);
  const distinct = new Set(peopled.map(({ generation }) => generation));
  const recent = new Set(
    peopled.filter(({ atMs }) => atMs >= history.toMs - TEN_MINUTES_MS).map(({ generation }) => generation),
  );
  const { open, stays } = staysOf(generations);
  const sizes = peopled.map(({ members }) => members.length);
  return {
    generations: distinct.size,
    windowSeconds: Math.max(1, (history.toMs - first.atMs) / 1_000),
    inTenMinutes: recent.size,
    timesEmpty: generations.filter(
      ({ members }, at) => members.length === 0 && (generations[at - 1]?.members.length ?? 0) > 0,
    ).length,
    timesReplaced: generations.filter((generation, at) => replaces(generation, generations[at - 1] ?? null)).length,
    lastChangeMs: last.atMs,
    secondsBetween: generations.length < 2 ? null : (last.atMs - first.atMs) / 1_000 / (generations.length - 1),
    turns: turnsOf(sizes),
    range: sizes.length === 0 ? 0 : Math.max(...sizes) - Math.min(...sizes),
    returning: returningOf([...stays, ...open]),
    stays,
  };
}

function replaces({ members }: Generation, before: Generation | null): boolean {
  const gone = new Set(before?.members.map(({ memberId }) => memberId) ?? []);
  return gone.size > 0 && members.length > 0 && members.every(({ memberId }) => !gone.has(memberId));
}

type OpenStay = Omit<Stay, 'toMs' | 'others'>;

function staysOf(generations: readonly Generation[]): {
  readonly open: readonly OpenStay[];
  readonly stays: readonly Stay[];
} {
  const open = new Map<string, OpenStay>();
  const stays: Stay[] = [];
  generations.forEach(({ atMs, members }, at) => {
    const present = new Set(members.map(({ memberId }) => memberId));
    for (const [memberId, stay] of open) {
      if (present.has(memberId)) continue;
      stays.push({ ...stay, toMs: atMs, others: members.length > 0 });
      open.delete(memberId);
    }
    for (const member of members)
      if (!open.has(member.memberId))
        open.set(member.memberId, {
          ...member,
          clientId: member.clientId ?? member.memberId,
          fromMs: at === 0 ? null : atMs,
        });
  });
  return { open: [...open.values()], stays };
}

/** Ups and downs, equal counts left out. */
function turnsOf(sizes: readonly number[]): number {
  let [turns, direction] = [0, 0];
  for (let at = 1; at < sizes.length; at += 1) {
    const step = Math.sign((sizes[at] ?? 0) - (sizes[at - 1] ?? 0));
    if (step !== 0 && direction !== 0 && step !== direction) turns += 1;
    if (step !== 0) direction = step;
  }
  return turns;
}

/**
 * A client is a client id at a host. It returned as often as a stay of it began after another had ended, so that several
 * consumers of one process are not taken for one that comes back.
 */
function returningOf(stays: readonly (OpenStay & { readonly toMs?: number })[]): ReturningClient | null {
  const clients = new Map<string, (OpenStay & { readonly toMs?: number })[]>();
  for (const stay of stays) {
    const key = `${stay.clientId}\n${stay.host}`;
    const known = clients.get(key);
    if (known === undefined) clients.set(key, [stay]);
    else known.push(stay);
  }
  let worst: ReturningClient | null = null;
  for (const own of clients.values()) {
    const [first] = own;
    const ends = own.flatMap(({ toMs }) => toMs ?? []).sort((a, b) => a - b);
    const begins = own.flatMap(({ fromMs }) => fromMs ?? []).sort((a, b) => a - b);
    const returns = pairs(ends, begins);
    if (first === undefined || returns === 0 || returns <= (worst?.returns ?? 0)) continue;
    const lasted = own.flatMap(({ fromMs, toMs }) =>
      fromMs === null || toMs === undefined ? [] : (toMs - fromMs) / 1_000,
    );
    lasted.sort((a, b) => a - b);
    worst = {
      clientId: first.clientId,
      host: first.host,
      returns,
      staysSeconds: lasted[Math.floor((lasted.length - 1) / 2)] ?? null,
      sessionTimeoutMs: first.sessionTimeoutMs,
      rebalanceTimeoutMs: first.rebalanceTimeoutMs,
    };
  }
  return worst;
}

/** How many beginnings can each be matched with an end before it, or at the same change. */
function pairs(ends: readonly number[], begins: readonly number[]): number {
  let [matched, end] = [0, 0];
  for (const begin of begins) {
    const candidate = ends[end];
    if (candidate === undefined || candidate > begin) continue;
    matched += 1;
    end += 1;
  }
  return matched;
}

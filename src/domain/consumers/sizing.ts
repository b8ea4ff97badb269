import { activeMembers, activeShareMembers, SHARE_GROUP_MAX_SIZE } from '../formulas/members.ts';
import { ceiling } from '../partitions/arithmetic.ts';
import { show } from '../words.ts';
import { mostAttempts, repeatsOf } from './attempts.ts';
import { INSTANCES_WITHOUT_RATE, type Premises } from './premises.ts';
import { refuseAbsurd } from './refusals.ts';
import { perSecond } from './words.ts';

/** Middle of 0.6–0.8: queues grow without bound as consumers near 1. */
export const UTILISATION = 0.7;

/** What only binary fractions add to a load of exactly 1. */
export const ROUNDING = 1e-9;

/** Members and partitions, and how full they are. */
export interface Sizing {
  /** Tries of a record that keeps failing, the first among them. */
  readonly attempts: number;
  /** Times that the group works on a message, on average: above 1 where a given share fails and is tried again. */
  readonly repeats: number;
  /** Time of a handler for each message, its repeats included. */
  readonly workMs: number;
  /** `λ·S`: handlers busy at peak, not yet rounded; null: no rate is known. */
  readonly busy: number | null;
  /** `⌈λ·S ÷ ρ⌉`; null: no rate is known. */
  readonly needed: number | null;
  readonly instances: number;
  readonly threads: number;
  /** The poll loop hands records to other threads: how many these are is not known. Share groups cannot: KIP-932. */
  readonly byWorkers: boolean;
  /** instances × threads; of a connector that runs, its tasks. */
  readonly members: number;
  /** Those that have something to do: no more than partitions, or than a share group takes. */
  readonly active: number;
  /** Instances that have something to do. */
  readonly working: number;
  readonly partitions: number;
  /** Share of the peak that the fullest member carries, 1 is full; null: no rate is known, or other threads do the work. */
  readonly fullest: number | null;
  /** The same while one instance is away; null: as above, or nobody is left. */
  readonly fullestOneDown: number | null;
  /** Which numbers were chosen here and not given. */
  readonly chosen: { readonly instances: boolean; readonly threads: boolean; readonly partitions: boolean };
}

/** More instances than this are harder to deploy than more consumers in each: rule of thumb. */
const HANDY_INSTANCES = 6;
const THREADS = [1, 2, 3, 4, 6, 8, 12, 16];
/** Counts that split evenly over many group sizes. */
const EVEN_COUNTS = [6, 12, 24, 30, 36, 48];
/** Above it a partition count owes a measured reason. */
const REVIEW_THRESHOLD = 50;
/** Divides the 200 members that a share group takes. */
const FULL_SHARE_THREADS = 8;
/** Members beyond the need that an even split is worth. */
const WORTH_AN_EVEN_SPLIT = 1.5;

/**
 * Sizes the group: `⌈λ·S ÷ ρ⌉` consumers, one instance more so that the others carry the peak when one is down. Partitions,
 * instances and threads that were given are taken as they are; the rules judge them. `shared`: members share partitions,
 * so their number is free. Source: Little's law.
 */
export function sizeOf(premises: Premises, shared: boolean): Sizing {
  const once = workOf(premises, 1);
  if (once.needed !== null) refuseAbsurd(once.needed, neededFormula(premises, once.repeats));
  const byWorkers = premises.handsOff && !shared && premises.client !== 'streams' && premises.client !== 'connect';
  const work = workOf(premises, mostAttempts(premises, shared));
  const busy = byWorkers ? null : work.busy;
  const split = splitOf(premises, busy, work.needed, shared);
  const members = premises.tasks ?? split.instances * split.threads;
  const partitions = premises.partitions ?? partitionsFor(members, split.threads, busy, shared);
  const layout = {
    ...split,
    byWorkers,
    members,
    active: activeOf(partitions, members, shared),
    working: shared ? split.instances : Math.min(split.instances, partitions),
    partitions,
    chosen: {
      instances: premises.instances === null,
      threads: premises.threads?.assumed ?? premises.tasks === null,
      partitions: premises.partitions === null,
    },
  };
  return { ...layout, ...work, ...loadsOf(layout, work.busy, shared) };
}

/** The same members with other tries for what fails. */
export function withAttempts(sizing: Sizing, premises: Premises, attempts: number, shared: boolean): Sizing {
  const work = workOf(premises, attempts);
  return { ...sizing, ...work, ...loadsOf(sizing, work.busy, shared) };
}

type Work = Pick<Sizing, 'attempts' | 'repeats' | 'workMs' | 'busy' | 'needed'>;

/** What the messages cost with so many tries. */
function workOf(premises: Premises, attempts: number): Work {
  const { rate, meanMs, failureShare } = premises;
  const repeats = failureShare.assumed ? 1 : repeatsOf(failureShare.value, attempts);
  const workMs = meanMs.value * repeats;
  const busy = rate === null ? null : (rate.value * workMs) / 1_000;
  return { attempts, repeats, workMs, busy, needed: busy === null ? null : Math.max(1, ceiling(busy / UTILISATION)) };
}

/** How full the members are. Where other threads do the work, members say nothing of it. */
function loadsOf(
  { byWorkers, partitions, members, threads }: Pick<Sizing, 'byWorkers' | 'partitions' | 'members' | 'threads'>,
  busy: number | null,
  shared: boolean,
): Pick<Sizing, 'fullest' | 'fullestOneDown'> {
  if (busy === null || byWorkers) return { fullest: null, fullestOneDown: null };
  return {
    fullest: fullestOf(partitions, members, busy, shared),
    fullestOneDown: fullestOf(partitions, members - threads, busy, shared),
  };
}

interface Split {
  readonly instances: number;
  readonly threads: number;
}

function splitOf(
  { instances, threads: given, tasks, partitions }: Premises,
  busy: number | null,
  needed: number | null,
  shared: boolean,
): Split {
  const threads = given?.value ?? null;
  if (tasks !== null) {
    const workers = instances ?? INSTANCES_WITHOUT_RATE;
    return { instances: workers, threads: Math.ceil(tasks / workers) };
  }
  if (instances !== null) return { instances, threads: threads ?? 1 };
  if (needed === null || busy === null) return withoutRate(threads ?? 1, shared ? null : partitions);
  if (shared) return sharing(threads, needed);
  if (partitions === null) {
    const each = threads ?? handyThreads(needed);
    return { threads: each, instances: Math.ceil(needed / each) + 1 };
  }
  if (threads !== null)
    return { threads, instances: instancesOver(partitions, threads, Math.ceil(needed / threads) + 1) };
  return spread(membersOver(partitions, needed + 1, busy), busy);
}

/** As without partitions to heed, but no more than the group takes. */
function sharing(threads: number | null, needed: number): Split {
  const each = threads ?? handyThreads(needed);
  const instances = Math.ceil(needed / each) + 1;
  if (instances * each <= SHARE_GROUP_MAX_SIZE) return { threads: each, instances };
  const most = threads ?? FULL_SHARE_THREADS;
  return { threads: most, instances: Math.max(1, Math.floor(SHARE_GROUP_MAX_SIZE / most)) };
}

const handyThreads = (needed: number): number =>
  THREADS.find((one) => Math.ceil(needed / one) <= HANDY_INSTANCES) ?? 16;

const withoutRate = (threads: number, partitions: number | null): Split => ({
  threads,
  instances: Math.max(
    1,
    Math.min(INSTANCES_WITHOUT_RATE, Math.floor((partitions ?? Number.POSITIVE_INFINITY) / threads)),
  ),
});

/** Members over partitions that are there already, so that the fullest keeps its reserve, and keeps up when one is lost. */
function membersOver(partitions: number, wanted: number, busy: number): number {
  const load = (members: number) => (Math.ceil(partitions / members) / partitions) * busy;
  let fewest = wanted;
  while (fewest < partitions && (load(fewest) > UTILISATION || load(fewest - 1) >= 1 - ROUNDING)) fewest += 1;
  if (fewest >= partitions) return partitions;
  for (let members = fewest; members <= fewest * WORTH_AN_EVEN_SPLIT; members += 1)
    if (partitions % members === 0) return members;
  return fewest;
}

/** The same in steps of one instance. */
function instancesOver(partitions: number, threads: number, wanted: number): number {
  const most = Math.max(1, Math.floor(partitions / threads));
  if (wanted >= most) return most;
  for (let instances = wanted; instances <= Math.min(most, wanted * WORTH_AN_EVEN_SPLIT); instances += 1)
    if (partitions % (instances * threads) === 0) return instances;
  return wanted;
}

/** Members as few instances as are handy, while those that are left carry the peak when one is away. */
function spread(members: number, busy: number): Split {
  const threads = THREADS.find(
    (one) => members % one === 0 && members / one <= HANDY_INSTANCES && members - one >= busy && members / one >= 2,
  );
  return threads === undefined ? { threads: 1, instances: members } : { threads, instances: members / threads };
}

/** The smallest even count whose fullest member still keeps up while one instance is away. */
function partitionsFor(members: number, threads: number, busy: number | null, shared: boolean): number {
  if (shared) return EVEN_COUNTS[0] ?? members;
  const multiples = [1, 2, 3, 4, 5, 6].map((times) => members * times);
  const candidates = [...new Set([...EVEN_COUNTS.filter((one) => one % members === 0), ...multiples])]
    .filter((one) => one < REVIEW_THRESHOLD)
    .sort((a, b) => a - b)
    .filter((one) => one >= (EVEN_COUNTS[0] ?? 1));
  const keepsUp = (one: number) =>
    busy === null || (fullestOf(one, members - threads, busy, false) ?? 0) < 1 - ROUNDING;
  return candidates.find(keepsUp) ?? candidates[0] ?? members;
}

/** Share of one handler's time that the fullest of so many members needs; null: no member. */
function fullestOf(partitions: number, members: number, busy: number, shared: boolean): number | null {
  if (members <= 0) return null;
  if (shared) return busy / activeOf(partitions, members, shared);
  return (Math.ceil(partitions / members) / partitions) * busy;
}

const activeOf = (partitions: number, members: number, shared: boolean): number =>
  (shared ? activeShareMembers({ consumers: members }) : activeMembers({ partitions, consumers: members })).value;

/** `2,000 messages/s × 10 ms × 1.053 tries ÷ 1,000 ÷ 0.7`. */
export const neededFormula = ({ rate, meanMs }: Premises, repeats: number): string =>
  `⌈${perSecond(rate?.value ?? 0)} × ${show(meanMs.value)} ms${repeats > 1 ? ` × ${show(repeats)} tries` : ''} ÷ 1,000 ÷ ${UTILISATION}⌉`;

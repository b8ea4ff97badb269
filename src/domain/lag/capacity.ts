import { ceiling } from '../partitions/arithmetic.ts';
import { movedShareOfKeys } from '../partitions/growing.ts';
import { skewOf, UNEVEN } from './skew.ts';
import { duration, rate } from './words.ts';

/** What it takes to keep up, and to drain what is unread, at the measured rates. */
export interface Capacity {
  /** Records per second that one busy member gets done. */
  readonly perMemberPerSecond: number;
  /** Members that have partitions now, and the partitions that they share. */
  readonly members: number;
  readonly partitions: number;
  /** The smallest plan that keeps up with what is written; null: no number of members can. */
  readonly keepUp: Scale | null;
  /** The smallest plan that drains what is unread within the target; null: no number can, or no target was given. */
  readonly drain: Scale | null;
  readonly targetMinutes: number | null;
  /** What no number of members and partitions cures; null: nothing is known to stand in the way. */
  readonly limit: CapacityLimit | null;
  /** What adding partitions does to the order per key; null: no partitions have to be added. */
  readonly keyOrder: string | null;
}

/** Members and partitions in lockstep: each member has the same number of partitions. */
export interface Scale {
  readonly members: number;
  readonly partitions: number;
}

export interface CapacityLimit {
  /** `partition`: one partition gets, or holds, more than one member gets done. `sink`: more members did not read more. */
  readonly kind: 'partition' | 'sink';
  readonly because: string;
}

/** What a group's capacity is reckoned from: its busy members only, since an idle one shows nothing of what it could do. */
export interface Workload {
  readonly perMemberPerSecond: number;
  readonly members: number;
  /** Partitions that the group may be assigned, those without traffic included. */
  readonly partitions: number;
  readonly load: readonly PartitionLoad[];
  readonly sinkLimit: CapacityLimit | null;
  readonly targetMinutes: number | null;
}

interface PartitionLoad {
  /** topic-partition */
  readonly name: string;
  readonly producedPerSecond: number;
  readonly lag: number;
}

export function capacityOf(workload: Workload): Capacity {
  const { perMemberPerSecond: one, members, partitions, load, sinkLimit, targetMinutes } = workload;
  const produced = sum(load.map(({ producedPerSecond }) => producedPerSecond));
  const hot = sinkLimit ?? tooHot(load, one);
  const keepUp = hot !== null ? null : scaleTo(ceiling(produced / one), partitions);
  const seconds = targetMinutes === null ? null : targetMinutes * 60;
  const tooFull = seconds === null ? null : tooMuch(load, one, seconds);
  const backlog = sum(load.map(({ lag }) => lag));
  const drain =
    seconds === null || hot !== null || tooFull !== null
      ? null
      : scaleTo(ceiling((produced + backlog / seconds) / one), partitions);
  const most = Math.max(keepUp?.partitions ?? 0, drain?.partitions ?? 0);
  return {
    perMemberPerSecond: one,
    members,
    partitions,
    keepUp,
    drain,
    targetMinutes,
    limit: hot ?? tooFull,
    keyOrder: most > partitions ? keyOrder(partitions, most) : null,
  };
}

/**
 * Members for the need, as the smallest divisor of the partitions, so that each gets the same number; where the partitions do
 * not occupy so many, the smallest multiple of them. Source: lag rules L15, KEDA's even distribution.
 */
export function scaleTo(need: number, partitions: number): Scale {
  const grown = Math.ceil(Math.max(need, 1) / partitions) * partitions;
  let members = Math.max(need, 1);
  while (grown % members !== 0) members += 1;
  return { members, partitions: grown };
}

/** A partition has one reader, so what is written to it must not exceed what one member gets done. */
function tooHot(load: readonly PartitionLoad[], one: number): CapacityLimit | null {
  const skew = skewOf(load.map(({ producedPerSecond }) => producedPerSecond));
  const hottest = [...load].sort((a, b) => b.producedPerSecond - a.producedPerSecond)[0];
  if (skew === null || skew.factor < UNEVEN || hottest === undefined || hottest.producedPerSecond <= one) return null;
  return {
    kind: 'partition',
    because: `${rate(hottest.producedPerSecond)} go to ${hottest.name} alone (${Math.round(skew.share * 100)} % of all), and one member gets ${rate(one)} done: a partition has one reader`,
  };
}

/** What is unread stays in its partition, however many are added. */
function tooMuch(load: readonly PartitionLoad[], one: number, seconds: number): CapacityLimit | null {
  const fullest = [...load].sort((a, b) => b.lag - a.lag)[0];
  if (fullest === undefined || fullest.lag / seconds <= one) return null;
  return {
    kind: 'partition',
    because: `${fullest.lag} records wait in ${fullest.name}, which one member reads in ${duration(fullest.lag / one)} at best; records do not move to new partitions`,
  };
}

function keyOrder(from: number, to: number): string {
  const moved = Math.round(movedShareOfKeys(from, to) * 100);
  return `Going from ${from} to ${to} partitions moves ${moved} % of the keys to another partition while their old records stay: order per key breaks around the switch. Drain first, or create a new topic; never grow a compacted topic or an input of Kafka Streams.`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

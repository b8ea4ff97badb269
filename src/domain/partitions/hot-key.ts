import { count, percent, show } from '../words.ts';
import { ceiling, rounded } from './arithmetic.ts';
import { heaviest, type Load } from './loads.ts';
import type { Premises } from './premises.ts';

/** More than this only to thin out one partition is no plan; it is also what one CreateTopics request takes. */
const MOST_PARTITIONS_FOR_A_KEY = 10_000;

/** Whether the hottest key fits into one partition, and how many partitions keep the others out of its way. */
export interface HotKeyVerdict {
  readonly share: number;
  readonly load: Load;
  readonly status: 'fits' | 'fits_today_only' | 'impossible';
  /** The growth that is judged: the plan's, or 1 where that does not fit. */
  readonly growth: number;
  /** null: no count helps. */
  readonly needed: number | null;
}

/**
 * Partitions that keep the hottest key's partition within its capacity, unrounded: `P ≥ (1 − s)·u ÷ (1 − s·u)`, where
 * u is the load in partitions (T ÷ c) and s the key's share. null when s·u ≥ 1: a key can't be split, so no count helps.
 * Source: derived from the load `s·T + (1 − s)·T ÷ P` of that partition.
 */
export function partitionsForHotKey(loadInPartitions: number, share: number): number | null {
  const own = share * loadInPartitions;
  return own >= 1 ? null : ((1 - share) * loadInPartitions) / (1 - own);
}

/** The load `s·u + (1 − s)·u ÷ P` of the hottest key's partition, as a share of what one partition carries. */
export const hottestPartitionLoad = (loadInPartitions: number, share: number, partitions: number): number =>
  share * loadInPartitions + ((1 - share) * loadInPartitions) / partitions;

/** Judged at the load after growth, and at today's where that does not fit. null without a hottest key. */
export function judgeHotKey(premises: Premises, loads: readonly Load[]): HotKeyVerdict | null {
  const { hottestShare: share, growth } = premises;
  const load = heaviest(loads);
  if (share === null || load === null) return null;
  const grown = usable(partitionsForHotKey(load.partitions * growth, share));
  if (grown !== null) return { share, load, status: 'fits', growth, needed: grown };
  const today = usable(partitionsForHotKey(load.partitions, share));
  return today === null
    ? { share, load, status: 'impossible', growth: 1, needed: null }
    : { share, load, status: 'fits_today_only', growth: 1, needed: today };
}

const usable = (partitions: number | null): number | null =>
  partitions === null || ceiling(partitions) > MOST_PARTITIONS_FOR_A_KEY ? null : Math.max(1, ceiling(partitions));

/** The formula of `partitionsForHotKey` with the rate's own numbers. */
export function hotKeyFormula({ share, load, growth }: HotKeyVerdict): string {
  const rate = show(load.rate * growth);
  return `(1 − ${show(share)}) × ${rate} ÷ (${show(load.perPartition)} − ${show(share)} × ${rate}) ${load.unit}`;
}

/** The hot key as the plan reports it. */
export interface HotKeyReport {
  readonly verdict: 'fits' | 'fits_today_only' | 'impossible';
  readonly says: string;
  readonly share_of_traffic: number;
  /** Left out where no count helps. */
  readonly partitions_needed?: number;
  readonly formula: string;
  /** After growth, at the planned count; above 1 the partition falls behind. */
  readonly hottest_partition_load: number;
}

export function reportHotKey(verdict: HotKeyVerdict, growth: number, partitions: number): HotKeyReport {
  const { share, load, status, needed } = verdict;
  return {
    verdict: status,
    says: says(verdict, growth),
    share_of_traffic: share,
    ...(needed === null ? {} : { partitions_needed: needed }),
    formula: hotKeyFormula(verdict),
    hottest_partition_load: rounded(hottestPartitionLoad(load.partitions * growth, share, partitions), 3),
  };
}

function says(verdict: HotKeyVerdict, growth: number): string {
  const { load, status, needed } = verdict;
  if (status === 'fits')
    return `Fits: ${hottestKeyLoad(verdict, growth)}; ${count(needed ?? 1, 'partition')} or more keep the other keys out of its way.`;
  if (status === 'fits_today_only')
    return `Fits today, not after × ${show(growth)} growth: ${hottestKeyLoad(verdict, growth)}.`;
  return `No sensible count helps: ${hottestKeyLoad(verdict, 1)}, and a key stays in one partition.${load.assumed ? ' The capacity is assumed: measure it.' : ''}`;
}

/** `the hottest key (10 %) brings 1,000 messages/s and its partition carries 1,500`. */
export const hottestKeyLoad = ({ share, load }: HotKeyVerdict, growth: number): string =>
  `the hottest key (${percent(share)}) brings ${show(share * load.rate * growth)} ${load.unit}${growth > 1 ? ` after × ${show(growth)} growth` : ''} and its partition carries ${show(load.perPartition)}`;

/** In the order in which to try them. */
export const HOT_KEY_REMEDY =
  'In this order: a faster handler (batches, work per key in parallel inside the partition); a finer key; a salted key (entity#0…k) that gives up order for it; an own topic for the large tenant; a share group if order is not needed.';

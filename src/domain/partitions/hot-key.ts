import { count, show } from '../words.ts';
import { ceiling, rounded } from './arithmetic.ts';
import { heaviest, type Load } from './loads.ts';
import type { Premises } from './premises.ts';
import { REVIEW_PARTITIONS_PER_TOPIC } from './rounding.ts';
import { rateWords, sharePercent } from './words.ts';

/** More than this only to thin out one partition is no plan; it is also what one CreateTopics request takes. */
const MOST_PARTITIONS_FOR_A_KEY = 10_000;

/** So many times what all else asks for, nearly all of them idle, is no plan for one key either. Rule of thumb. */
const OUT_OF_PROPORTION = 2;

/** Whether the hottest key fits into one partition, and how many partitions keep the others out of its way. */
export interface HotKeyVerdict {
  readonly share: number;
  /** Number of keys where the share is not known, but cannot be less than one of them; null: it was given. */
  readonly oneOfKeys: number | null;
  readonly load: Load;
  readonly status: 'fits' | 'fits_today_only' | 'impossible';
  /** The growth that is judged: the plan's, or 1 where that does not fit. */
  readonly growth: number;
  /** null: no count helps. */
  readonly needed: number | null;
  /** What would help but is out of proportion, so that nobody plans it; null: nothing of the kind. */
  readonly outOfProportion: Wanted | null;
}

interface Wanted {
  readonly partitions: number;
  readonly growth: number;
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

/**
 * Judged at the load after growth, and at today's where that does not fit. `others` is the count that would be planned
 * without the hottest key. null without one.
 */
export function judgeHotKey(premises: Premises, loads: readonly Load[], others: number): HotKeyVerdict | null {
  const { hottestShare: share, growth, keys } = premises;
  const load = heaviest(loads);
  if (load === null) return null;
  if (share === null) return keys === null ? null : judgeByNumberOfKeys(keys, load, growth);
  const of = { share, oneOfKeys: null, load };
  const grown = usable(partitionsForHotKey(load.partitions * growth, share));
  if (grown !== null && !isOutOfProportion(grown, others))
    return { ...of, status: 'fits', growth, needed: grown, outOfProportion: null };
  const wanted = grown === null ? null : { partitions: grown, growth };
  const today = usable(partitionsForHotKey(load.partitions, share));
  if (today === null || isOutOfProportion(today, others)) {
    const wantedToday = today === null ? null : { partitions: today, growth: 1 };
    return { ...of, status: 'impossible', growth: 1, needed: null, outOfProportion: wanted ?? wantedToday };
  }
  return { ...of, status: 'fits_today_only', growth: 1, needed: today, outOfProportion: wanted };
}

/** What was out of proportion fits where rounding up gave as many all the same. */
export function atCount(verdict: HotKeyVerdict, partitions: number): HotKeyVerdict {
  const wanted = verdict.outOfProportion;
  if (wanted === null || wanted.partitions > partitions) return verdict;
  return { ...verdict, status: 'fits', growth: wanted.growth, needed: wanted.partitions, outOfProportion: null };
}

/** Hundreds of partitions, nearly all of them idle, only to give one key a partition for itself. */
const isOutOfProportion = (needed: number, others: number): boolean =>
  needed > REVIEW_PARTITIONS_PER_TOPIC && needed > OUT_OF_PROPORTION * others;

/**
 * The hottest of K keys carries at least 1 ÷ K. That can show that it does not fit, never that it does, and it is no reason
 * for more partitions. null: it shows nothing.
 */
function judgeByNumberOfKeys(keys: number, load: Load, growth: number): HotKeyVerdict | null {
  const share = 1 / keys;
  const verdict = { share, oneOfKeys: keys, load, growth: 1, needed: null, outOfProportion: null };
  if (share * load.partitions >= 1) return { ...verdict, status: 'impossible' };
  return share * load.partitions * growth >= 1 ? { ...verdict, status: 'fits_today_only' } : null;
}

const usable = (partitions: number | null): number | null =>
  partitions === null || ceiling(partitions) > MOST_PARTITIONS_FOR_A_KEY ? null : Math.max(1, ceiling(partitions));

/** The formula of `partitionsForHotKey` with the rate's own numbers; of a lower bound, what one partition would take. */
export function hotKeyFormula(verdict: HotKeyVerdict, growth: number = verdict.growth): string {
  const { share, oneOfKeys, load } = verdict;
  const rate = show(load.rate * growth);
  if (oneOfKeys !== null)
    return `${rateWords(load.rate * growth, load.unit)} ÷ ${count(oneOfKeys, 'key')} = ${show((load.rate * growth) / oneOfKeys)} at least, of ${rateWords(load.perPartition, load.unit)} that one partition carries`;
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

/**
 * Partitions that would keep the other keys out of the hottest key's way, where that is no price to pay and the plan has
 * fewer; null: it has as many, or no count helps.
 */
export function wantedOutOfProportion(plan: {
  readonly partitions: number;
  readonly hot_key?: HotKeyReport;
}): number | null {
  const wanted = plan.hot_key?.partitions_needed ?? 0;
  return wanted > plan.partitions ? wanted : null;
}

export function reportHotKey(verdict: HotKeyVerdict, growth: number, partitions: number): HotKeyReport {
  const { share, load, status, outOfProportion } = verdict;
  const needed = outOfProportion?.partitions ?? verdict.needed;
  return {
    verdict: status,
    says: says(verdict, growth),
    share_of_traffic: share,
    ...(needed === null ? {} : { partitions_needed: needed }),
    formula: hotKeyFormula(verdict, outOfProportion?.growth),
    hottest_partition_load: rounded(hottestPartitionLoad(load.partitions * growth, share, partitions), 3),
  };
}

function says(verdict: HotKeyVerdict, growth: number): string {
  const { load, status, needed, outOfProportion } = verdict;
  if (status === 'fits')
    return `Fits: ${hottestKeyLoad(verdict, growth)}; ${count(needed ?? 1, 'partition')} or more keep the other keys out of its way.`;
  if (status === 'fits_today_only')
    return `${fitsToday(verdict)} after × ${show(growth)} growth: ${hottestKeyLoad(verdict, growth)}${outOfProportion === null ? '' : `, and ${tooMany(outOfProportion)}`}.`;
  if (outOfProportion !== null)
    return `No sensible count helps: ${hottestKeyLoad(verdict, outOfProportion.growth)}, and ${tooMany(outOfProportion)}.`;
  return `No sensible count helps: ${hottestKeyLoad(verdict, 1)}, and a key stays in one partition.${load.assumed ? ' The capacity is assumed: measure it.' : ''}`;
}

const tooMany = ({ partitions }: Wanted): string =>
  `the ${show(partitions)} partitions that keep the other keys out of its way are out of proportion`;

/** What is known only to be at least so much may be too much today already. */
const fitsToday = ({ oneOfKeys }: HotKeyVerdict): string =>
  oneOfKeys === null || oneOfKeys === 1 ? 'Fits today, not' : 'Does not fit';

/** `the hottest key (10 %) brings 1,000 messages/s and its partition carries 1,500`. */
export const hottestKeyLoad = (verdict: HotKeyVerdict, growth: number): string => {
  const { share, load } = verdict;
  return `${whichKey(verdict)} ${rateWords(share * load.rate * growth, load.unit)}${growth > 1 ? ` after × ${show(growth)} growth` : ''} and its partition carries ${show(load.perPartition)}`;
};

function whichKey({ share, oneOfKeys }: HotKeyVerdict): string {
  if (oneOfKeys === null) return `the hottest key (${sharePercent(share)}) brings`;
  return oneOfKeys === 1
    ? 'the only key brings'
    : `the hottest key (one of ${show(oneOfKeys)}, so ${sharePercent(share)} or more) brings at least`;
}

/** In the order in which to try them. */
export const HOT_KEY_REMEDY =
  'In this order: a faster handler (batches, work per key in parallel inside the partition); a finer key; a salted key (entity#0…k) that gives up order for it; an own topic for the large tenant; a share group (Kafka 4.2 and later) if order is not needed.';

/** Where nobody asks for order, the key need not decide where a record goes. Source: Apache Kafka 3.3 ProducerConfig, partitioner.ignore.keys. */
const UNORDERED_REMEDY =
  'Order is not needed, so keep the key from choosing the partition: partitioner.ignore.keys=true (Java since 3.3), or the id in the value and no key. Then any partition takes its records.';

export const hotKeyRemedy = ({ keyed }: Pick<Premises, 'keyed'>): string => (keyed ? HOT_KEY_REMEDY : UNORDERED_REMEDY);

import { type Counting, countPartitions } from './counting.ts';
import { atCount, type HotKeyVerdict, judgeHotKey } from './hot-key.ts';
import { type Load, loadsOf } from './loads.ts';
import type { Premises } from './premises.ts';

/** The loads of a plan, its hottest key and the count that follows from both. */
export interface Weighing {
  readonly loads: readonly Load[];
  readonly hotKey: HotKeyVerdict | null;
  readonly counting: Counting;
}

/** Counts without the hottest key first: what that key asks for is judged by what all else does. */
export function weigh(premises: Premises): Weighing {
  const loads = loadsOf(premises);
  const others = countPartitions(premises, loads, null);
  const hotKey = judgeHotKey(premises, loads, others.partitions);
  if (hotKey === null) return { loads, hotKey, counting: others };
  const counting = countPartitions(premises, loads, hotKey);
  return { loads, hotKey: atCount(hotKey, counting.partitions), counting };
}

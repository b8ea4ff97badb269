import type { Finding } from '../finding.ts';
import type { Counting } from './counting.ts';
import type { GrowingLater } from './growing.ts';
import type { HotKeyVerdict } from './hot-key.ts';
import type { KeySpread } from './key-spread.ts';
import type { Limit } from './limits.ts';
import type { Load } from './loads.ts';
import type { Premises } from './premises.ts';

/** All that the rules may look at. */
export interface WeighedPlan {
  readonly premises: Premises;
  readonly loads: readonly Load[];
  readonly counting: Counting;
  readonly hotKey: HotKeyVerdict | null;
  readonly spread: KeySpread | null;
  readonly limits: readonly Limit[];
  readonly growing: GrowingLater;
}

/** Looks at a weighed plan and says at most one thing about it. */
export type PartitionRule = (plan: WeighedPlan) => Finding | null;

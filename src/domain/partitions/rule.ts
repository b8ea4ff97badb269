import type { Finding } from '../finding.ts';
import type { Counting } from './counting.ts';
import type { PartitionDemand } from './demand.ts';
import type { GrowingLater } from './growing.ts';
import type { HotKeyVerdict } from './hot-key.ts';
import type { KeySpread } from './key-spread.ts';
import type { Limit } from './limits.ts';
import type { Load } from './loads.ts';
import type { Measured } from './measured.ts';
import type { MeasuredDemand } from './measured-demand.ts';
import type { Premises } from './premises.ts';
import type { SampleKey } from './sample-key.ts';

/** All that the rules may look at. */
export interface WeighedPlan {
  /** With measured values filled in. */
  readonly demand: PartitionDemand;
  readonly premises: Premises;
  readonly loads: readonly Load[];
  readonly counting: Counting;
  readonly hotKey: HotKeyVerdict | null;
  readonly spread: KeySpread | null;
  readonly limits: readonly Limit[];
  readonly growing: GrowingLater;
  readonly sampleKey: SampleKey | null;
  /** null: no live topic was looked at. */
  readonly measured: MeasuredTopic | null;
}

/** A live topic and what the demand took from it. */
export interface MeasuredTopic {
  readonly facts: Measured;
  readonly demand: MeasuredDemand;
}

/** Looks at a weighed plan and says at most one thing about it. */
export type PartitionRule = (plan: WeighedPlan) => Finding | null;

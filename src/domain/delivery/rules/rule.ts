import type { Finding } from '../../finding.ts';
import type { Costs } from '../costs.ts';
import type { CheckedNeeds } from '../needs/needs.ts';
import type { PartVerdict } from '../plan-types.ts';
import type { Premises } from '../premises.ts';

/** All that the rules of a plan may look at. */
interface WeighedPipeline {
  readonly premises: Premises;
  readonly parts: readonly PartVerdict[];
  readonly needs: CheckedNeeds;
  readonly costs: Costs;
}

/** Looks at a weighed pipeline and says at most one thing about it. */
export type EosRule = (pipeline: WeighedPipeline) => Finding | null;

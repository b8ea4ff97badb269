import type { Computed } from '../formulas/computed.ts';

/** A number of a recommendation together with where it comes from. */
export interface Figure {
  /** What it is, with the unit in the name: `poll_budget_ms`, `partitions`. */
  readonly name: string;
  /** Which part of the design it belongs to, such as a topic or a group; absent where there is only one. */
  readonly of?: string;
  readonly value: number;
  /** The formula with its numbers: `⌈2,000 messages/s × 10 ms ÷ 0.7⌉`. */
  readonly formula: string;
  /** What went in and whether it was given, measured or assumed: `processing_ms_per_message = 10 (given)`. */
  readonly inputs: readonly string[];
  readonly source: string;
}

/** A computed number as a recommendation reports it. */
export const figure = (name: string, computed: Computed, inputs: readonly string[], of?: string): Figure => ({
  name,
  ...(of === undefined ? {} : { of }),
  value: computed.value,
  formula: computed.formula,
  inputs,
  source: computed.source,
});

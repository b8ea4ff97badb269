/**
 * A number and how it came about, so that a recommendation can show its working. Formulas take positive, finite numbers unless
 * they say otherwise, and throw nothing: who takes numbers from outside refuses bad ones by the name of their field.
 */
export interface Computed {
  readonly value: number;
  /** The formula with its numbers: `⌊300,000 ms × 0.5 ÷ 1,200 ms⌋`. */
  readonly formula: string;
  readonly source: string;
}

import type { FormatChecker, SchemaRisk } from './checker.ts';
import type { Leftover, Repair, Repaired } from './repair/repair.ts';

/** All that is known about one format of schemas. Each only meets texts and schemas that its checker parsed. */
export interface SchemaFormat<S> {
  readonly checker: FormatChecker<S>;
  risks(older: S, newer: S): readonly SchemaRisk[];
  /** Ways to mend a schema that does not fit, the one that keeps most of the change first. */
  readonly repairs: readonly Repair<S>[];
  /** Writes into the newer text what it gives up, so that nobody takes it for something else later. null: nothing to do. */
  safeguard(text: string, older: S, newer: S): Repaired | null;
  /** The text without what a repair left in it for the time of a migration. */
  without(text: string, leftovers: readonly Leftover[]): string;
  /** Lines that each show one thing, so that two texts can be held against each other; equal for equal schemas. */
  linesOf(text: string): readonly string[];
}

import type { DirectionCheck } from '../check-history.ts';
import type { Incompatibility, SchemaSource } from '../checker.ts';

/** One reason why a new schema does not fit an earlier version, with that version. */
export interface Misfit<S> {
  readonly direction: DirectionCheck['direction'];
  readonly incompatibility: Incompatibility;
  readonly earlier: { readonly source: SchemaSource; readonly schema: S };
}

/** One thing that is written otherwise in a mended schema. */
export interface RepairChange {
  /** Where, as the registry writes it. */
  readonly path: string;
  /** What changes and why that helps, in one sentence. */
  readonly says: string;
  /** The piece of schema text as it is to be written. */
  readonly write: string;
  /** A part of what was wanted has to wait until old data is gone or old readers are. */
  readonly postpones: boolean;
  /** What stands in the mended schema for the time of the migration only. */
  readonly leftover: Leftover | null;
}

/** A member that is to go at the end: a field of a record or message. */
export interface Leftover {
  readonly owner: string;
  readonly member: string;
}

export interface Repaired {
  readonly text: string;
  readonly changes: readonly RepairChange[];
}

/** A way to mend a text that does not fit. Whether what comes out fits, the checker says: a repair proves nothing. */
export interface Repair<S> {
  /** null when it can do nothing. */
  mend(text: string, schema: S, misfits: readonly Misfit<S>[]): Repaired | null;
}

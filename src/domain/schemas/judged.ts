import type { RegistryProfile } from './checker.ts';
import type { CompatibilityObservation } from './compatibility-observation.ts';
import type { Examination } from './examine-change.ts';
import type { CompatibilityLevel } from './levels.ts';
import type { SchemaType } from './observation.ts';

/** Everything that an answer is made of. */
export interface Judged {
  readonly type: SchemaType;
  /** The text fits several types, and this one was taken. */
  readonly typeAssumed: boolean;
  /** What was checked under; null: it is not known, and the examination was made under BACKWARD. */
  readonly level: CompatibilityLevel | null;
  /** Numbers of all versions, ascending. */
  readonly versions: readonly number[];
  /** The level compares with versions whose texts could not be had. */
  readonly complete: boolean;
  readonly profile: RegistryProfile;
  readonly examination: Examination;
  /** null when no registry was asked. */
  readonly seen: CompatibilityObservation | null;
}

export interface ComparedVersion {
  readonly version: number;
  /** null where the rules came to no answer. */
  readonly rules: boolean | null;
  /** null where the registry was not asked or did not say. */
  readonly registry: boolean | null;
}

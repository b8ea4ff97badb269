import type { HistoryVersion } from './check-history.ts';
import type { RegistryProfile, SchemaSource } from './checker.ts';
import type { SchemaFormat } from './format.ts';
import type { CompatibilityLevel } from './levels.ts';

/** A new schema, and everything that it is held against. */
export interface SchemaChange {
  readonly candidate: SchemaSource;
  /** Newest first. */
  readonly history: readonly HistoryVersion[];
  readonly level: CompatibilityLevel;
  readonly profile: RegistryProfile;
  readonly format: SchemaFormat<unknown>;
  /** false when there is no time left for one more comparison. */
  readonly goesOn: () => boolean;
}

import type { Gap } from '../gap.ts';
import type { HistoryVersion } from './check-history.ts';
import type { ReferencedSchema, SchemaSource } from './checker.ts';
import type { CompatibilityLevel } from './levels.ts';
import type { Dependent, LevelObservation, SchemaReference, SchemaType } from './observation.ts';

/** Registered versions with everything they refer to. */
export interface VersionTexts {
  readonly versions: readonly HistoryVersion[];
  readonly gaps: readonly Gap[];
}

/** What is asked about a schema that is not registered yet. */
export interface CompatibilityQuestion {
  readonly subject: string;
  readonly schema: string;
  /** null when it can't be told from the text: the subject's own type then counts. */
  readonly type: SchemaType | null;
  /** Registered schemas that it refers to. */
  readonly references: readonly SchemaReference[];
  /** Schemas that it refers to and that are not registered. With one of them a registry can't check it. */
  readonly texts: readonly ReferencedSchema[];
  /** What to check under; null: the level that the subject has. */
  readonly level: CompatibilityLevel | null;
}

/** What a registry said about a schema and a subject at one moment. */
export interface CompatibilityObservation {
  readonly subject: SubjectObservation;
  readonly level: LevelObservation;
  readonly vendor: RegistryVendor | null;
  /** The type the check was made with; null when the subject is unknown. */
  readonly type: SchemaType | null;
  /** The new schema with all that it refers to, as far as it was found. */
  readonly candidate: SchemaSource;
  /** Versions whose texts could be had, newest first. */
  readonly history: readonly HistoryVersion[];
  /** Other schemas that refer to this subject. */
  readonly dependents: readonly Dependent[];
  /** The registry refused to parse the schema; null otherwise. */
  readonly refusal: SchemaRefusal | null;
  /** References of the new schema that the registry does not have. */
  readonly missingReferences: readonly SchemaReference[];
  /** The registry's one answer about all versions together; null when it was not asked or did not say. */
  readonly whole: CheckAnswer | null;
  /** Checks with one version each, newest first. */
  readonly checks: readonly VersionCheck[];
  readonly gaps: readonly Gap[];
}

/** Who made the registry, as far as it tells. */
export interface RegistryVendor {
  readonly name: 'Confluent' | 'Apicurio';
  readonly release: string | null;
}

export interface SubjectObservation {
  readonly name: string;
  readonly known: boolean;
  /** Ascending; deleted ones are not among them. */
  readonly versions: readonly number[];
  /** Type of the latest version in the registry's words; null when it was not had. */
  readonly latestType: string | null;
  /** Names of the registry's subjects, asked for only when this one is unknown. */
  readonly knownSubjects: readonly string[];
}

export interface CheckAnswer {
  readonly compatible: boolean;
  /** The registry's words, as they came. */
  readonly messages: readonly string[];
}

export interface VersionCheck {
  readonly version: number;
  /** null when the registry did not say. */
  readonly answer: CheckAnswer | null;
}

export interface SchemaRefusal {
  readonly errorCode: number | null;
  readonly message: string;
}

import type { Gap } from '../gap.ts';

export type SchemaType = 'AVRO' | 'PROTOBUF' | 'JSON';

export interface SchemaReference {
  /** How the schema writes it: full type name (Avro), import path (Protobuf), $ref (JSON Schema). */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** One registered version. */
export interface RegisteredSchema {
  readonly version: number;
  readonly id: number;
  /** In the registry's words: `AVRO`, `PROTOBUF`, `JSON` or what else it knows. */
  readonly type: string;
  readonly text: string;
  readonly references: readonly SchemaReference[];
}

export interface SchemaHistory {
  /** Every version number that is not deleted, ascending. */
  readonly versions: readonly number[];
  /** Those that could be had, oldest first. */
  readonly schemas: readonly RegisteredSchema[];
  readonly gaps: readonly Gap[];
}

/** What is asked of the registry about a schema that is not registered yet. */
export interface CompatibilityQuestion {
  readonly subject: string;
  readonly schema: string;
  /** null when it can't be told from the text: the subject's own type then counts. */
  readonly type: SchemaType | null;
  readonly references: readonly SchemaReference[];
  /** `level`: what the subject's effective compatibility level demands at registration. */
  readonly against: 'latest' | 'all' | 'level';
}

/** What a registry said about a schema and a subject at one moment. */
export interface CompatibilityObservation {
  readonly subject: SubjectObservation;
  readonly level: LevelObservation;
  /** The type the check was made with; null when no check was made. */
  readonly type: SchemaType | null;
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

export interface LevelObservation {
  /** In the registry's words, such as `BACKWARD`; null when it was not told. */
  readonly name: string | null;
  /** Set for the subject itself or inherited; null where the registry does not tell. */
  readonly source: 'subject' | 'global' | null;
  /** Only versions with the same value of this metadata property are compared. */
  readonly group: string | null;
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

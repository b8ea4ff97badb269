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

/** What a subject is, without its texts. */
export interface SubjectSummary {
  readonly subject: string;
  /** Ascending; deleted ones are not among them. */
  readonly versions: readonly number[];
  /** The newest version; null when it could not be read. */
  readonly latest: RegisteredSchema | null;
  readonly level: LevelObservation;
}

export interface SubjectList {
  readonly subjects: readonly SubjectSummary[];
  readonly gaps: readonly Gap[];
}

/** A registered version that refers to another subject. */
export interface Dependent {
  readonly subject: string;
  readonly version: number;
  /** The version of the subject that it refers to. */
  readonly uses: number;
}

export interface DependentList {
  readonly dependents: readonly Dependent[];
  readonly gaps: readonly Gap[];
}

export interface LevelObservation {
  /** In the registry's words, such as `BACKWARD`; null when it was not told. */
  readonly name: string | null;
  /** Set for the subject itself or inherited; null where the registry does not tell. */
  readonly source: 'subject' | 'global' | null;
  /** Only versions with the same value of this metadata property are compared. */
  readonly group: string | null;
  /** JSON Schemas are compared under compatibilityPolicy LENIENT. */
  readonly lenient: boolean;
}

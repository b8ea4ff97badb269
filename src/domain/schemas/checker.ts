import type { SchemaType } from './observation.ts';

/** A schema text with every schema that it refers to, directly or not. */
export interface SchemaSource {
  readonly text: string;
  /** All schemas that it needs, flat. `name` is what the referring text writes: an Avro full name, an import path, a $ref. */
  readonly references: readonly ReferencedSchema[];
}
export interface ReferencedSchema {
  readonly name: string;
  readonly text: string;
  /** Where it is registered; null for a text that was given as it is. */
  readonly registered: { readonly subject: string; readonly version: number } | null;
}

/** Why a text is not a schema: 1-based place, and what would have been right there. */
export interface SchemaProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly expected: string;
  /** 'syntax' | 'unresolved-reference' (names it) | 'reference-cycle' | 'limit' (too deep, too big) | 'semantic' */
  readonly kind: 'syntax' | 'unresolved-reference' | 'reference-cycle' | 'limit' | 'semantic';
  readonly message: string;
}
export type Parsed<S> =
  | { readonly schema: S; readonly problem: null }
  | { readonly schema: null; readonly problem: SchemaProblem };

/** One thing in a writer's schema that a reader cannot read. */
export interface Incompatibility {
  /** The registry's own name for it, such as READER_FIELD_MISSING_DEFAULT_VALUE. */
  readonly rule: string;
  /** Where in the reader's (new) schema, written as the registry writes it. */
  readonly path: string;
  /** One sentence in our own words with the names and values at hand. */
  readonly message: string;
  /** The pieces of schema text that clash, compact; null when that side has none. */
  readonly reader: string | null;
  readonly writer: string | null;
}

/** How one format is parsed and compared. Reader = the schema a client reads with, writer = the schema of the data. FORWARD swaps them. */
export interface FormatChecker<S> {
  readonly type: SchemaType;
  /** `stored`: registered schemas are parsed leniently, as the registry does; new ones strictly. */
  parse(source: SchemaSource, stored: boolean): Parsed<S>;
  /** Empty when the reader can read all that the writer wrote, in the eyes of the registry profile. */
  compare(reader: S, writer: S, profile: RegistryProfile): readonly Incompatibility[];
}
/** Whose verdict: Confluent up to 8.3, or its master of August 2026 (Protobuf oneof rules differ). */
export type RegistryProfile = 'confluent' | 'confluent-next';

/** What the registry accepts and what will still break somebody. */
export interface SchemaRisk {
  readonly id: string;
  readonly path: string;
  readonly message: string;
  /** Who or what breaks. */
  readonly breaks: string;
  readonly source: string;
}

/** The rule of an entry that says that a comparison was given up: a limit, not a verdict. */
export const COMPARISON_LIMIT = 'COMPARISON_LIMIT';

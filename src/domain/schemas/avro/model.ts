import type { JsonNode } from './json.ts';

/**
 * A parsed Avro schema. Every place where a type is written is an object of its own, and every use of a named type is the
 * one object of its definition: Avro remembers what it compared by identity, so identity is part of the verdict.
 */
export type AvroType = AvroPrimitive | AvroArray | AvroMap | AvroUnion | AvroNamed;
export type AvroNamed = AvroRecord | AvroEnum | AvroFixed;

export const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type PrimitiveKind = (typeof PRIMITIVES)[number];

export const isPrimitive = (word: string): word is PrimitiveKind => PRIMITIVES.some((primitive) => primitive === word);

export interface AvroPrimitive {
  readonly kind: PrimitiveKind;
  readonly logical: LogicalType | null;
  readonly properties: Properties;
}

/** Stands where a name is used before its definition, until the definition is there. */
export const UNRESOLVED: AvroPrimitive = { kind: 'null', logical: null, properties: new Map() };

export interface AvroArray {
  readonly kind: 'array';
  readonly items: AvroType;
  readonly properties: Properties;
}

export interface AvroMap {
  readonly kind: 'map';
  readonly values: AvroType;
  readonly properties: Properties;
}

export interface AvroUnion {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
}

interface Named {
  readonly name: AvroName;
  /** As Avro compares them with the name of a writer: full names, see `aliasName`. */
  readonly aliases: readonly string[];
  readonly doc: string | null;
  readonly properties: Properties;
}

export interface AvroRecord extends Named {
  readonly kind: 'record';
  readonly fields: readonly AvroField[];
  readonly fieldsByName: ReadonlyMap<string, AvroField>;
}

export interface AvroField {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: AvroType;
  /** null when the field has none; a default of null is a node. */
  readonly default: JsonNode | null;
  readonly order: 'ascending' | 'descending' | 'ignore';
  readonly doc: string | null;
  readonly properties: Properties;
}

export interface AvroEnum extends Named {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  /** What a reader takes for symbols that it does not know. */
  readonly default: string | null;
}

export interface AvroFixed extends Named {
  readonly kind: 'fixed';
  /** In bytes. */
  readonly size: number;
  readonly logical: LogicalType | null;
}

/** A simple name and its namespace, null for none. */
export interface AvroName {
  readonly simple: string;
  readonly space: string | null;
  readonly full: string;
}

/** What the bytes stand for; the registry does not compare it. */
export interface LogicalType {
  readonly name: string;
  /** Digits of a decimal; null for all others. */
  readonly decimal: { readonly precision: number; readonly scale: number } | null;
}

/** What is written beside the attributes that Avro itself reads. */
export type Properties = ReadonlyMap<string, JsonNode>;

export interface AvroSchema {
  readonly root: AvroType;
}

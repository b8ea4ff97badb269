import type { SchemaRisk } from '../checker.ts';
import type { Draft } from './drafts.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** A risk before its place is known. */
export type Risk = Omit<SchemaRisk, 'path'>;

/** The same place in two versions of a schema. */
export interface RawPair {
  readonly older: JsonObject;
  readonly newer: JsonObject;
  readonly draft: Draft;
  /** The same number for equal values. */
  readonly identify: (value: JsonValue) => number;
}

export type RiskRule = (pair: RawPair) => readonly Risk[];

export const NEW_READERS = 'Consumers that check data with the new schema, when they read what was written before.';
export const OLD_READERS = 'Consumers that still check data with the old schema.';
export const BOTH_READERS =
  'Consumers that check data: with the new schema on what was written before, with the old one on new data.';

export const REGISTRY = 'Confluent Schema Registry up to August 2026, comparison of JSON Schemas';
export const VALIDATION = 'https://json-schema.org/draft/2020-12/json-schema-validation';
export const CORE = 'https://json-schema.org/draft/2020-12/json-schema-core';

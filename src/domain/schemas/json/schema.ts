import type { Draft } from './drafts.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/**
 * A JSON Schema as the registry sees it: each text is one of these kinds, or an allOf of several when it says more than one
 * kind can hold (`{"type":"string","enum":["A"]}`). What the registry does not compare is not kept: `format`,
 * `propertyNames`, the schema of `contains`, `if`/`then`/`else`.
 */
export type SchemaNode = ReferenceNode | ResolvedNode;

export type ResolvedNode =
  | PlainNode
  | CombinedNode
  | NotNode
  | EnumNode
  | ConstNode
  | StringNode
  | NumberNode
  | ObjectNode
  | ArrayNode;

/** Kinds without anything to compare. `any` is true or {}, `never` is false. */
interface PlainNode {
  readonly kind: 'any' | 'never' | 'boolean' | 'null' | 'conditional';
  readonly raw: JsonValue;
}

/** Stands for another schema: one that a `$ref` names, or one nested so deep that it was read later. */
export interface ReferenceNode {
  readonly kind: 'reference';
  readonly raw: JsonValue;
  /** Filled once the whole text has been read; null only where the reference leads nowhere. */
  target: SchemaNode | null;
}

export interface CombinedNode {
  readonly kind: 'combined';
  readonly raw: JsonValue;
  readonly of: 'allOf' | 'anyOf' | 'oneOf';
  /** Equal ones count as one. */
  readonly branches: readonly SchemaNode[];
  /** false where the branches are what one text says at once: a list in `type`, several kinds. */
  readonly ownTexts: boolean;
}

export interface NotNode {
  readonly kind: 'not';
  readonly raw: JsonObject;
  readonly refused: SchemaNode;
}

export interface EnumNode {
  readonly kind: 'enum';
  readonly raw: JsonObject;
  readonly values: readonly JsonValue[];
}

export interface ConstNode {
  readonly kind: 'const';
  readonly raw: JsonObject;
  readonly value: JsonValue;
}

export interface StringNode {
  readonly kind: 'string';
  readonly raw: JsonObject;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly pattern: string | null;
}

export interface NumberNode {
  readonly kind: 'number';
  readonly raw: JsonObject;
  readonly integer: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Limits only: the boolean of draft 4 is nothing that the registry compares. */
  readonly exclusiveMinimum: number | null;
  readonly exclusiveMaximum: number | null;
  readonly multipleOf: number | null;
}

/** true and false where the keyword says so or is absent (true), else its schema. */
export type Rest = boolean | SchemaNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly raw: JsonObject;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly required: ReadonlySet<string>;
  /** Properties with a default. */
  readonly defaults: ReadonlySet<string>;
  /** The first that finds something in the name of a property decides. */
  readonly patterns: readonly { readonly finds: (name: string) => boolean; readonly schema: SchemaNode }[];
  readonly additional: Rest;
  readonly unevaluated: Rest;
  readonly minProperties: number | null;
  readonly maxProperties: number | null;
  readonly requiredWith: ReadonlyMap<string, readonly string[]>;
  readonly schemaWith: ReadonlyMap<string, SchemaNode>;
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly raw: JsonObject;
  readonly items: SchemaNode | null;
  readonly tuple: readonly SchemaNode[];
  readonly additional: Rest;
  readonly unevaluated: Rest;
  readonly minItems: number | null;
  readonly maxItems: number | null;
  readonly minContains: number | null;
  readonly maxContains: number | null;
  readonly unique: boolean;
}

/** A parsed text; `root` is what clients read and write. */
export interface JsonSchema {
  readonly root: SchemaNode;
  readonly draft: Draft;
}

/** The schema that a chain of references ends at. */
export function resolve(node: SchemaNode): ResolvedNode {
  let at = node;
  while (at.kind === 'reference') {
    if (at.target === null) return { kind: 'any', raw: at.raw };
    at = at.target;
  }
  return at;
}

import type { JsonValue } from './json-value.ts';
import type { Rule } from './rules.ts';
import type { SchemaNode } from './schema.ts';

/** Something that the writer's schema allows and the reader's refuses. */
export interface Difference {
  readonly rule: Rule;
  /** Steps from the compared schemas to the place: `required/age`; empty for the schemas themselves. */
  readonly at: string;
  /** The values that clash; null where a side has none. */
  readonly writer: JsonValue;
  readonly reader: JsonValue;
}

/** Two schemas inside the compared ones: the whole is compatible only if they are. */
export interface Part {
  readonly at: string;
  readonly writer: SchemaNode;
  readonly reader: SchemaNode;
  /** Told as well when the two are not compatible; null when their own differences say it all. */
  readonly misfit: Difference | null;
  /** false: only `misfit` is told, not what lies inside. */
  readonly told: boolean;
}

/** Schemas of which each on the shorter side needs one of its own on the other side that it is compatible with. */
export interface Matching {
  readonly writers: readonly SchemaNode[];
  readonly readers: readonly SchemaNode[];
  readonly misfit: Difference;
}

/** What comparing one schema of a writer with one of a reader comes to, before its parts are looked at. */
export interface Comparison {
  readonly differences: readonly Difference[];
  readonly parts: readonly Part[];
  readonly matching: Matching | null;
}

export const SAME: Comparison = { differences: [], parts: [], matching: null };

export const onlyDifferences = (differences: readonly Difference[]): Comparison =>
  differences.length === 0 ? SAME : { ...SAME, differences };

/** A limit that only a bigger value tightens (`minimum`) or only a smaller one (`maximum`). */
export function limitDifferences(
  keyword: string,
  writer: number | null,
  reader: number | null,
  tighter: 'higher' | 'lower',
  rules: { readonly added: Rule; readonly tightened: Rule },
): Difference[] {
  if (reader === null || reader === writer) return [];
  if (writer === null) return [{ rule: rules.added, at: keyword, writer, reader }];
  const tightened = tighter === 'higher' ? reader > writer : reader < writer;
  return tightened ? [{ rule: rules.tightened, at: keyword, writer, reader }] : [];
}
